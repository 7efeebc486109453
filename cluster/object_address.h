#pragma once

// Where an object stands in a Kubernetes API.

#include <string>

#include "translator/result.h"

namespace cluster {

// An object, or with an empty name all objects of its kind (in all namespaces when name_space is
// empty too).
struct ObjectAddress {
  std::string api_version;  // "v1", "networking.k8s.io/v1"
  std::string plural;       // "ingresses"
  std::string name_space;   // "" for cluster-scoped kinds
  std::string name;
};

// "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/web". Error: a part that cannot stand in a
// path of the Kubernetes API ("..", "a/b"), or no version or plural.
[[nodiscard]] translator::Result<std::string> path_of(const ObjectAddress& address);

}  // namespace cluster
