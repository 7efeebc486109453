// How the row about paths writes hosts, paths and the default backend for GKE.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/rules/routing_plan.h"

namespace translator::rules {
namespace {

// A path of the Ingress with another backend.
Json path_to(const AlbRoute& route, const Target& target) {
  Json path = *route.path_object;
  path["backend"]["service"] = target.service;
  return path;
}

// One entry of the route is written as it stands when GKE reads it as ALB did.
bool is_kept_whole(const AlbRoute& route, const std::vector<const MapEntry*>& entries) {
  std::size_t own = 0;
  for (const MapEntry* entry : entries) {
    const bool is_own = entry->pattern < route.own_patterns;
    own += is_own ? 1 : 0;
    if (is_own && entry->path != path_pattern(route.patterns[entry->pattern])) {
      return false;
    }
  }
  return own > 0 && own == route.own_patterns;
}

void add_paths(const AlbRoute& route, const Target& target,
               const std::vector<const MapEntry*>& entries, Json& paths) {
  const bool whole = is_kept_whole(route, entries);
  if (whole) {
    paths.push_back(path_to(route, target));
  }
  for (const MapEntry* entry : entries) {
    if (whole && entry->pattern < route.own_patterns) {
      continue;
    }
    Json path = path_to(route, target);
    path["path"] = translator::text_of(entry->path);
    path["pathType"] = "ImplementationSpecific";
    paths.push_back(std::move(path));
  }
}

Json paths_of(const RoutingPlan& plan, const HostMap& host) {
  // The manifest's own order: GKE does not look at it, people do.
  using Place = std::pair<std::size_t, std::size_t>;  // rule and path
  std::map<Place, std::pair<std::size_t, std::vector<const MapEntry*>>> by_place;
  for (const MapEntry& entry : host.entries) {
    const AlbRoute& route = *plan.routes[entry.route];
    auto& [index, entries] = by_place[{route.rule, route.path}];
    index = entry.route;
    entries.push_back(&entry);
  }
  Json paths = Json::array();
  for (const auto& [place, found] : by_place) {
    add_paths(*plan.routes[found.first], plan.targets[found.first], found.second, paths);
  }
  return paths;
}

// The first rule of the host with all members that it has, or a new one.
Json rule_for(const RoutingPlan& plan, const HostMap& host) {
  Json rule = Json::object();
  for (const Json& original : array_at(plan.ingress, Pointer(kRulesField))) {
    if (!array_at(original, Pointer("/http/paths")).empty() &&
        string_at(original, Pointer("/host")).value_or("") == host.host) {
      rule = original;
      break;
    }
  }
  if (rule.empty() && !host.host.empty()) {
    rule["host"] = host.host;
  }
  rule["http"]["paths"] = paths_of(plan, host);
  return rule;
}

void edit_default(const RoutingPlan& plan, Outcome& outcome) {
  const Target target = default_target(plan.routing);
  if (!plan.routing.alb.default_backend || plan.routing.alb.default_backend->action == nullptr) {
    return;
  }
  if (target.kind == Target::Kind::service) {
    outcome.edits.push_back(set(Pointer(kDefaultField), Json{{"service", target.service}}));
  } else {
    outcome.edits.push_back(erase(Pointer(kDefaultField)));
  }
}

void edit_rules(const RoutingPlan& plan, Outcome& outcome) {
  Json rules = Json::array();
  for (const HostMap& host : plan.map.hosts) {
    rules.push_back(rule_for(plan, host));
  }
  if (!rules.empty()) {
    outcome.edits.push_back(set(Pointer(kRulesField), std::move(rules)));
  } else if (find(plan.ingress, Pointer(kRulesField)) != nullptr) {
    outcome.edits.push_back(erase(Pointer(kRulesField)));
  }
}

}  // namespace

void edit_routing(const RoutingPlan& plan, Outcome& outcome) {
  edit_default(plan, outcome);
  edit_rules(plan, outcome);
}

}  // namespace translator::rules
