#pragma once

// Tokens of ECR: GetAuthorizationToken, for private and public registries. One token opens every
// registry of its region that the principal may reach, in other accounts too, so it is a secret
// and is asked for only where an operator listed the host.

#include <string_view>

#include "aws/credentials.h"
#include "aws/network.h"
#include "aws/token_life.h"
#include "cluster/deadline.h"
#include "translator/ecr_host.h"
#include "translator/result.h"

namespace aws {

struct EcrToken {
  SecretText authorization;  // base64 of "AWS:PASSWORD": `auth` of a docker config as it stands
  TokenLife life;
};

// Asks the API of the registry's own region. Error: where = the host that was asked.
[[nodiscard]] translator::Result<EcrToken> private_ecr_token(const translator::EcrHost& registry,
                                                             const Credentials& credentials,
                                                             const Network& network, Moment now,
                                                             cluster::Deadline deadline);

// For public.ecr.aws, which gives tokens in us-east-1 only. Pulling there needs none.
[[nodiscard]] translator::Result<EcrToken> public_ecr_token(const Credentials& credentials,
                                                            const Network& network, Moment now,
                                                            cluster::Deadline deadline);

// Reads an answer: `authorizationData` is an array for private registries, one object for the
// public one. Error: what is wrong with it, without any part of it.
[[nodiscard]] translator::Result<EcrToken> read_token_answer(std::string_view body, Moment now);

// What tokens are shared by: registries of one key get the same token.
[[nodiscard]] std::string token_key(const translator::EcrHost& registry);

}  // namespace aws
