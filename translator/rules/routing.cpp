#include "translator/rules/routing.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/url_patterns.h"

namespace translator::rules {
namespace {

bool is_possible(const TargetGroup& group) {
  return group.outside.empty() && is_service_name(group.service) &&
         (aws_integer(group.port) || is_port_name(group.port));
}

Target target_of_action(const AlbAction& action, const std::optional<HttpsRedirect>& redirect) {
  if (const auto* response = std::get_if<FixedResponse>(&action)) {
    const bool plain = response->status == "404" && response->body.empty();
    return {.kind = plain ? Target::Kind::not_found : Target::Kind::unsayable};
  }
  if (const auto* forward = std::get_if<Forward>(&action)) {
    const std::vector<TargetGroup> groups = forward->with_traffic();
    if (groups.size() == 1 && is_possible(groups[0])) {
      return {.kind = Target::Kind::service, .service = backend_of(groups[0])};
    }
    return {};
  }
  const bool whole = redirect && https_port_of(action) == redirect->port;
  return {.kind = whole ? Target::Kind::https_redirect : Target::Kind::unsayable};
}

}  // namespace

Routing read_routing(const Json& ingress, const Context& context) {
  return {.alb = read_routes(ingress), .redirect = https_redirect(ingress, context)};
}

Target target_of(const RouteBackend& backend, const std::optional<HttpsRedirect>& redirect) {
  if (backend.service == nullptr) {
    return {};
  }
  if (backend.action == nullptr) {
    return {.kind = Target::Kind::service, .service = *backend.service};
  }
  return *backend.action ? target_of_action(backend.action->value(), redirect) : Target{};
}

bool rules_name(const AlbRoutes& routes, std::string_view name) {
  return std::any_of(routes.routes.begin(), routes.routes.end(),
                     [&](const AlbRoute& route) { return route.backend.name == name; });
}

bool is_action_name(const AlbRoutes& routes, std::string_view name) {
  const auto means = [&](const RouteBackend& backend) {
    return backend.action != nullptr && backend.name == name;
  };
  return (routes.default_backend && means(*routes.default_backend)) ||
         std::any_of(routes.routes.begin(), routes.routes.end(),
                     [&](const AlbRoute& route) { return means(route.backend); });
}

std::string why_unsayable(const Condition& condition) {
  const std::string_view field = name_of(condition.field);
  if (condition.field == ConditionField::source_ip) {
    return "It lets only some addresses in, and GKE Ingress cannot tell addresses apart by path: "
           "without it everybody would be let in.";
  }
  if (condition.regex || (condition.field != ConditionField::host_header &&
                          condition.field != ConditionField::path_pattern)) {
    return fmt::format(
        "GKE Ingress cannot match by {}{}: without the condition more requests "
        "would reach the backend.",
        field, condition.regex ? " with regular expressions" : "");
  }
  for (const std::string& value : condition.values) {
    std::string small = value;
    std::transform(small.begin(), small.end(), small.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const bool sayable = condition.field == ConditionField::host_header
                             ? small == "*" || is_rule_host(small)
                             : path_pattern(value).kind != PathPattern::Kind::other;
    if (!sayable) {
      return fmt::format(
          "GKE Ingress cannot match '{}': wildcards stand only at the beginning of "
          "a host and at the end of a path.",
          value);
    }
  }
  return "";
}

bool is_sayable(const AlbRoute& route, const std::optional<HttpsRedirect>& redirect) {
  if (target_of(route.backend, redirect).kind == Target::Kind::unsayable || route.regex ||
      route.transformed || route.conditions == nullptr) {
    return false;
  }
  return std::all_of(route.conditions->begin(), route.conditions->end(),
                     [](const Condition& condition) { return why_unsayable(condition).empty(); }) &&
         std::all_of(route.patterns.begin(), route.patterns.end(), [](const std::string& pattern) {
           return path_pattern(pattern).kind != PathPattern::Kind::other;
         });
}

std::vector<RoutingKey> keys_of_family(const Json& ingress, std::string_view family) {
  const std::string prefix = alb_key(std::string(family) + ".");
  std::vector<RoutingKey> found;
  for (const std::string& key : annotation_keys(ingress)) {
    if (key.compare(0, prefix.size(), prefix) == 0) {
      found.push_back({.key = key,
                       .name = key.substr(prefix.size()),
                       .value = annotation(ingress, key).value_or("")});
    }
  }
  return found;
}

std::string why_unreadable(const Error& error) {
  return fmt::format("The AWS controller cannot read it ({}).", error.text());
}

}  // namespace translator::rules
