// NetworkPolicies that keep Google's load balancers from the pods behind a translated Ingress.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/network_policy.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

struct Pods {
  Json labels;
  std::vector<Json> ports;  // where the Service's port leads: a number, and its name if it has one
};

constexpr std::array kPodSources = {kPod, kDaemonSet, kDeployment, kStatefulSet};

// A Service names a port of the container by name or number; a policy may use the other one.
std::vector<Json> ports_of(const Json& containers, const Json& target) {
  std::vector<Json> ports = {target};
  for (const Json& container : containers) {
    for (const Json& port : array_at(container, Pointer("/ports"))) {
      const Json* name = find(port, Pointer("/name"));
      const Json* number = find(port, Pointer("/containerPort"));
      if (name != nullptr && number != nullptr && (*name == target || *number == target)) {
        ports.push_back(*name == target ? *number : *name);
      }
    }
  }
  return ports;
}

// The pods that the Service selects. Those that are not in the backup have at least its labels.
std::vector<Pods> pods_behind(const Json& service, const Json& target, const Context& context) {
  const Json* selector = find(service, Pointer("/spec/selector"));
  if (selector == nullptr || selector->empty()) {
    return {};
  }
  std::vector<Pods> pods = {{*selector, {target}}};
  for (const Resource& source : kPodSources) {
    const std::string spec = source.kind == kPod.kind ? "" : "/spec/template";
    for (const Json* object : context.surroundings.all(source.group, source.kind)) {
      const Json* labels = find(*object, Pointer(spec + "/metadata/labels"));
      if (labels != nullptr && namespace_of(*object) == namespace_of(service) &&
          selects({{"matchLabels", *selector}}, *labels)) {
        pods.push_back(
            {*labels, ports_of(array_at(*object, Pointer(spec + "/spec/containers")), target)});
      }
    }
  }
  if (pods.size() > 1) {
    pods.erase(pods.begin());
  }
  return pods;
}

// The ranges that do not reach some of the pods to which this policy applies.
std::vector<std::string> kept_out(const Json& policy, const std::vector<const Json*>& policies,
                                  const std::vector<Pods>& pods) {
  for (const Pods& one : pods) {
    if (!applies_to(policy, one.labels)) {
      continue;
    }
    std::vector<std::string> ranges = cut_off(policies, one.labels, one.ports);
    if (!ranges.empty()) {
      return ranges;
    }
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " and ") + word;
  }
  return text;
}

Finding cut_off_finding(const std::vector<std::string>& ranges, const std::string& service,
                        bool internal) {
  return say(
      Verdict::needs_action,
      {.key = "/spec/ingress",
       .from = service,
       .message = fmt::format("No policy of the namespace lets {} in to the pods of Service {}: "
                              "Google's health checks come from there, and pods that they do not "
                              "reach get no traffic.",
                              joined(ranges), service),
       .next_step = fmt::format("Add a policy that lets {}{} in to these pods.", joined(ranges),
                                internal ? " and the range of the proxy-only subnet" : "")});
}

// Null for a backend without a port that is known.
const Json* target_of(const Backend& backend) {
  if (backend.object == nullptr || backend.port_object == nullptr) {
    return nullptr;
  }
  const Json* target = find(*backend.port_object, Pointer("/targetPort"));
  return target != nullptr ? target : find(*backend.port_object, Pointer("/port"));
}

bool is_served_on_gke(const Json& ingress, const AlbIngress& alb, const Context& context) {
  return alb.owner == IngressOwner::alb && (!context.judge || !context.judge(ingress).parked);
}

Outcome network_policy_health_checks(const Json& policy, const Context& context) {
  std::vector<const Json*> policies = {&policy};
  for (const Json* other : context.surroundings.all(kNetworkPolicy.group, kNetworkPolicy.kind)) {
    if (namespace_of(*other) == namespace_of(policy) && name_of(*other) != name_of(policy)) {
      policies.push_back(other);
    }
  }
  Outcome outcome;
  std::vector<std::string> told;
  for (const Json* ingress : context.surroundings.all(kIngress.group, kIngress.kind)) {
    const Context of_ingress{context.surroundings, context.settings, ingress, {}};
    const AlbIngress alb = read_alb_ingress(*ingress, of_ingress);
    if (namespace_of(*ingress) != namespace_of(policy) ||
        !is_served_on_gke(*ingress, alb, context)) {
      continue;
    }
    for (const Backend& backend : backends_of(*ingress, of_ingress)) {
      const Json* target = target_of(backend);
      if (target == nullptr || std::find(told.begin(), told.end(), backend.service) != told.end()) {
        continue;
      }
      const auto ranges =
          kept_out(policy, policies, pods_behind(*backend.object, *target, context));
      if (!ranges.empty()) {
        told.push_back(backend.service);
        outcome.findings.push_back(cut_off_finding(
            ranges, backend.service, !scheme_of(*ingress, alb, of_ingress).internet_facing));
      }
    }
  }
  return outcome;
}

constexpr std::array kPolicies = {kNetworkPolicy};

const std::array kRules = {
    Rule{
        .id = "network-policy-health-checks",
        .summary = "NetworkPolicy: told when it keeps Google's health checks from the pods behind "
                   "an Ingress.",
        .why = "An ALB came from the subnets of the VPC. Google's health checks and proxies come "
               "from ranges of their own, which a policy written for AWS does not name.",
        .resources = kPolicies,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"web","namespace":"shop"},"spec":{"podSelector":{"matchLabels":{"app":"web"}},"ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8"}}]}]}})",
             .says = "Google's health checks come from there",
             .with =
                 R"([{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}},{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}])"},
        .apply = network_policy_health_checks},
};

}  // namespace

std::span<const Rule> network_policies() { return kRules; }

}  // namespace translator::rules
