// The paths and hosts of an ALB Ingress, so that GKE sends each request where it went on AWS. This
// row alone edits /spec/rules and /spec/defaultBackend, and only when all of the routing can be
// said.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/routing_plan.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

// Everything that keeps the routing from being said, except what other rows say of annotations.
void refuse_unsayable(const Routing& routing, Outcome& outcome) {
  for (const RouteError& error : routing.alb.errors) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = error.place,
             .from = error.value,
             .message = fmt::format("The AWS controller stops there ({}) and serves no Ingress of "
                                    "the group any more; what was meant is not known.",
                                    error.what),
             .next_step = "Correct it in the source and restore again."}));
  }
  for (const AlbRoute& route : routing.alb.routes) {
    const auto odd =
        std::find_if(route.patterns.begin(),
                     route.patterns.begin() + static_cast<std::ptrdiff_t>(route.own_patterns),
                     [](const std::string& pattern) {
                       return path_pattern(pattern).kind == PathPattern::Kind::other;
                     });
    const auto own_end = route.patterns.begin() + static_cast<std::ptrdiff_t>(route.own_patterns);
    if (odd != own_end && !route.regex) {
      outcome.findings.push_back(
          say(Verdict::refused,
              {.key = route.place,
               .from = *odd,
               .message = "GKE knows a wildcard only as '/*' at the end of a path; this pattern "
                          "would match nothing there.",
               .next_step = "Write paths without other wildcards into the source and restore "
                            "again."}));
    }
  }
}

void refuse_missing_action(const Json& ingress, const RouteBackend& backend,
                           const std::string& place, Outcome& outcome) {
  const std::string key = alb_key("actions." + backend.name);
  if (backend.action != nullptr && !annotation(ingress, key)) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = place,
             .from = backend.name,
             .message = fmt::format("Its annotation {} is missing: on AWS these requests got a "
                                    "fixed 503, which GKE Ingress cannot say.",
                                    key),
             .next_step = "Take the path out of the source, or give it a Service, and restore "
                          "again."}));
  }
}

bool serves_something(const RoutingPlan& plan) {
  return !plan.map.hosts.empty() || default_target(plan.routing).kind == Target::Kind::service;
}

void translate_routing(const RoutingPlan& plan, Outcome& outcome) {
  if (plan.map.too_large) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = kRulesField,
             .message = "It has more hosts and paths than any ALB or load balancer of GKE takes; "
                        "they are not compared.",
             .next_step = "Split the Ingress in the source and restore again."}));
    return;
  }
  if (!serves_something(plan)) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = kRulesField,
             .message = "Nothing is left for GKE to serve: its rules only redirected or answered "
                        "404.",
             .next_step = "Leave the Ingress out of the restore; what it did belongs to the "
                          "Ingresses that serve."}));
    return;
  }
  tell_differences(plan, outcome);
  edit_routing(plan, outcome);
}

Outcome ingress_paths(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const Routing routing = read_routing(ingress, context);
  if (routing.alb.routes.empty() && !routing.alb.default_backend && routing.alb.errors.empty()) {
    return {};
  }
  Outcome outcome;
  refuse_unsayable(routing, outcome);
  for (const AlbRoute& route : routing.alb.routes) {
    refuse_missing_action(ingress, route.backend, route.place, outcome);
  }
  const auto& backend = routing.alb.default_backend;
  Target::Kind by_default = default_target(routing).kind;
  if (backend) {
    refuse_missing_action(ingress, *backend, kDefaultField, outcome);
  }
  if (by_default == Target::Kind::https_redirect) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = kDefaultField,
             .from = backend->name,
             .message = "A default backend that redirects would redirect HTTPS to itself.",
             .next_step = "Take the default backend out of the source and restore again."}));
    by_default = Target::Kind::unsayable;
  }
  const bool sayable =
      outcome.findings.empty() && by_default != Target::Kind::unsayable &&
      std::all_of(routing.alb.routes.begin(), routing.alb.routes.end(),
                  [&](const AlbRoute& route) { return is_sayable(route, routing.redirect); });
  if (sayable) {
    const bool is_public = scheme_of(ingress, alb, context).internet_facing;
    translate_routing(plan_routing(ingress, routing, is_public), outcome);
  }
  return outcome;
}

constexpr std::array<std::string_view, 2> kPathKeys = {"/spec/rules", "/spec/defaultBackend"};

const std::array kRules = {
    Rule{
        .id = "ingress-paths",
        .summary = "Ingress: hosts and paths are written so that GKE chooses the backend that ALB "
                   "chose, or the Ingress is parked.",
        .why = "ALB takes the first rule that matches, GKE the nearest host alone and in it the "
               "longest path; '/foo*' and wildcards elsewhere are unknown there, and the later of "
               "two rules for one host silently replaces the other.",
        .resources = kIngresses,
        .keys = kPathKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"rules":[{"host":"a.example.com","http":{"paths":[{"path":"/api/*","pathType":"ImplementationSpecific","backend":{"service":{"name":"api","port":{"number":80}}}}]}},{"host":"a.example.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"rules":[{"host":"a.example.com","http":{"paths":[{"path":"/api/*","pathType":"ImplementationSpecific","backend":{"service":{"name":"api","port":{"number":80}}}},{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .says = "they are merged"},
        .apply = ingress_paths},
};

}  // namespace

std::span<const Rule> ingress_paths() { return kRules; }

}  // namespace translator::rules
