#include "cluster/object_address.h"

#include <string_view>

#include "cluster/url.h"

namespace cluster {

namespace {

using translator::Error;
using translator::Result;

// Kubernetes allows any name that can be one segment of a path (k8s.io/apimachinery
// pkg/api/validation/path).
bool is_path_segment(std::string_view text) {
  return text != "." && text != ".." && text.find_first_of("/%") == std::string_view::npos;
}

bool is_group_version(std::string_view text) {
  const auto slash = text.find('/');
  const auto version = slash == std::string_view::npos ? text : text.substr(slash + 1);
  return !version.empty() && is_path_segment(version) && is_path_segment(text.substr(0, slash));
}

}  // namespace

Result<std::string> path_of(const ObjectAddress& address) {
  if (!is_group_version(address.api_version) || address.plural.empty() ||
      !is_path_segment(address.plural) || !is_path_segment(address.name_space) ||
      !is_path_segment(address.name)) {
    return Error{
        "this is no address of a Kubernetes object",
        address.api_version + " " + address.plural + " " + address.name_space + "/" + address.name};
  }
  const auto slash = address.api_version.find('/');
  std::string path = slash == std::string::npos
                         ? "/api/" + percent_encoded(address.api_version)
                         : "/apis/" + percent_encoded(address.api_version.substr(0, slash)) + "/" +
                               percent_encoded(address.api_version.substr(slash + 1));
  if (!address.name_space.empty()) {
    path += "/namespaces/" + percent_encoded(address.name_space);
  }
  path += "/" + percent_encoded(address.plural);
  return address.name.empty() ? path : path + "/" + percent_encoded(address.name);
}

}  // namespace cluster
