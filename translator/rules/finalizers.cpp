// Finalizers that only a controller of AWS would remove.

#include <array>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/aws_service.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

const Pointer kFinalizers("/metadata/finalizers");

// The clean-up finalizer of the service controller counts as AWS's on a Service that AWS balanced.
bool stays(const std::string& finalizer, bool aws_service) {
  return !is_aws_finalizer(finalizer) && !(aws_service && finalizer == kServiceCleanupFinalizer);
}

Outcome aws_finalizer(const Json& object, const Context& context) {
  const Json& finalizers = array_at(object, kFinalizers);
  if (finalizers.empty()) {
    return {};
  }
  const bool aws_service =
      kService.matches(object) && read_aws_service(object, context).owner != ServiceOwner::none;
  Outcome outcome;
  Json kept = Json::array();
  for (const Json& finalizer : finalizers) {
    const std::string text = finalizer.is_string() ? finalizer.get<std::string>() : "";
    if (stays(text, aws_service)) {
      kept.push_back(finalizer);
      continue;
    }
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = kFinalizers.to_string(),
             .from = text,
             .message = "Nobody on GKE removes this finalizer: with it the object could never be "
                        "deleted."}));
  }
  if (!outcome.findings.empty()) {
    outcome.edits.push_back(kept.empty() ? erase(kFinalizers) : set(kFinalizers, kept));
  }
  return outcome;
}

constexpr std::array kEveryKind = {kCronJob,
                                   kCustomResourceDefinition,
                                   kDaemonSet,
                                   kDeployment,
                                   kIngress,
                                   kIngressClass,
                                   kOldIngress,
                                   kJob,
                                   kMutatingWebhook,
                                   kNetworkPolicy,
                                   kPod,
                                   kReplicaSet,
                                   kReplicationController,
                                   kSecret,
                                   kService,
                                   kServiceAccount,
                                   kStatefulSet,
                                   kValidatingWebhook};

constexpr std::array<std::string_view, 12> kKeys = {
    "aga.k8s.aws/resources",     "elbv2.k8s.aws/resources",
    "external-attacher/*",       "finalizers.*",
    "gateway.k8s.aws/*",         "group.ingress.k8s.aws/*",
    "ingress.k8s.aws/resources", "karpenter.k8s.aws/termination",
    "karpenter.sh/termination",  "networking.k8s.aws/*",
    "service.k8s.aws/resources", "service.kubernetes.io/load-balancer-cleanup"};

const std::array kRules = {
    Rule{
        .id = "aws-finalizer",
        .summary = "Every kind: finalizers of AWS controllers are removed.",
        .why = "Velero restores finalizers, and no controller on GKE removes these: the object, "
               "and then its namespace, could never be deleted.",
        .resources = kEveryKind,
        .keys = kKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"web-only","namespace":"shop","finalizers":["networking.k8s.aws/resources"]},"spec":{}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"web-only","namespace":"shop"},"spec":{}})",
             .says = "could never be deleted"},
        .apply = aws_finalizer},
};

}  // namespace

std::span<const Rule> finalizers() { return kRules; }

}  // namespace translator::rules
