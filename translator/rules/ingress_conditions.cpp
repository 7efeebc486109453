// Conditions, transforms and regular expressions of an ALB Ingress. The paths themselves are edited
// in ingress_paths.cpp.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/routing.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

Finding without_effect(const RoutingKey& key, const std::string& message) {
  return say(Verdict::dropped, {.key = key.key, .from = key.value, .message = message});
}

Finding malformed(const std::string& key, const std::string& value, const Error& error) {
  return say(Verdict::invalid,
             {.key = key,
              .from = value,
              .message = why_unreadable(error),
              .next_step = "Correct the annotation in the source and restore again."});
}

Finding judge_conditions(const RoutingKey& subject, const std::vector<Condition>& conditions) {
  for (const Condition& condition : conditions) {
    std::string why = why_unsayable(condition);
    if (!why.empty()) {
      const bool by_address = condition.field == ConditionField::source_ip;
      return say(
          Verdict::refused,
          {.key = subject.key,
           .from = subject.value,
           .message = std::move(why),
           .next_step = by_address ? "Decide what keeps other addresses out (a Cloud Armor policy "
                                     "on the Service, say), take the condition out of the source, "
                                     "and restore again."
                                   : std::string(kRouteByHand)});
    }
  }
  if (conditions.empty()) {
    return without_effect(subject, "An empty list: it changes nothing.");
  }
  return say(Verdict::translated,
             {.key = subject.key,
              .from = subject.value,
              .message = "Its hosts and paths become hosts and paths of the Ingress."});
}

Outcome ingress_conditions(const Json& ingress, const Context& context) {
  const std::vector<RoutingKey> all = keys_of_family(ingress, "conditions");
  if (all.empty() || read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const AlbRoutes routes = read_routes(ingress);
  Outcome outcome;
  for (const RoutingKey& subject : all) {
    outcome.edits.push_back(erase(annotation_path(subject.key)));
    const bool by_default = routes.default_backend && routes.default_backend->name == subject.name;
    const auto conditions = read_conditions(subject.value);
    if (!rules_name(routes, subject.name) && (!by_default || conditions)) {
      outcome.findings.push_back(without_effect(
          subject, "No rule has a backend of this name: the conditions changed nothing."));
    } else if (!conditions) {
      outcome.findings.push_back(malformed(subject.key, subject.value, conditions.error()));
    } else {
      outcome.findings.push_back(judge_conditions(subject, *conditions));
    }
  }
  return outcome;
}

Outcome ingress_transforms(const Json& ingress, const Context& context) {
  const std::vector<RoutingKey> all = keys_of_family(ingress, "transforms");
  if (all.empty() || read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const AlbRoutes routes = read_routes(ingress);
  Outcome outcome;
  for (const RoutingKey& subject : all) {
    outcome.edits.push_back(erase(annotation_path(subject.key)));
    const auto types = read_transforms(subject.value);
    if (!rules_name(routes, subject.name)) {
      outcome.findings.push_back(
          without_effect(subject, "No rule has a backend of this name: nothing was rewritten."));
    } else if (!types) {
      outcome.findings.push_back(malformed(subject.key, subject.value, types.error()));
    } else if (types->empty()) {
      outcome.findings.push_back(without_effect(subject, "An empty list: it rewrites nothing."));
    } else {
      outcome.findings.push_back(
          say(Verdict::refused,
              {.key = subject.key,
               .from = subject.value,
               .message = fmt::format("GKE Ingress rewrites neither URLs nor hosts ({}): the "
                                      "backend would get requests that it does not know.",
                                      types->front()),
               .next_step = "Let the application take the requests as clients send them (or "
                            "rewrite in a proxy behind the load balancer), take the annotation out "
                            "of the source, and restore again."}));
    }
  }
  return outcome;
}

Outcome ingress_regex_paths(const Json& ingress, const Context& context) {
  const std::string key = alb_key("use-regex-path-match");
  const auto value = annotation(ingress, key);
  if (!value || read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  const Result<bool> regex = paths_are_regex(ingress);
  if (!regex) {
    outcome.findings.push_back(malformed(key, *value, regex.error()));
    return outcome;
  }
  const AlbRoutes routes = read_routes(ingress);
  const auto first = std::find_if(routes.routes.begin(), routes.routes.end(),
                                  [](const AlbRoute& route) { return route.regex; });
  if (first == routes.routes.end()) {
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = key,
             .from = *value,
             .message = *regex ? "No path of type ImplementationSpecific is there to be one."
                               : "Paths are no regular expressions, on GKE as on AWS."}));
    return outcome;
  }
  outcome.findings.push_back(
      say(Verdict::refused,
          {.key = key,
           .from = *value,
           .message = fmt::format("Paths are regular expressions ({}), which GKE Ingress does not "
                                  "know.",
                                  first->patterns.front()),
           .next_step = "Write the paths as Exact or Prefix into the source, without this "
                        "annotation, and restore again."}));
  return outcome;
}

constexpr std::array<std::string_view, 1> kConditions = {"alb.ingress.kubernetes.io/conditions.*"};
constexpr std::array<std::string_view, 1> kTransforms = {"alb.ingress.kubernetes.io/transforms.*"};
constexpr std::array<std::string_view, 1> kRegexPaths = {
    "alb.ingress.kubernetes.io/use-regex-path-match"};

const std::array kRules = {
    Rule{
        .id = "ingress-conditions",
        .summary = "Ingress: conditions on host and path become hosts and paths; all others park "
                   "the Ingress.",
        .why = "GKE Ingress matches by host and path alone. A condition on headers, methods, "
               "query strings or addresses lets fewer requests through: without it more would get "
               "in.",
        .resources = kIngresses,
        .keys = kConditions,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/conditions.web":"[{\"field\":\"source-ip\",\"sourceIpConfig\":{\"values\":[\"192.0.2.0/24\"]}}]"}},"spec":{"rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .says = "lets only some addresses in"},
        .apply = ingress_conditions},
    Rule{
        .id = "ingress-transforms",
        .summary = "Ingress: rewrites of URL or host park the Ingress.",
        .why = "GKE Ingress rewrites nothing: the backend would get other requests than on AWS.",
        .resources = kIngresses,
        .keys = kTransforms,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/transforms.web":"[{\"type\":\"url-rewrite\",\"urlRewriteConfig\":{\"rewrites\":[{\"regex\":\"^/api/(.*)$\",\"replace\":\"/$1\"}]}}]"}},"spec":{"rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .says = "rewrites neither URLs nor hosts"},
        .apply = ingress_transforms},
    Rule{
        .id = "ingress-regex-paths",
        .summary = "Ingress: paths that are regular expressions park the Ingress.",
        .why = "GKE Ingress takes a path literally, or everything below it.",
        .resources = kIngresses,
        .keys = kRegexPaths,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/use-regex-path-match":"true"}},"spec":{"rules":[{"http":{"paths":[{"path":"/v[0-9]+/.*","pathType":"ImplementationSpecific","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"rules":[{"http":{"paths":[{"path":"/v[0-9]+/.*","pathType":"ImplementationSpecific","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .says = "Paths are regular expressions"},
        .apply = ingress_regex_paths},
};

}  // namespace

std::span<const Rule> ingress_conditions() { return kRules; }

}  // namespace translator::rules
