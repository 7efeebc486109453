// Pods and everything that has a pod template.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::string_view kAwsDomain = ".k8s.aws";

// Where the pod spec of a kind is.
Pointer pod_spec_path(const Json& object) {
  if (kPod.matches(object)) {
    return Pointer("/spec");
  }
  if (kCronJob.matches(object)) {
    return Pointer("/spec/jobTemplate/spec/template/spec");
  }
  return Pointer("/spec/template/spec");
}

// Where the annotations of the pods of a kind are.
Pointer pod_annotations_path(const Json& object) {
  const Pointer spec = pod_spec_path(object);
  return (spec.parent_pointer()) / "metadata" / "annotations";
}

// target-health.elbv2.k8s.aws/NAME, the older target-health.alb.ingress.k8s.aws/NAME, and the gate
// of VPC Lattice: conditions that only controllers of AWS set.
bool is_aws_condition(const std::string& type) {
  const std::string domain = type.substr(0, type.find('/'));
  return domain.size() > kAwsDomain.size() &&
         domain.compare(domain.size() - kAwsDomain.size(), kAwsDomain.size(), kAwsDomain) == 0;
}

Outcome workload_readiness_gate(const Json& object, const Context&) {
  const Pointer path = pod_spec_path(object) / "readinessGates";
  Outcome outcome;
  Json kept = Json::array();
  for (const Json& gate : array_at(object, path)) {
    const std::string type = string_at(gate, Pointer("/conditionType")).value_or("");
    if (!is_aws_condition(type)) {
      kept.push_back(gate);
      continue;
    }
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = path.to_string(),
             .from = type,
             .message = "Nobody on GKE sets this condition: with it the pod would never be "
                        "ready."}));
  }
  if (!outcome.findings.empty()) {
    outcome.edits.push_back(kept.empty() ? erase(path) : set(path, kept));
  }
  return outcome;
}

constexpr const char* kQuicKey =
    "service.beta.kubernetes.io/aws-load-balancer-quic-enabled-containers";

// The pods are left as they are: an edit of a template would start a rollout for nothing.
Outcome workload_quic_containers(const Json& object, const Context&) {
  const Pointer path = pod_annotations_path(object) / kQuicKey;
  const auto containers = string_at(object, path);
  if (!containers) {
    return {};
  }
  Outcome outcome;
  outcome.findings.push_back(
      say(Verdict::needs_action,
          {.key = path.to_string(),
           .from = *containers,
           .message = fmt::format("A webhook of AWS gave these containers ({}) the variable "
                                  "AWS_LBC_QUIC_SERVER_ID; nobody on GKE gives it to new pods.",
                                  *containers),
           .next_step = "Check that they start without it; GKE passes QUIC on as UDP, by address "
                        "and port."}));
  return outcome;
}

constexpr std::array<std::string_view, 1> kQuicKeys = {kQuicKey};
constexpr std::array<std::string_view, 2> kGateKeys = {"target-health.alb.ingress.k8s.aws/*",
                                                       "target-health.elbv2.k8s.aws/*"};

const std::array kRules = {
    Rule{
        .id = "workload-readiness-gate",
        .summary = "Pods and pod templates: readiness gates of AWS load balancers are removed.",
        .why = "The AWS controller sets the condition once the pod is in its target group. On GKE "
               "nobody does, and the pod never becomes ready. Deployment, ReplicaSet and Pod get "
               "the same edit, so that no rollout starts.",
        .resources = kWorkloads,
        .keys = kGateKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"shop"},"spec":{"readinessGates":[{"conditionType":"target-health.elbv2.k8s.aws/k8s-shop-web-1a2b"}],"containers":[]}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"shop"},"spec":{"containers":[]}})",
             .says = "would never be ready"},
        .apply = workload_readiness_gate},
    Rule{
        .id = "workload-quic-containers",
        .summary = "Pods and pod templates: told when a webhook of AWS prepared containers for "
                   "QUIC.",
        .why = "The NLB routed QUIC by an id that the AWS controller (v2.15 and later) put into "
               "the containers. GKE routes by address and port.",
        .resources = kWorkloads,
        .keys = kQuicKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-quic-enabled-containers":"edge"}},"spec":{"containers":[]}})",
             .says = "AWS_LBC_QUIC_SERVER_ID"},
        .apply = workload_quic_containers},
};

}  // namespace

std::span<const Rule> workloads() { return kRules; }

}  // namespace translator::rules
