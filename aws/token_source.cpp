#include "aws/token_source.h"

#include <utility>

namespace aws {

using translator::Result;

TokenSource::TokenSource(FindCredentials find, Network network, std::chrono::milliseconds limit,
                         Clock clock)
    : find_(std::move(find)),
      network_(std::move(network)),
      limit_(limit),
      clock_(std::move(clock)) {}

const Result<Credentials>& TokenSource::credentials(const std::string& region,
                                                    const Occasion& occasion) {
  if (!credentials_) {
    forbid_core_dumps();
    credentials_ = find_(region, occasion);
  }
  return *credentials_;
}

Result<EcrToken> TokenSource::token_for(const translator::EcrHost& registry,
                                        cluster::Deadline latest) {
  const std::string key = token_key(registry);
  if (const auto known = tokens_.find(key); known != tokens_.end()) {
    return known->second;
  }
  const Occasion occasion{network_, clock_(), cluster::deadline_in(limit_, latest)};
  const auto& own = credentials(registry.region, occasion);
  Result<EcrToken> token =
      own ? private_ecr_token(registry, *own, network_, occasion.now, occasion.deadline)
          : Result<EcrToken>(own.error());
  tokens_.emplace(key, token);
  return token;
}

Moment system_now() {
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace aws
