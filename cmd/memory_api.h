#pragma once

// The Kubernetes API over MemoryObjects: paths, queries and media types. Private to MemoryCluster;
// opens no sockets.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cmd/memory_objects.h"

namespace cmd {

struct ApiRequest {
  std::string method;  // "GET"
  std::string target;  // path and query
  std::string content_type;
  std::string body;
};

struct ApiTarget {
  ObjectKey key;  // the name is empty for a collection
  std::string version;
  std::map<std::string, std::string> query;
};

// "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/web?x=y"; nothing for other paths. A
// subresource (…/status) means the object itself.
[[nodiscard]] std::optional<ApiTarget> parse_api_target(std::string_view address);

[[nodiscard]] ApiAnswer answer(MemoryObjects& objects, const ApiRequest& request);

}  // namespace cmd
