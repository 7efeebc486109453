#pragma once

// Tokens of ECR for several registries: each region is asked once, the credentials are looked for
// once, and what failed is not tried again. Used by one restore, or one run of the CLI.

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "aws/credentials.h"
#include "aws/ecr_token.h"
#include "aws/network.h"
#include "aws/security_token_service.h"
#include "translator/ecr_host.h"
#include "translator/result.h"

namespace aws {

class TokenSource {
 public:
  // `region`: whose STS is asked when nothing else names one.
  using FindCredentials = std::function<translator::Result<Credentials>(const std::string& region,
                                                                        const Occasion& occasion)>;
  using Clock = std::function<Moment()>;

  // `limit`: the time that one registry may take, credentials included.
  TokenSource(FindCredentials find, Network network, std::chrono::milliseconds limit, Clock clock);

  // Error: where = the host that was asked. Not safe for use by two threads at a time.
  [[nodiscard]] translator::Result<EcrToken> token_for(const translator::EcrHost& registry,
                                                       cluster::Deadline latest);

  [[nodiscard]] Moment now() const { return clock_(); }

 private:
  const translator::Result<Credentials>& credentials(const std::string& region,
                                                     const Occasion& occasion);

  FindCredentials find_;
  Network network_;
  std::chrono::milliseconds limit_;
  Clock clock_;
  std::optional<translator::Result<Credentials>> credentials_;
  std::map<std::string, translator::Result<EcrToken>> tokens_;  // by token_key()
};

// The clock of the machine.
[[nodiscard]] Moment system_now();

}  // namespace aws
