// Which targets an ALB sent requests to, beyond the pods of this cluster.

#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/acceptance.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::string_view kMultiClusterId = "ingress-multi-cluster";

Outcome ingress_target_node_labels(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("target-node-labels");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  for (const Backend& backend : backends_of(ingress, context)) {
    if (const auto labels = target_group_setting(ingress, backend, key)) {
      add_once(outcome.findings,
               say(Verdict::dropped,
                   {.key = key,
                    .from = labels->value,
                    .message = "It chose the nodes that took in requests; on GKE requests go to "
                               "the pods themselves, on whatever node they run."}));
    }
  }
  say_when_unused(ingress, key, outcome.findings);
  return outcome;
}

// The Ingress's own word counts when it is yes; else the Service's.
struct MultiCluster {
  std::string value;
  bool on_service = false;
};
std::optional<MultiCluster> multi_cluster_of(const Json& ingress, const Backend& backend,
                                             const std::string& key) {
  const auto of_ingress = annotation(ingress, key);
  const auto of_service =
      backend.object == nullptr ? std::nullopt : annotation(*backend.object, key);
  const bool ingress_decides = of_ingress && aws_bool(*of_ingress) != false;
  if (of_service && !ingress_decides) {
    return MultiCluster{.value = *of_service, .on_service = true};
  }
  return of_ingress ? std::optional(MultiCluster{.value = *of_ingress}) : std::nullopt;
}

Finding judge_multi_cluster(const std::string& key, const MultiCluster& written,
                            const Backend& backend) {
  const auto shared = aws_bool(written.value);
  Finding finding{.key = key, .from = written.value};
  if (!shared) {
    finding.message =
        "This is no boolean: whether other clusters take a share of the requests is "
        "not known.";
    finding.next_step = "Write true or false into the source.";
    return say(Verdict::invalid, std::move(finding));
  }
  if (!*shared) {
    finding.message = "No other cluster took a share of the requests.";
    return say(Verdict::dropped, std::move(finding));
  }
  finding.message = fmt::format(
      "Service {} was one of several clusters behind the same load "
      "balancer; GKE Ingress would send all requests to this one.",
      backend.service);
  finding.next_step =
      "Use a multi-cluster Gateway of GKE, or take the key out of the source when "
      "this cluster may carry everything.";
  return say(Verdict::refused, std::move(finding));
}

Outcome ingress_multi_cluster(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("multi-cluster-target-group");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  for (const Backend& backend : backends_of(ingress, context)) {
    if (const auto written = multi_cluster_of(ingress, backend, key)) {
      Finding finding = judge_multi_cluster(key, *written, backend);
      add_once(outcome.findings, finding.verdict == Verdict::refused
                                     ? unless_accepted(std::move(finding), kMultiClusterId, ingress,
                                                       backend.service, context)
                                     : std::move(finding));
    }
  }
  say_when_unused(ingress, key, outcome.findings);
  return outcome;
}

constexpr std::array<std::string_view, 1> kNodeLabelsKeys = {
    "alb.ingress.kubernetes.io/target-node-labels"};
constexpr std::array<std::string_view, 1> kMultiClusterKeys = {
    "alb.ingress.kubernetes.io/multi-cluster-target-group"};

// A small Ingress of AWS with one backend, and what is left when one annotation is taken.
#define EKS2GKE_EXAMPLE_INGRESS(annotations)                                                                                                                            \
  R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb")" annotations \
  R"(}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})"

const std::array kRules = {
    Rule{.id = "ingress-target-node-labels",
         .summary = "Ingress: the choice of nodes that take in requests is dropped.",
         .why = "With NEGs no node stands between the load balancer and the pods.",
         .resources = kIngresses,
         .keys = kNodeLabelsKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/target-node-labels":"role=edge")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "chose the nodes"},
         .apply = ingress_target_node_labels},
    Rule{.id = kMultiClusterId,
         .summary = "Ingress: one that shares its target groups with other clusters is parked.",
         .why = "The other clusters' share of the requests would be lost without a word: GKE "
                "Ingress knows one cluster.",
         .resources = kIngresses,
         .keys = kMultiClusterKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/multi-cluster-target-group":"true")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "one of several clusters"},
         .apply = ingress_multi_cluster},
};

#undef EKS2GKE_EXAMPLE_INGRESS

}  // namespace

std::span<const Rule> ingress_targets() { return kRules; }

}  // namespace translator::rules
