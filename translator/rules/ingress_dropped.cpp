// Keys of an ALB Ingress that mean nothing on GKE: how AWS built the load balancer, what its
// controller wrote, and keys that only version 1 of it read.

#include <algorithm>
#include <array>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

struct DroppedKey {
  std::string_view name;  // '*' at the end stands for any rest
  std::string_view sentence;
  std::string_view next_step = "";
};

constexpr std::array kLoadBalancerName = {DroppedKey{
    "load-balancer-name", "GKE names its load balancers itself; nothing else used this name."}};
constexpr std::array kTags = {DroppedKey{"tags", "Tags of AWS resources; GKE Ingress sets none."}};
constexpr std::array kSubnets = {
    DroppedKey{"subnets",
               "Subnets of the VPC; an internal load balancer of GKE takes its address from the "
               "cluster's own subnet."}};
constexpr std::array kCapacity = {
    DroppedKey{"minimum-load-balancer-capacity",
               "Reserved ALB capacity; Google's load balancers scale without a reservation."}};
constexpr std::array kDryRunPlan = {
    DroppedKey{"dry-run-plan", "Written by the AWS controller, a plan of AWS resources."}};
constexpr std::string_view kReserveAnAddress =
    "Where clients know the old addresses, reserve an address in Google Cloud and tell them "
    "the new one.";
constexpr std::array kAddressPools = {
    DroppedKey{"customer-owned-ipv4-pool",
               "An address pool of an AWS Outpost; the load balancer of GKE gets an address of "
               "Google.",
               kReserveAnAddress},
    DroppedKey{"ipam-ipv4-pool-id",
               "An address pool of Amazon VPC IPAM; the load balancer of GKE gets an address of "
               "Google.",
               kReserveAnAddress}};
constexpr std::array kBackendRules = {
    DroppedKey{"manage-backend-security-group-rules",
               "GKE opens the way from its load balancer to the pods itself, and only that one."}};
constexpr std::array kTargetControl = {
    DroppedKey{"target-control-port.*",
               "The port of AWS's target optimizer agent; Google's load balancers ask no agent."}};
constexpr std::array kOldKeys = {
    DroppedKey{"attributes",
               "Only version 1 of the AWS controller read this key; since version 2 it is "
               "load-balancer-attributes."},
    DroppedKey{"ignore-host-header",
               "Only early versions of the AWS controller read this key; since version 2 the hosts "
               "of the rules always count."},
    DroppedKey{"successCodes",
               "Only version 1 of the AWS controller read this key; since version 2 it is "
               "success-codes."}};

bool is_named(std::string_view pattern, const std::string& key) {
  const std::string full = alb_key(pattern);
  return full.back() == '*' ? key.compare(0, full.size() - 1, full, 0, full.size() - 1) == 0
                            : key == full;
}

template <const auto& Table>
Outcome drop(const Json& ingress, const Context& context) {
  Outcome outcome;
  for (const std::string& key : annotation_keys(ingress)) {
    const auto row = std::find_if(Table.begin(), Table.end(), [&](const DroppedKey& dropped) {
      return is_named(dropped.name, key);
    });
    if (row == Table.end() || read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
      continue;
    }
    outcome.edits.push_back(erase(annotation_path(key)));
    outcome.findings.push_back(say(Verdict::dropped, {.key = key,
                                                      .from = annotation(ingress, key).value_or(""),
                                                      .message = std::string(row->sentence),
                                                      .next_step = std::string(row->next_step)}));
  }
  return outcome;
}

constexpr std::array<std::string_view, 1> kLoadBalancerNameKeys = {
    "alb.ingress.kubernetes.io/load-balancer-name"};
constexpr std::array<std::string_view, 1> kTagsKeys = {"alb.ingress.kubernetes.io/tags"};
constexpr std::array<std::string_view, 1> kSubnetsKeys = {"alb.ingress.kubernetes.io/subnets"};
constexpr std::array<std::string_view, 1> kCapacityKeys = {
    "alb.ingress.kubernetes.io/minimum-load-balancer-capacity"};
constexpr std::array<std::string_view, 1> kDryRunPlanKeys = {
    "alb.ingress.kubernetes.io/dry-run-plan"};
constexpr std::array<std::string_view, 2> kAddressPoolKeys = {
    "alb.ingress.kubernetes.io/customer-owned-ipv4-pool",
    "alb.ingress.kubernetes.io/ipam-ipv4-pool-id"};
constexpr std::array<std::string_view, 1> kBackendRulesKeys = {
    "alb.ingress.kubernetes.io/manage-backend-security-group-rules"};
constexpr std::array<std::string_view, 1> kTargetControlKeys = {
    "alb.ingress.kubernetes.io/target-control-port.*"};
