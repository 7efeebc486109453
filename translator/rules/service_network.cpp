// Where the load balancer of a Service stands: addresses, subnetwork, IP families, who reaches it
// inside the network, and its labels.

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "translator/aws_values.h"
#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

const Pointer kAddressField("/spec/loadBalancerIP");
const Pointer kExternalIpsField("/spec/externalIPs");

void drop_fields(const Json& service, Outcome& outcome) {
  if (const Json* address = find(service, kAddressField)) {
    outcome.edits.push_back(erase(kAddressField));
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = kAddressField.to_string(),
             .from = address->is_string() ? address->get<std::string>() : to_text(*address),
             .message = "No load balancer of AWS had this address, and GKE would fail for one that "
                        "is not reserved."}));
  }
  if (const Json* addresses = find(service, kExternalIpsField)) {
    outcome.edits.push_back(erase(kExternalIpsField));
    outcome.findings.push_back(
        say(Verdict::needs_action,
            {.key = kExternalIpsField.to_string(),
             .from = to_text(*addresses),
             .message = "Addresses of the old network: every node would take connections to them "
                        "for its own.",
             .next_step = "Write addresses that lead to the nodes on GKE, if there are such."}));
  }
}

Outcome service_address(const Json& service, const Context& context) {
  if (!balancer_of_aws(service, context)) {
    return {};
  }
  Outcome outcome;
  const std::string address = address_for(context.settings, "Service", settings_name_of(service));
  bool told = false;
  for (const char* name : {"eip-allocations", "private-ipv4-addresses", "ipv6-addresses"}) {
    const std::string key = service_key(name);
    if (address.empty()) {
      answer_for(service, key, Verdict::needs_action,
                 "These addresses belong to AWS; GKE takes any free one, which a new Service may "
                 "change.",
                 fmt::format("Reserve a regional address and name it in the settings: service: "
                             "{{addresses: {{{}: NAME}}}}.",
                             settings_name_of(service)),
                 outcome);
    } else {
      told = told || annotation(service, key).has_value();
      answer_for(service, key, Verdict::translated,
                 fmt::format("The load balancer gets the address '{}' of the settings; if it does "
                             "not exist, GKE takes any free one without a word.",
                             address),
                 "", outcome);
    }
  }
  if (!address.empty()) {
    outcome.edits.push_back(set(annotation_path(kAddressesAnnotation), address));
    if (!told) {
      outcome.findings.push_back(
          say(Verdict::translated, {.key = std::string(kAddressesAnnotation),
                                    .to = address,
                                    .message = "The settings name this address."}));
    }
  }
  drop_fields(service, outcome);
  return outcome;
}

Outcome service_subnet(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  const std::string key = service_key("subnets");
  const std::string subnet = subnet_for(context.settings, settings_name_of(service));
  const bool has_ipv6 =
      to_text(array_at(service, Pointer("/spec/ipFamilies"))).find("IPv6") != std::string::npos;
  if (subnet.empty() || (read->internet_facing && !has_ipv6)) {
    answer_for(service, key, Verdict::dropped,
               subnet.empty() ? "Subnets of the VPC; GKE takes the subnetwork of the cluster, or "
                                "the one that the settings name."
                              : "An external address of IPv4 stands in no subnetwork.",
               "", outcome);
    return outcome;
  }
  // The older key is read by every version of GKE, the newer one is the only one for external.
  const std::string_view target =
      read->internet_facing ? kSubnetAnnotation : kInternalSubnetAnnotation;
  outcome.edits.push_back(set(annotation_path(target), subnet));
  const std::string message = fmt::format(
      "The load balancer stands in the subnetwork '{}' of the settings; GKE makes none if it does "
      "not exist.",
      subnet);
  answer_for(service, key, Verdict::translated, message, "", outcome);
  if (!annotation(service, key)) {
    outcome.findings.push_back(
        say(Verdict::translated, {.key = std::string(target), .to = subnet, .message = message}));
  }
  return outcome;
}

bool has_both_families(const Json& service) {
  return array_at(service, Pointer("/spec/ipFamilies")).size() == 2;
}

Outcome service_address_type(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  const std::string key = service_key("ip-address-type");
  const std::string value = annotation(service, key).value_or("");
  if (value == "ipv4" || read->owner == ServiceOwner::in_tree) {
    answer_for(service, key, Verdict::dropped, "IPv4, as on GKE by default.", "", outcome);
  } else if (value != "dualstack") {
    answer_for(service, key, Verdict::invalid, "Is neither ipv4 nor dualstack.",
               "Write what is meant into the source and make a new backup.", outcome);
  } else if (has_both_families(service)) {
    answer_for(service, key, Verdict::approximated,
               "spec.ipFamilies asks for both families; GKE gives them in a dual-stack subnetwork "
               "only.",
               "Check that the cluster and its subnetwork are dual-stack.", outcome);
  } else {
    answer_for(service, key, Verdict::needs_action,
               "The NLB had an IPv6 address too; GKE gives one only when the Service has both "
               "families itself.",
               "Set spec.ipFamilyPolicy to PreferDualStack if clients need IPv6.", outcome);
  }
  return outcome;
}

Outcome service_global_access(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read || read->internet_facing || !context.settings.service.global_access) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(set(annotation_path(kGlobalAccessAnnotation), "true"));
  outcome.findings.push_back(
      say(Verdict::translated,
          {.key = std::string(kGlobalAccessAnnotation),
           .to = "true",
           .message = "The settings let clients of other regions of the network in, as AWS did."}));
  return outcome;
}

// --- labels ------------------------------------------------------------------------------------

constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kMostLabels = 64;

