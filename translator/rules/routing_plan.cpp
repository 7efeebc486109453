#include "translator/rules/routing_plan.h"

#include <algorithm>
#include <utility>

namespace translator::rules {
namespace {

std::string text_of(const Target& target) {
  return target.kind == Target::Kind::service ? to_text(target.service) : "";
}

}  // namespace

Target default_target(const Routing& routing) {
  return routing.alb.default_backend ? target_of(*routing.alb.default_backend, routing.redirect)
                                     : Target{.kind = Target::Kind::not_found};
}

RoutingPlan plan_routing(const Json& ingress, const Routing& routing, bool is_public) {
  RoutingPlan plan{.ingress = ingress,
                   .routing = routing,
                   .is_public = is_public,
                   .routes = {},
                   .targets = {},
                   .map = {}};
  std::vector<MapRoute> routes;
  for (const AlbRoute& route : routing.alb.routes) {
    Target target = target_of(route.backend, routing.redirect);
    if (target.kind == Target::Kind::https_redirect) {
      continue;
    }
    MapRoute mapped{.hosts = route.hosts, .patterns = {}, .target = text_of(target)};
    std::transform(route.patterns.begin(), route.patterns.end(),
                   std::back_inserter(mapped.patterns), path_pattern);
    routes.push_back(std::move(mapped));
    plan.routes.push_back(&route);
    plan.targets.push_back(std::move(target));
  }
  plan.map = make_url_map(routes, text_of(default_target(routing)));
  return plan;
}

}  // namespace translator::rules
