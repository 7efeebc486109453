// Attributes of an NLB, its listeners and its target groups, and session affinity.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/aws_values.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

constexpr std::string_view kTargetGroupId = "service-target-group";
constexpr std::string_view kAttributesId = "service-attributes";
const Pointer kAffinityField("/spec/sessionAffinity");

// What one attribute means on GKE; the worst of a key is its verdict.
struct Meaning {
  Verdict verdict = Verdict::dropped;
  std::string message;
  std::string next_step = {};
};

bool begins(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

Meaning unknown_attribute(const std::string& name) {
  return {Verdict::unknown, fmt::format("Nobody knows what '{}' means on GKE.", name),
          "Find out what it did on AWS."};
}

Meaning client_address(const Json& service, const AwsService& read, const std::string& value) {
  const bool local = string_at(service, Pointer("/spec/externalTrafficPolicy")) == "Local";
  if (value == "true" && targets_are_pods(service, read) && !local) {
    return {Verdict::needs_action,
            "The pods saw the address of the client; on GKE they see that of a node.",
            "Set externalTrafficPolicy to Local if the pods need the client's address."};
  }
  return {Verdict::dropped, "GKE decides by externalTrafficPolicy which address the pods see."};
}

Meaning of_target_group(const std::string& name, const std::string& value, const Json& service,
                        const AwsService& read) {
  if (name == "proxy_protocol_v2.enabled" && value != "false" && !value.empty()) {
    return {Verdict::refused,
            "The load balancer began each connection with the PROXY protocol; GKE's do not, and "
            "pods that expect it refuse the connection.",
            "Let the pods accept connections without it."};
  }
  if (name == "preserve_client_ip.enabled") {
    return client_address(service, read, value);
  }
  if (begins(name, "proxy_protocol_v2.")) {
    return {Verdict::dropped, "GKE sends no PROXY protocol."};
  }
  if (name == "deregistration_delay.timeout_seconds" ||
      name == "deregistration_delay.connection_termination.enabled") {
    return {Verdict::dropped, "GKE's L4 load balancers always drain for 30 s."};
  }
  if (name == "stickiness.type" && value != "source_ip") {
    return {Verdict::unknown, fmt::format("An NLB has no stickiness of type '{}'.", value),
            "Write what is meant into the source and make a new backup."};
  }
  if (name == "stickiness.enabled" || name == "stickiness.type") {
    return {Verdict::dropped, "Becomes spec.sessionAffinity when it is on."};
  }
  if (begins(name, "load_balancing.cross_zone.") || begins(name, "target_group_health.") ||
      begins(name, "target_health_state.")) {
    return {Verdict::dropped, "GKE balances over all zones and decides itself what is healthy."};
  }
  return unknown_attribute(name);
}

Meaning of_load_balancer(const std::string& name, const std::string& value, bool internet_facing) {
  if (name == "deletion_protection.enabled" && value == "true") {
    return {Verdict::needs_action,
            "AWS kept the load balancer from being deleted; on GKE it goes with its Service.",
            "Keep people from deleting the Service, for example by RBAC."};
  }
  for (const char* known : {"deletion_protection.enabled", "access_logs.", "dns_record.",
                            "load_balancing.cross_zone.", "secondary_ips.", "zonal_shift."}) {
    if (begins(name, known)) {
      return {Verdict::dropped, "How AWS ran the load balancer; GKE has no such setting."};
    }
  }
  if (name == "ipv6.deny_all_igw_traffic" && value == "true" && internet_facing) {
    return {Verdict::refused,
            "AWS let nobody in from the internet by IPv6; GKE has no such setting.",
            "Take the attribute out if the Service shall be open by IPv6 too, or make it "
            "internal."};
  }
  if (name == "ipv6.deny_all_igw_traffic") {
    return {Verdict::dropped, "Keeps nobody out who is let in on GKE."};
  }
  return unknown_attribute(name);
}

Meaning of_listener(const std::string& name) {
  if (name == "tcp.idle_timeout.seconds") {
    return {Verdict::dropped, "GKE's L4 load balancers have no idle timeout to set."};
  }
  return unknown_attribute(name);
}

template <typename MeaningOf>
void answer_for_map(const Json& service, const std::string& key, std::string_view rule,
                    const Context& context, MeaningOf meaning_of, Outcome& outcome) {
  const auto map = aws_map(annotation(service, key).value_or(""));
  if (!map) {
    answer_for(service, key, Verdict::invalid,
               fmt::format("{} (at {}).", map.error().what, map.error().where),
               "Write what is meant into the source and make a new backup.", outcome);
    return;
  }
  Meaning worst{Verdict::translated, "Holds no attribute."};
  for (const auto& [name, value] : *map) {
    Meaning meaning = meaning_of(name, value);
    if (meaning.verdict > worst.verdict) {
      worst = std::move(meaning);
    }
  }
  if (worst.verdict >= Verdict::invalid) {
    refuse(service, key, worst.verdict, worst.message, worst.next_step, rule, context, outcome);
  } else {
    answer_for(service, key, std::max(worst.verdict, Verdict::dropped), worst.message,
               worst.next_step, outcome);
  }
}

std::vector<std::string> keys_beginning(const Json& service, const std::string& name) {
  std::vector<std::string> keys;
  for (const std::string& key : annotation_keys(service)) {
    if (key == service_key(name) || begins(key, service_key(name) + ".")) {
      keys.push_back(key);
    }
  }
  return keys;
}

bool asks_for_stickiness(const Json& service, const std::string& key) {
  const auto map = aws_map(annotation(service, key).value_or(""));
  return map && value_of(*map, "stickiness.enabled") == "true" &&
         value_of(*map, "stickiness.type").value_or("source_ip") == "source_ip";
}

void say_affinity(const Json& service, bool sticky, Outcome& outcome) {
  const std::string before = string_at(service, kAffinityField).value_or("None");
  if (sticky && before != "ClientIP") {
    outcome.edits.push_back(set(kAffinityField, "ClientIP"));
    outcome.findings.push_back(say(
        Verdict::approximated,
        {.key = kAffinityField.to_string(),
         .from = before,
         .to = "ClientIP",
         .message = "The NLB kept a client at its target; on GKE the same is done for all ports, "
                    "and for clients inside the cluster too."}));
  } else if (!sticky && before == "ClientIP") {
    outcome.findings.push_back(say(
        Verdict::approximated,
        {.key = kAffinityField.to_string(),
         .from = before,
         .to = before,
         .message = "No load balancer of AWS looked at it; GKE's keeps a client at its node."}));
  }
}

// The cloud provider looks at two attributes, and only for an NLB.
bool is_read_by_cloud_provider(const std::string& name) {
  return name == "preserve_client_ip.enabled" || name == "proxy_protocol_v2.enabled";
}

Outcome service_target_group(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  bool sticky = false;
  const bool in_tree = read->owner == ServiceOwner::in_tree;
  for (const std::string& key : keys_beginning(service, "target-group-attributes")) {
    if (is_classic(service, *read)) {
      answer_for(service, key, Verdict::dropped,
                 "A Classic Load Balancer has no target groups, so nothing read it.", "", outcome);
      continue;
    }
    sticky = sticky || (!in_tree && asks_for_stickiness(service, key));
    answer_for_map(
        service, key, kTargetGroupId, context,
        [&](const std::string& name, const std::string& value) {
          return in_tree && !is_read_by_cloud_provider(name)
                     ? Meaning{Verdict::dropped, "The cloud provider does not look at it."}
                     : of_target_group(name, value, service, *read);
        },
        outcome);
  }
  say_affinity(service, sticky, outcome);
  return outcome;
}

Outcome service_attributes(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  for (const std::string& key : keys_beginning(service, "attributes")) {
    answer_for_map(
        service, key, kAttributesId, context,
        [&](const std::string& name, const std::string& value) {
          return of_load_balancer(name, value, read->internet_facing);
        },
        outcome);
  }
  for (const std::string& key : keys_beginning(service, "listener-attributes")) {
    answer_for_map(
        service, key, kAttributesId, context,
        [](const std::string& name, const std::string&) { return of_listener(name); }, outcome);
  }
  return outcome;
}

constexpr std::array<std::string_view, 3> kTargetGroupKeys = {
    "/spec/sessionAffinity", "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes",
    "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes.*"};
constexpr std::array<std::string_view, 4> kAttributesKeys = {
    "service.beta.kubernetes.io/aws-load-balancer-attributes",
    "service.beta.kubernetes.io/aws-load-balancer-attributes.*",
    "service.beta.kubernetes.io/aws-load-balancer-listener-attributes",
    "service.beta.kubernetes.io/aws-load-balancer-listener-attributes.*"};

const std::array kRules = {
    Rule{
        .id = kTargetGroupId,
        .summary = "Service: attributes of target groups become session affinity, or are told.",
        .why =
            "Stickiness has an equal on GKE; the PROXY protocol has none, and pods depend on it.",
        .resources = kServices,
        .keys = kTargetGroupKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-target-group-attributes":"stickiness.enabled=true,stickiness.type=source_ip"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb","sessionAffinity":"ClientIP"}})",
             .says = "kept a client at its target"},
        .apply = service_target_group},
    Rule{
        .id = kAttributesId,
        .summary = "Service: attributes of the load balancer and its listeners are dropped one by "
                   "one.",
        .why = "GKE's L4 load balancers have hardly a setting; an attribute that nobody knows may "
               "protect something.",
        .resources = kServices,
        .keys = kAttributesKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-attributes":"deletion_protection.enabled=true"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .says = "kept the load balancer from being deleted"},
        .apply = service_attributes},
};

}  // namespace

std::span<const Rule> service_attributes() { return kRules; }

}  // namespace translator::rules
