#include "aws/network.h"

#include <cstdlib>

#include "cluster/text_file.h"

namespace aws {
namespace {

using translator::Error;
using translator::Result;

Result<std::optional<cluster::Url>> endpoint_of(const Variables& variables,
                                                const std::string& name) {
  const std::string text = variables(name);
  if (text.empty()) {
    return std::optional<cluster::Url>();
  }
  auto url = cluster::parse_url(text);
  if (!url) {
    return Error{url.error().what, name};
  }
  if (url->target != "/") {
    return Error{"an endpoint is an address without a path", name};
  }
  return std::optional(std::move(*url));
}

}  // namespace

Variables environment_variables() {
  return [](const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return std::string(value == nullptr ? "" : value);
  };
}

Result<Network> network_of(const Variables& variables) {
  Network network;
  auto ecr = endpoint_of(variables, "AWS_ENDPOINT_URL_ECR");
  if (!ecr) {
    return ecr.error();
  }
  auto sts = endpoint_of(variables, "AWS_ENDPOINT_URL_STS");
  if (!sts) {
    return sts.error();
  }
  network.ecr_endpoint = std::move(*ecr);
  network.sts_endpoint = std::move(*sts);
  if (const std::string bundle = variables("AWS_CA_BUNDLE"); !bundle.empty()) {
    auto text = cluster::read_text_file(bundle);
    if (!text) {
      return Error{text.error().text(), "AWS_CA_BUNDLE"};
    }
    network.authorities = std::move(*text);
  }
  return network;
}

}  // namespace aws
