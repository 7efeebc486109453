#pragma once

// What the row about paths works with, shared by its parts: findings in routing_findings.cpp, edits
// in routing_edits.cpp.

#include <string>
#include <vector>

#include "translator/rules/routing.h"
#include "translator/url_map.h"

namespace translator::rules {

inline const std::string kRulesField = "/spec/rules";
inline const std::string kDefaultField = "/spec/defaultBackend";

// All routes can be said when there is one.
struct RoutingPlan {
  const Json& ingress;
  const Routing& routing;
  bool is_public = false;
  std::vector<const AlbRoute*> routes;  // without redirects to HTTPS
  std::vector<Target> targets;          // of the same routes
  UrlMap map;
};

[[nodiscard]] RoutingPlan plan_routing(const Json& ingress, const Routing& routing, bool is_public);

// What the default backend becomes; not_found when there is none.
[[nodiscard]] Target default_target(const Routing& routing);

// What differs from AWS, and what was left out or added for it to be the same.
void tell_differences(const RoutingPlan& plan, Outcome& outcome);

// Writes /spec/rules and /spec/defaultBackend.
void edit_routing(const RoutingPlan& plan, Outcome& outcome);

}  // namespace translator::rules
