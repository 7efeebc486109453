#pragma once

// From ALB's rules (first match over all hosts) to GKE's URL map (the nearest host alone, then the
// longest match): which paths each host needs so that every request goes where it went on AWS, and
// what cannot be said. Used by the row about paths. Pure; it knows nothing of JSON.

#include <cstddef>
#include <string>
#include <vector>

#include "translator/url_patterns.h"

namespace translator {

struct MapRoute {
  std::vector<std::string> hosts;     // "" is any host
  std::vector<PathPattern> patterns;  // none of kind other
  std::string target;                 // which backend; "" is a 404 without a body
};

// One path of a host of GKE: the given pattern of the given route, or a part of it.
struct MapEntry {
  std::size_t route = 0;
  std::size_t pattern = 0;
  PathPattern path;
};

struct HostMap {
  std::string host;
  std::vector<MapEntry> entries;  // in ALB's order; never empty
};

// Requests that ALB gave to a route and GKE gives to another target, or to nobody.
struct Strayed {
  std::size_t route = 0;
  std::size_t pattern = 0;
  std::string host;
  std::string target;  // of GKE; "" is its 404
};

// A pattern that no request ever reached on ALB, and the route that took all of them.
struct Unreached {
  std::size_t route = 0;
  std::size_t pattern = 0;
  std::size_t by = 0;
};

struct UrlMap {
  std::vector<HostMap> hosts;  // in the order in which routes name them
  std::vector<Strayed> strayed;
  std::vector<Unreached> unreached;
  // More rules than any ALB takes: comparing each with each would take too long. All else is empty.
  bool too_large = false;
};

// `routes` in ALB's order; `default_target` gets what no route matches.
[[nodiscard]] UrlMap make_url_map(const std::vector<MapRoute>& routes,
                                  const std::string& default_target);

}  // namespace translator