std::string as_label(const std::string& text) {
  std::string label;
  for (const char sign : text.substr(0, kLongestLabel)) {
    const auto lower = static_cast<char>(std::tolower(static_cast<unsigned char>(sign)));
    const bool allowed = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                         lower == '_' || lower == '-';
    label += allowed ? lower : '_';
  }
  return label;
}

// The cloud provider splits at every comma, and a value may be missing.
AwsMap tags_of(const std::string& text, const AwsService& read) {
  if (read.owner != ServiceOwner::in_tree) {
    const auto map = aws_map(text);
    return map ? *map : AwsMap{};
  }
  AwsMap tags;
  for (const std::string& pair : aws_list(text)) {
    const std::size_t equal = std::min(pair.find('='), pair.size());
    tags.push_back({pair.substr(0, equal), pair.substr(std::min(equal + 1, pair.size()))});
  }
  return tags;
}

// "k=v,k=v" for GKE: keys that begin with a letter and are not Google's own, each once.
std::string labels_of(const AwsMap& tags) {
  std::vector<std::string> keys;
  std::string text;
  for (const auto& [tag, value] : tags) {
    const std::string key = as_label(tag);
    const bool usable = !key.empty() && key[0] >= 'a' && key[0] <= 'z' && key.rfind("goog", 0) != 0;
    if (!usable || keys.size() == kMostLabels ||
        std::find(keys.begin(), keys.end(), key) != keys.end()) {
      continue;
    }
    keys.push_back(key);
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", key, as_label(value));
  }
  return text;
}

Outcome service_resource_labels(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  const std::string key = service_key("additional-resource-tags");
  const auto tags = annotation(service, key);
  if (!read || !tags) {
    return {};
  }
  Outcome outcome;
  const std::string labels =
      context.settings.service.resource_labels ? labels_of(tags_of(*tags, *read)) : "";
  if (labels.empty()) {
    answer_for(service, key, Verdict::dropped,
               "Tags of AWS resources; the settings can ask for labels in their place.", "",
               outcome);
    return outcome;
  }
  outcome.edits.push_back(set(annotation_path(kResourceLabelsAnnotation), labels));
  answer_for(
      service, key, labels == *tags ? Verdict::translated : Verdict::approximated,
      fmt::format("Google's resources get the labels {}, in the letters that labels have.", labels),
      "", outcome);
  return outcome;
}

#define AWS_KEY(name) "service.beta.kubernetes.io/aws-load-balancer-" name
constexpr std::array<std::string_view, 5> kAddressKeys = {
    "/spec/externalIPs", "/spec/loadBalancerIP", AWS_KEY("eip-allocations"),
    AWS_KEY("ipv6-addresses"), AWS_KEY("private-ipv4-addresses")};
constexpr std::array<std::string_view, 1> kSubnetKeys = {AWS_KEY("subnets")};
constexpr std::array<std::string_view, 1> kAddressTypeKeys = {AWS_KEY("ip-address-type")};
constexpr std::array<std::string_view, 1> kTagKeys = {AWS_KEY("additional-resource-tags")};
#undef AWS_KEY

const std::array kRules = {
    Rule{
        .id = "service-address",
        .summary = "Service: fixed addresses of AWS become a reserved address of the settings.",
        .why = "An address of AWS cannot move. GKE takes any free one unless a reserved address is "
               "named.",
        .resources = kServices,
        .keys = kAddressKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-eip-allocations":"eipalloc-0a1b"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"networking.gke.io/load-balancer-ip-addresses":"shop-tcp-ip"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .says = "gets the address 'shop-tcp-ip'",
             .settings = "service: {addresses: {shop/tcp: shop-tcp-ip}}"},
        .apply = service_address},
    Rule{
        .id = "service-subnet",
        .summary = "Service: subnets of AWS become the subnetwork that the settings name.",
        .why =
            "Names of the VPC mean nothing on GKE, and a wrong name there means no load balancer.",
        .resources = kServices,
        .keys = kSubnetKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-subnets":"subnet-0a1b"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"networking.gke.io/internal-load-balancer-subnet":"apart"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .says = "stands in the subnetwork 'apart'",
             .settings = "service: {subnets: {shop/tcp: apart}}"},
        .apply = service_subnet},
    Rule{
        .id = "service-address-type",
        .summary = "Service: an NLB with IPv6 needs a Service of both families.",
        .why =
            "GKE gives the families of spec.ipFamilies, and IPv6 in a dual-stack subnetwork only.",
        .resources = kServices,
        .keys = kAddressTypeKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-ip-address-type":"dualstack"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .says = "had an IPv6 address too"},
        .apply = service_address_type},
    Rule{
        .id = "service-global-access",
        .summary = "Service: an internal one is reached from other regions when the settings ask.",
        .why = "An internal NLB is reached from every region of the network; GKE's only from its "
               "own, unless it is told.",
        .resources = kServices,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop"},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"networking.gke.io/internal-load-balancer-allow-global-access":"true"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .says = "clients of other regions",
             .settings = "service: {globalAccess: true}"},
        .apply = service_global_access},
    Rule{
        .id = "service-resource-labels",
        .summary = "Service: tags become labels of Google's resources when the settings ask.",
        .why =
            "Labels know fewer letters than tags; whoever sorts costs by them wants them anyway.",
        .resources = kServices,
        .keys = kTagKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags":"Team=Shop"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"cloud.google.com/load-balancer-resource-labels":"team=shop"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .says = "get the labels team=shop",
             .settings = "service: {resourceLabels: true}"},
        .apply = service_resource_labels},
};

}  // namespace

std::span<const Rule> service_network() { return kRules; }

}  // namespace translator::rules
