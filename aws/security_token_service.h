#pragma once

// AWS STS: credentials for a limited time, for a role. Used by the credential sources only.

#include <string>
#include <string_view>

#include "aws/credentials.h"
#include "aws/network.h"
#include "cluster/deadline.h"
#include "translator/result.h"

namespace aws {

struct Role {
  std::string arn;
  std::string session_name = "eks2gke";
  std::string external_id;  // "" for none
  std::string region;       // whose STS is asked
};

// Where and when the call is made.
struct Occasion {
  const Network& network;
  Moment now;
  cluster::Deadline deadline;
};

// AssumeRoleWithWebIdentity: not signed, the token is the proof.
[[nodiscard]] translator::Result<Credentials> assume_role_with_web_identity(
    const Role& role, const SecretText& web_identity, const Occasion& occasion);

// AssumeRole: signed by `own`.
[[nodiscard]] translator::Result<Credentials> assume_role(const Role& role, const Credentials& own,
                                                          const Occasion& occasion);

// Reads the Credentials of an answer. Error: without any part of it.
[[nodiscard]] translator::Result<Credentials> read_role_answer(std::string_view xml);

}  // namespace aws
