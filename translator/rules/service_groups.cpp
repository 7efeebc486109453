// Security groups and the other firewall switches of an AWS load balancer, and its targets.

#include <array>

#include "translator/aws_values.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

constexpr std::string_view kGroupsId = "service-security-groups";
constexpr std::string_view kClustersId = "service-multi-cluster";

Outcome service_security_groups(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  for (const char* name :
       {"security-groups", "extra-security-groups", "security-group-prefix-lists"}) {
    const std::string key = service_key(name);
    if (aws_list(annotation(service, key).value_or("")).empty()) {
      answer_for(service, key, Verdict::dropped, "Names nothing.", "", outcome);
    } else if (read->internet_facing) {
      refuse(
          service, key, Verdict::refused,
          "Who may connect is written in AWS, not here; without it GKE's firewall could let in "
          "more.",
          "Write the address ranges into spec.loadBalancerSourceRanges, take this annotation out "
          "of the source, and make a new backup.",
          kGroupsId, context, outcome);
    } else {
      answer_for(service, key, Verdict::needs_action,
                 "Who may connect inside the network was written in AWS; on GKE the whole network "
                 "may, or the address ranges of the Service.",
                 "Write the address ranges into spec.loadBalancerSourceRanges.", outcome);
    }
  }
  return outcome;
}

Outcome service_firewall(const Json& service, const Context& context) {
  if (!balancer_of_aws(service, context)) {
    return {};
  }
  Outcome outcome;
  for (const char* name : {"disable-nlb-sg", "manage-backend-security-group-rules",
                           "enable-icmp-for-path-mtu-discovery"}) {
    answer_for(service, service_key(name), Verdict::dropped,
               "How AWS wrote its security groups; GKE makes its firewall rules itself.", "",
               outcome);
  }
  answer_for(
      service, service_key("inbound-sg-rules-on-private-link-traffic"), Verdict::needs_action,
      "The NLB stood behind PrivateLink; GKE makes no endpoint for other networks by itself.",
      "Publish the internal load balancer with a ServiceAttachment, if others still use it.",
      outcome);
  return outcome;
}

Outcome service_multi_cluster(const Json& service, const Context& context) {
  if (!balancer_of_aws(service, context)) {
    return {};
  }
  Outcome outcome;
  const std::string key = service_key("multi-cluster-target-group");
  const auto shared = aws_bool(annotation(service, key).value_or("false"));
  if (!shared) {
    answer_for(service, key, Verdict::invalid, "Is neither true nor false.",
               "Write what is meant into the source and make a new backup.", outcome);
  } else if (*shared) {
    refuse(service, key, Verdict::refused,
           "Other clusters had targets behind the same load balancer; GKE's would lead to this "
           "cluster alone.",
           "Decide whether this cluster alone is enough, or use a multi-cluster Gateway.",
           kClustersId, context, outcome);
  } else {
    answer_for(service, key, Verdict::dropped, "This cluster alone had targets, as on GKE.", "",
               outcome);
  }
  return outcome;
}

Outcome service_targets(const Json& service, const Context& context) {
  if (!balancer_of_aws(service, context)) {
    return {};
  }
  Outcome outcome;
  answer_for(service, service_key("target-node-labels"), Verdict::needs_action,
             "Only nodes with these labels got connections; GKE takes all nodes, or with "
             "externalTrafficPolicy Local those with pods.",
             "Check that every node may get connections; place the pods and use Local otherwise.",
             outcome);
  answer_for(service, service_key("quic-enabled-ports"), Verdict::needs_action,
             "The NLB routed QUIC by connection ID; GKE passes UDP on, by address and port.",
             "Add a UDP port to the Service if clients use QUIC; they may lose a connection when "
             "their address changes.",
             outcome);
  return outcome;
}

#define AWS_KEY(name) "service.beta.kubernetes.io/aws-load-balancer-" name
constexpr std::array<std::string_view, 3> kGroupKeys = {AWS_KEY("extra-security-groups"),
                                                        AWS_KEY("security-group-prefix-lists"),
                                                        AWS_KEY("security-groups")};
constexpr std::array<std::string_view, 4> kFirewallKeys = {
    AWS_KEY("disable-nlb-sg"), AWS_KEY("enable-icmp-for-path-mtu-discovery"),
    AWS_KEY("inbound-sg-rules-on-private-link-traffic"),
    AWS_KEY("manage-backend-security-group-rules")};
constexpr std::array<std::string_view, 1> kClusterKeys = {AWS_KEY("multi-cluster-target-group")};
constexpr std::array<std::string_view, 2> kTargetKeys = {AWS_KEY("quic-enabled-ports"),
                                                         AWS_KEY("target-node-labels")};
#undef AWS_KEY

const std::array kRules = {
    Rule{
        .id = kGroupsId,
        .summary = "Service: a public one is parked when security groups decided who may connect.",
        .why = "What the groups allow is in AWS and not in the backup; a firewall without it could "
               "let in more.",
        .resources = kServices,
        .keys = kGroupKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-security-groups":"sg-0a1b"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "Who may connect is written in AWS"},
        .apply = service_security_groups},
    Rule{
        .id = "service-firewall",
        .summary = "Service: switches of AWS's own firewall rules are dropped.",
        .why = "GKE makes and removes its firewall rules itself.",
        .resources = kServices,
        .keys = kFirewallKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-disable-nlb-sg":"true"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "makes its firewall rules itself"},
        .apply = service_firewall},
    Rule{
        .id = kClustersId,
        .summary = "Service: one that shared its load balancer with other clusters is parked.",
        .why =
            "GKE's load balancer leads to one cluster; whether that one can carry everything is a "
            "decision.",
        .resources = kServices,
        .keys = kClusterKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-multi-cluster-target-group":"true"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "Other clusters had targets"},
        .apply = service_multi_cluster},
    Rule{
        .id = "service-targets",
        .summary = "Service: a choice of nodes, and QUIC, are taken away with a word.",
        .why =
            "GKE chooses the nodes itself and passes UDP on as it is; nothing is opened by that.",
        .resources = kServices,
        .keys = kTargetKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-target-node-labels":"role=edge"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "Only nodes with these labels"},
        .apply = service_targets},
};

}  // namespace

std::span<const Rule> service_groups() { return kRules; }

}  // namespace translator::rules