constexpr std::array<std::string_view, 3> kOldKeyKeys = {
    "alb.ingress.kubernetes.io/attributes", "alb.ingress.kubernetes.io/ignore-host-header",
    "alb.ingress.kubernetes.io/successCodes"};

// An Ingress of AWS with one more annotation, and without it.
#define EKS2GKE_EXAMPLE_INGRESS(annotations)                                                                                                                            \
  R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb")" annotations \
  R"(}}})"

const std::array kRules = {
    Rule{.id = "ingress-load-balancer-name",
         .summary = "Ingress: the name of the ALB is dropped.",
         .why = "GKE derives the names of load balancers from cluster, namespace and Ingress.",
         .resources = kIngresses,
         .keys = kLoadBalancerNameKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/load-balancer-name":"shop-alb")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "names its load balancers itself"},
         .apply = drop<kLoadBalancerName>},
    Rule{.id = "ingress-tags",
         .summary = "Ingress: tags of AWS resources are dropped.",
         .why = "They labelled the ALB, its target groups and security groups, which are not "
                "made on GKE.",
         .resources = kIngresses,
         .keys = kTagsKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/tags":"team=shop")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "Tags of AWS resources"},
         .apply = drop<kTags>},
    Rule{.id = "ingress-subnets",
         .summary = "Ingress: the list of VPC subnets is dropped.",
         .why = "The ids exist in AWS only; GKE Ingress chooses no subnet.",
         .resources = kIngresses,
         .keys = kSubnetsKeys,
         .example =
             {.before = EKS2GKE_EXAMPLE_INGRESS(
                  R"(,"alb.ingress.kubernetes.io/subnets":"subnet-0a1b2c3d,subnet-4e5f6a7b")"),
              .after = EKS2GKE_EXAMPLE_INGRESS(""),
              .says = "Subnets of the VPC"},
         .apply = drop<kSubnets>},
    Rule{
        .id = "ingress-capacity",
        .summary = "Ingress: reserved ALB capacity is dropped.",
        .why = "Google's application load balancers have no capacity to reserve.",
        .resources = kIngresses,
        .keys = kCapacityKeys,
        .example =
            {.before = EKS2GKE_EXAMPLE_INGRESS(
                 R"(,"alb.ingress.kubernetes.io/minimum-load-balancer-capacity":"CapacityUnits=200")"),
             .after = EKS2GKE_EXAMPLE_INGRESS(""),
             .says = "without a reservation"},
        .apply = drop<kCapacity>},
    Rule{.id = "ingress-dry-run-plan",
         .summary = "Ingress: the plan that the AWS controller wrote is dropped.",
         .why = "It describes AWS resources and can be very large.",
         .resources = kIngresses,
         .keys = kDryRunPlanKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/dry-run-plan":"{}")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "a plan of AWS resources"},
         .apply = drop<kDryRunPlan>},
    Rule{.id = "ingress-address-pool",
         .summary = "Ingress: the pool that the ALB took its addresses from is dropped.",
         .why = "Addresses of AWS stay with AWS; the load balancer of GKE has one of Google's.",
         .resources = kIngresses,
         .keys = kAddressPoolKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/ipam-ipv4-pool-id":"ipam-pool-0a1b")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "An address pool of Amazon VPC IPAM"},
         .apply = drop<kAddressPools>},
    Rule{.id = "ingress-backend-security-group-rules",
         .summary = "Ingress: who keeps the firewall rules of the nodes is dropped.",
         .why = "On GKE the controller always makes the firewall rule from the load balancer to "
                "the pods.",
         .resources = kIngresses,
         .keys = kBackendRulesKeys,
         .example =
             {.before = EKS2GKE_EXAMPLE_INGRESS(
                  R"(,"alb.ingress.kubernetes.io/manage-backend-security-group-rules":"true")"),
              .after = EKS2GKE_EXAMPLE_INGRESS(""),
              .says = "opens the way from its load balancer to the pods itself"},
         .apply = drop<kBackendRules>},
    Rule{.id = "ingress-target-control-port",
         .summary = "Ingress: the ports of AWS's target optimizer are dropped.",
         .why = "The optimizer is an agent beside the pods that an ALB asks how many requests they "
                "can take.",
         .resources = kIngresses,
         .keys = kTargetControlKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/target-control-port.web.80":"3000")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "target optimizer agent"},
         .apply = drop<kTargetControl>},
    Rule{.id = "ingress-old-key",
         .summary = "Ingress: harmless keys that only version 1 of the AWS controller read are "
                    "dropped.",
         .why = "Since version 2.0 the controller does not look at them.",
         .resources = kIngresses,
         .keys = kOldKeyKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/successCodes":"200")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "since version 2 it is success-codes"},
         .apply = drop<kOldKeys>},
};

#undef EKS2GKE_EXAMPLE_INGRESS

}  // namespace

std::span<const Rule> ingress_dropped() { return kRules; }

}  // namespace translator::rules
