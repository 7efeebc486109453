#pragma once

// How to reach AWS: the endpoints and authorities that an operator sets, and nothing else.
// AWS_ENDPOINT_URL is never read: in Velero's environment it points at a look-alike of S3, which
// must not see credentials.

#include <functional>
#include <optional>
#include <string>

#include "cluster/url.h"
#include "translator/result.h"

namespace aws {

// A variable by name; "" when it is not set. Of the environment, or of the data of a Secret.
using Variables = std::function<std::string(const std::string& name)>;

[[nodiscard]] Variables environment_variables();

struct Network {
  // Set by the operator, so that he answers for them: they may be plain HTTP, and need no name of
  // AWS.
  std::optional<cluster::Url> ecr_endpoint;
  std::optional<cluster::Url> sts_endpoint;
  std::string authorities;  // PEM; "" means the roots of the system
};

// AWS_ENDPOINT_URL_ECR, AWS_ENDPOINT_URL_STS, AWS_CA_BUNDLE (a file). Error: where = the variable.
[[nodiscard]] translator::Result<Network> network_of(const Variables& variables);

}  // namespace aws
