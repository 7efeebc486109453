#pragma once

// What Google makes of one restored Ingress or Service: a load balancer, its addresses, and which
// of these are reserved by name. Used for counts and prerequisites.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"

namespace translator {

struct Served {
  bool external = false;
  std::size_t addresses = 0;  // 0: no load balancer at all
};

// Ports 80 and 443 of an Ingress share one address. A Service has one per IP family.
[[nodiscard]] Served served_by_google(const Json& restored);

// The names that the object's annotations give, in order.
[[nodiscard]] std::vector<std::string> reserved_addresses(const Json& restored);
[[nodiscard]] std::optional<std::string> subnet_of(const Json& service);

// "a, b" -> {"a", "b"}; empty parts are left out.
[[nodiscard]] std::vector<std::string> names_in(std::string_view list);

struct LoadBalancers {
  std::size_t internal = 0;
  std::size_t external = 0;
  std::size_t addresses = 0;

  void add(const Served& served);
  [[nodiscard]] std::size_t all() const { return internal + external; }
};

}  // namespace translator
