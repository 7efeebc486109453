// Keys of an ALB Ingress that mean nothing on GKE, and all keys that no row answers for yet.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/aws_names.h"
#include "translator/catalogue.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

// Losing one of these opens something even inside the network: TLS, who is let in, or a rule that
// shields a path. '*' at the end stands for any rest.
constexpr std::array<std::string_view, 17> kProtections = {
    "acm-pca-arn",
    "actions.*",
    "auth-*",
    "certificate-arn",
    "conditions.*",
    "create-acm-cert",
    "inbound-cidrs",
    "jwt-validation",
    "listen-ports",
    "mutual-authentication",
    "security-group-inbound-cidrs",
    "security-group-prefix-lists",
    "security-groups",
    "ssl-redirect",
    "waf-acl-id",
    "wafv2-acl-*",
    "web-acl-id",
};

bool is_protection(std::string_view key) {
  const std::string_view name = key.substr(kAlbPrefix.size());
  return std::any_of(kProtections.begin(), kProtections.end(), [&](std::string_view pattern) {
    return pattern.back() == '*'
               ? name.compare(0, pattern.size() - 1, pattern.substr(0, pattern.size() - 1)) == 0
               : name == pattern;
  });
}

struct DroppedKey {
  std::string_view name;
  std::string_view sentence;
};

constexpr DroppedKey kLoadBalancerName = {
    "load-balancer-name", "GKE names its load balancers itself; nothing else used this name."};
constexpr DroppedKey kTags = {"tags", "Tags of AWS resources; GKE Ingress sets none."};
constexpr DroppedKey kSubnets = {
    "subnets",
    "Subnets of the VPC; an internal load balancer of GKE takes its address from the "
    "cluster's own subnet."};
constexpr DroppedKey kCapacity = {"minimum-load-balancer-capacity",
                                  "Reserved ALB capacity; Google's load balancers scale "
                                  "without a reservation."};
constexpr DroppedKey kDryRunPlan = {"dry-run-plan",
                                    "Written by the AWS controller, a plan of AWS resources."};

