// All keys of an ALB Ingress that no row answers for.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/aws_names.h"
#include "translator/catalogue.h"
#include "translator/resources.h"
#include "translator/rules/acceptance.h"
#include "translator/rules/class_fields.h"
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

constexpr std::string_view kOtherId = "ingress-other-annotation";

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
    return say(Verdict::unknown,
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
  return say(Verdict::unknown,
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
    ClassField{"ipAddressType", "ip-address-type"},
    ClassField{"ipamConfiguration", "ipam-ipv4-pool-id"},
    ClassField{"listeners", "listener-attributes.*"},
    ClassField{"loadBalancerAttributes", "load-balancer-attributes"},
    ClassField{"loadBalancerName", "load-balancer-name"},
    ClassField{"minimumLoadBalancerCapacity", "minimum-load-balancer-capacity"},
    ClassField{"namespaceSelector", "scheme"},  // who may use the class: nothing about the ALB
    ClassField{"prefixListsIDs", "security-group-prefix-lists"},
    ClassField{"scheme", "scheme"},
    ClassField{"sslPolicy", "ssl-policy"},
    ClassField{"sslRedirectPort", "ssl-redirect"},
    ClassField{"subnets", "subnets"},
    ClassField{"tags", "tags"},
    ClassField{"targetType", "target-type"},
    ClassField{"wafv2AclArn", "wafv2-acl-arn"},
    ClassField{"wafv2AclName", "wafv2-acl-name"},
};

// A class may hold an allow-list, a WAF or certificates for all its Ingresses. The controller
// writes some fields even when they are empty.
void judge_class(const Json& ingress, const AlbIngress& alb, bool internet_facing,
                 const Context& context, Outcome& outcome) {
  if (alb.class_params == nullptr || !alb.class_params->is_object()) {
    return;
  }
  for (const auto& [field, value] : alb.class_params->items()) {
    const std::string key = annotation_like_class_field(field);
    if (!value.empty() && value != "" && is_unclaimed_alb_key(key)) {
      const std::string text = value.is_string() ? value.get<std::string>() : to_text(value);
      Finding finding = judge_unclaimed(key, text, internet_facing,
                                        " of the IngressClassParams of " + alb.class_name);
      finding.key = "IngressClassParams spec." + field;
      const std::string accepted = finding.key + "=" + text;
      outcome.findings.push_back(
          unless_accepted(std::move(finding), kOtherId, ingress, accepted, context));
    }
  }
}

// One acceptance is about one key, wherever it is written: "KEY=VALUE", "KEY of Service
// NAME=VALUE".
Finding judge_key(const Json& ingress, const std::string& key, const std::string& value,
                  bool internet_facing, const std::string& place, const Context& context) {
  return unless_accepted(judge_unclaimed(key, value, internet_facing, place), kOtherId, ingress,
                         fmt::format("{}{}={}", key, place, value), context);
}

Outcome ingress_other_annotation(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const bool internet_facing = scheme_of(ingress, alb, context).internet_facing;
  Outcome outcome;
  judge_class(ingress, alb, internet_facing, context, outcome);
  for (const std::string& key : annotation_keys(ingress)) {
    if (is_unclaimed_alb_key(key)) {
      outcome.edits.push_back(erase(annotation_path(key)));
      outcome.findings.push_back(judge_key(ingress, key, annotation(ingress, key).value_or(""),
                                           internet_facing, "", context));
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
            judge_key(ingress, key, annotation(*backend.object, key).value_or(""), internet_facing,
                      " of Service " + backend.service, context));
      }
    }
  }
  return outcome;
}

const std::array kRules = {
    Rule{
        .id = kOtherId,
        .summary = "Ingress: a key that no other row answers for is never opened to the internet.",
        .why = "Every key that is not known to be harmless may be a protection: the Ingress is "
               "parked when it is internet-facing, or when the key protects what is behind it.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/never-heard-of":"true"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "No rule translates this key"},
        .apply = ingress_other_annotation},
};

}  // namespace

std::vector<std::string_view> class_field_names() {
  std::vector<std::string_view> names;
  for (const ClassField& known : kClassFields) {
    names.push_back(known.field);
  }
  return names;
}

std::string annotation_like_class_field(std::string_view field) {
  const auto row = std::find_if(kClassFields.begin(), kClassFields.end(),
                                [&](const ClassField& known) { return known.field == field; });
  return alb_key(row == kClassFields.end() ? field : row->annotation);
}

std::span<const Rule> ingress_properties() { return kRules; }

}  // namespace translator::rules
