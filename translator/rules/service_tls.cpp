// What an AWS load balancer did to the bytes on their way to the pods: TLS, the PROXY protocol,
// weights. GKE's L4 load balancers pass packets on and do nothing of it.

#include <array>

#include <fmt/format.h>

#include "translator/aws_values.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

constexpr std::string_view kTlsId = "service-tls";
constexpr std::string_view kProxyId = "service-proxy-protocol";
constexpr std::string_view kActionsId = "service-weighted-actions";
constexpr std::string_view kActionsPrefix = "service.beta.kubernetes.io/actions.";

bool has_text(const Json& service, std::string_view name) {
  return !aws_list(annotation(service, service_key(name)).value_or("")).empty();
}

// A Classic Load Balancer with `http` and no certificate spoke HTTP; all else was plain TCP.
void answer_for_back_end(const Json& service, const AwsService& read, bool has_tls,
                         Outcome& outcome) {
  const std::string key = service_key("backend-protocol");
  const std::string value = annotation(service, key).value_or("");
  if (has_tls) {
    answer_for(
        service, key, Verdict::dropped,
        "Was about the way behind the TLS of the load balancer: see aws-load-balancer-ssl-cert.",
        "", outcome);
  } else if (is_classic(service, read) && value == "http") {
    answer_for(
        service, key, Verdict::needs_action,
        "The Classic Load Balancer spoke HTTP and wrote X-Forwarded-For; on GKE the pods get "
        "what the client wrote, headers that claim another address included.",
        "Make sure that the pods do not trust X-Forwarded-For, or serve them by an Ingress.",
        outcome);
  } else {
    answer_for(service, key, Verdict::dropped,
               "Plain TCP on the way to the pods, as on GKE: there was no certificate.", "",
               outcome);
  }
}

Outcome service_tls(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  const bool has_tls = has_text(service, "ssl-cert");
  if (has_tls) {
    refuse(
        service, service_key("ssl-cert"), Verdict::refused,
        "The load balancer ended TLS with this certificate; GKE's L4 load balancers have no TLS, "
        "and the pods would get what they do not expect.",
        "Serve it by an Ingress or Gateway with a certificate, or let the pods end TLS "
        "themselves.",
        kTlsId, context, outcome);
  } else {
    answer_for(service, service_key("ssl-cert"), Verdict::dropped,
               "Names no certificate, so there was no TLS.", "", outcome);
  }
  for (const char* name : {"ssl-ports", "ssl-negotiation-policy", "alpn-policy"}) {
    answer_for(service, service_key(name), Verdict::dropped,
               has_tls ? "Was about the TLS of the load balancer: see aws-load-balancer-ssl-cert."
                       : "Had no effect: there was no certificate.",
               "", outcome);
  }
  answer_for_back_end(service, *read, has_tls, outcome);
  return outcome;
}

constexpr const char* kExpectsProxy =
    "The load balancer began each connection with the PROXY protocol; GKE's do not, and pods that "
    "expect it refuse the connection or take the client's first bytes for it.";
constexpr const char* kInsteadOfProxy =
    "Let the pods accept connections without it; with externalTrafficPolicy Local they see the "
    "client's address.";

Outcome service_proxy_protocol(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  const std::string all = service_key("proxy-protocol");
  const std::string listed = service_key("proxy-protocol-per-target-group");
  const bool in_tree = read->owner == ServiceOwner::in_tree;
  if (in_tree && !is_classic(service, *read)) {
    answer_for(service, all, Verdict::dropped,
               "The cloud provider does not look at it for an NLB, so there was no PROXY protocol.",
               "", outcome);
  } else if (annotation(service, all).value_or("*") == "*") {
    refuse(service, all, Verdict::refused, kExpectsProxy, kInsteadOfProxy, kProxyId, context,
           outcome);
  } else {
    answer_for(service, all, Verdict::invalid,
               "Only '*' is allowed here: the controller of AWS stopped at it.",
               "Write what is meant into the source and make a new backup.", outcome);
  }
  if (!in_tree && has_text(service, "proxy-protocol-per-target-group")) {
    refuse(service, listed, Verdict::refused, kExpectsProxy, kInsteadOfProxy, kProxyId, context,
           outcome);
  } else {
    answer_for(service, listed, Verdict::dropped,
               in_tree ? "The cloud provider does not look at it." : "Names no port.", "", outcome);
  }
  return outcome;
}

Outcome service_weighted_actions(const Json& service, const Context& context) {
  if (!balancer_of_aws(service, context)) {
    return {};
  }
  Outcome outcome;
  for (const std::string& key : annotation_keys(service)) {
    if (key.compare(0, kActionsPrefix.size(), kActionsPrefix) == 0) {
      refuse(service, key, Verdict::refused,
             "The NLB shared the connections of this port with other Services or target groups; "
             "GKE's L4 load balancers have one Service only.",
             "Decide which Service gets the connections, or share them behind a Gateway.",
             kActionsId, context, outcome);
    }
  }
  return outcome;
}

constexpr std::array<std::string_view, 5> kTlsKeys = {
    "service.beta.kubernetes.io/aws-load-balancer-alpn-policy",
    "service.beta.kubernetes.io/aws-load-balancer-backend-protocol",
    "service.beta.kubernetes.io/aws-load-balancer-ssl-cert",
    "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy",
    "service.beta.kubernetes.io/aws-load-balancer-ssl-ports"};
constexpr std::array<std::string_view, 2> kProxyKeys = {
    "service.beta.kubernetes.io/aws-load-balancer-proxy-protocol",
    "service.beta.kubernetes.io/aws-load-balancer-proxy-protocol-per-target-group"};
constexpr std::array<std::string_view, 1> kActionsKeys = {"service.beta.kubernetes.io/actions.*"};

const std::array kRules = {
    Rule{
        .id = kTlsId,
        .summary = "Service: one whose load balancer ended TLS is parked.",
        .why = "GKE's L4 load balancers have no TLS: pods that expect plain text would get TLS, or "
               "clients would be answered in plain text.",
        .resources = kServices,
        .keys = kTlsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-ssl-cert":"arn:aws:acm:us-east-1:111122223333:certificate/12ab"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "ended TLS with this certificate"},
        .apply = service_tls},
    Rule{
        .id = kProxyId,
        .summary = "Service: one whose pods expect the PROXY protocol is parked.",
        .why =
            "GKE's L4 load balancers cannot send it; pods that wait for it refuse connections, or "
            "believe a client that writes it.",
        .resources = kServices,
        .keys = kProxyKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-proxy-protocol":"*"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "began each connection with the PROXY protocol"},
        .apply = service_proxy_protocol},
    Rule{
        .id = kActionsId,
        .summary = "Service: one that shared its connections by weight is parked.",
        .why = "GKE's L4 load balancers lead to one Service; who gets all of the connections is a "
               "decision.",
        .resources = kServices,
        .keys = kActionsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/actions.TCP-80":"{\"type\":\"forward\"}"}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .says = "shared the connections of this port"},
        .apply = service_weighted_actions},
};

}  // namespace

std::span<const Rule> service_tls() { return kRules; }

}  // namespace translator::rules