template <const DroppedKey& Dropped>
Outcome drop(const Json& ingress, const Context& context) {
  const std::string key = alb_key(Dropped.name);
  const auto value = annotation(ingress, key);
  if (!value || read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  outcome.findings.push_back(say(
      Verdict::dropped, {.key = key, .from = *value, .message = std::string(Dropped.sentence)}));
  return outcome;
}

bool is_unclaimed_alb_key(const std::string& key) {
  return key.compare(0, kAlbPrefix.size(), kAlbPrefix) == 0 && rules_for_key(key).empty();
}

Finding judge_unclaimed(const std::string& key, const std::string& value, bool internet_facing,
                        const std::string& place) {
  const std::string next_step = fmt::format(
      "Find the GKE equivalent of {} and set it up by hand; the value is kept in "
      "eks2gke.io/original.",
      key.substr(kAlbPrefix.size()));
  if (internet_facing) {
    return say(Verdict::refused,
               {.key = key,
                .from = value,
                .message = fmt::format("No rule translates this key{} yet, and an internet-facing "
                                       "Ingress is not opened without it.",
                                       place),
                .next_step = next_step});
  }
  if (is_protection(key)) {
    return say(Verdict::refused,
               {.key = key,
                .from = value,
                .message = fmt::format("No rule translates this key{} yet, and it protects what is "
                                       "behind the Ingress.",
                                       place),
                .next_step = next_step});
  }
  return say(Verdict::needs_action,
             {.key = key,
              .from = value,
              .message = fmt::format("No rule translates this key{} yet; the Ingress is restored "
                                     "without it.",
                                     place),
              .next_step = next_step});
}

// Fields of IngressClassParams and the annotations that say the same. A field that is not here is
// taken for an annotation that no row answers for.
struct ClassField {
  std::string_view field;
  std::string_view annotation;
};
constexpr std::array kClassFields = {
    ClassField{"PrefixListsIDs", "security-group-prefix-lists"},
    ClassField{"certificateARNs", "certificate-arn"},
    ClassField{"certificateArn", "certificate-arn"},
    ClassField{"group", "group.name"},
    ClassField{"inboundCIDRs", "inbound-cidrs"},
    ClassField{"loadBalancerAttributes", "load-balancer-attributes"},
    ClassField{"loadBalancerName", "load-balancer-name"},
    ClassField{"minimumLoadBalancerCapacity", "minimum-load-balancer-capacity"},
    ClassField{"namespaceSelector", "scheme"},  // who may use the class: nothing about the ALB
    ClassField{"prefixListsIDs", "security-group-prefix-lists"},
    ClassField{"scheme", "scheme"},
    ClassField{"sslRedirectPort", "ssl-redirect"},
    ClassField{"subnets", "subnets"},
    ClassField{"tags", "tags"},
    ClassField{"targetType", "target-type"},
    ClassField{"wafv2AclArn", "wafv2-acl-arn"},
    ClassField{"wafv2AclName", "wafv2-acl-name"},
};

std::string annotation_like(const std::string& field) {
  const auto row = std::find_if(kClassFields.begin(), kClassFields.end(),
                                [&](const ClassField& known) { return known.field == field; });
  return alb_key(row == kClassFields.end() ? std::string_view(field) : row->annotation);
}

// A class may hold an allow-list, a WAF or certificates for all its Ingresses. The controller
// writes some fields even when they are empty.
void judge_class(const AlbIngress& alb, bool internet_facing, Outcome& outcome) {
  if (alb.class_params == nullptr || !alb.class_params->is_object()) {
    return;
  }
  for (const auto& [field, value] : alb.class_params->items()) {
    const std::string key = annotation_like(field);
    if (!value.empty() && value != "" && is_unclaimed_alb_key(key)) {
      Finding finding =
          judge_unclaimed(key, value.is_string() ? value.get<std::string>() : to_text(value),
                          internet_facing, " of the IngressClassParams of " + alb.class_name);
      finding.key = "IngressClassParams spec." + field;
      outcome.findings.push_back(std::move(finding));
    }
  }
}

Outcome ingress_other_annotation(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const bool internet_facing = scheme_of(ingress, alb, context).internet_facing;
  Outcome outcome;
  judge_class(alb, internet_facing, outcome);
  for (const std::string& key : annotation_keys(ingress)) {
    if (is_unclaimed_alb_key(key)) {
      outcome.edits.push_back(erase(annotation_path(key)));
      outcome.findings.push_back(
          judge_unclaimed(key, annotation(ingress, key).value_or(""), internet_facing, ""));
    }
  }
  // A Service may carry authentication or TLS settings for the Ingresses in front of it.
  const std::vector<Backend> backends = backends_of(ingress, context);
  if (internet_facing && !backends.empty() && !context.surroundings.available()) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = "/spec/rules",
             .message = fmt::format("The Services behind this internet-facing Ingress could not be "
                                    "read ({}), and keys on them may restrict who gets in.",
                                    context.surroundings.why_unavailable()),
             .next_step = "Make the backup readable for the plugin and restore again."}));
  }
  for (const Backend& backend : backends) {
    if (backend.object == nullptr) {
      continue;
    }
    for (const std::string& key : annotation_keys(*backend.object)) {
      if (is_unclaimed_alb_key(key)) {
        outcome.findings.push_back(
            judge_unclaimed(key, annotation(*backend.object, key).value_or(""), internet_facing,
                            " of Service " + backend.service));
      }
    }
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

const std::array kRules = {
    Rule{
        .id = "ingress-load-balancer-name",
        .summary = "Ingress: the name of the ALB is dropped.",
        .why = "GKE derives the names of load balancers from cluster, namespace and Ingress.",
        .resources = kIngresses,
        .keys = kLoadBalancerNameKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/load-balancer-name":"shop-alb"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "names its load balancers itself"},
        .apply = drop<kLoadBalancerName>},
    Rule{
        .id = "ingress-tags",
        .summary = "Ingress: tags of AWS resources are dropped.",
        .why = "They labelled the ALB, its target groups and security groups, which are not "
               "made on GKE.",
        .resources = kIngresses,
        .keys = kTagsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/tags":"team=shop"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "Tags of AWS resources"},
        .apply = drop<kTags>},
    Rule{
        .id = "ingress-subnets",
        .summary = "Ingress: the list of VPC subnets is dropped.",
        .why = "The ids exist in AWS only; GKE Ingress chooses no subnet.",
        .resources = kIngresses,
        .keys = kSubnetsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/subnets":"subnet-0a1b2c3d,subnet-4e5f6a7b"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "Subnets of the VPC"},
        .apply = drop<kSubnets>},
    Rule{
        .id = "ingress-capacity",
        .summary = "Ingress: reserved ALB capacity is dropped.",
        .why = "Google's application load balancers have no capacity to reserve.",
        .resources = kIngresses,
        .keys = kCapacityKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/minimum-load-balancer-capacity":"CapacityUnits=200"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "without a reservation"},
        .apply = drop<kCapacity>},
    Rule{
        .id = "ingress-dry-run-plan",
        .summary = "Ingress: the plan that the AWS controller wrote is dropped.",
        .why = "It describes AWS resources and can be very large.",
        .resources = kIngresses,
        .keys = kDryRunPlanKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/dry-run-plan":"{}"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "a plan of AWS resources"},
        .apply = drop<kDryRunPlan>},
    Rule{
        .id = "ingress-other-annotation",
        .summary = "Ingress: a key that no other row answers for is never opened to the internet.",
        .why = "Every key that is not known to be harmless may be a protection: the Ingress is "
               "parked when it is internet-facing, or when the key protects what is behind it.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/shield-advanced-protection":"true"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "No rule translates this key"},
        .apply = ingress_other_annotation},
};

}  // namespace

std::span<const Rule> ingress_properties() { return kRules; }

}  // namespace translator::rules
