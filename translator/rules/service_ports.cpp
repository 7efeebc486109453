// The ports of a LoadBalancer Service: protocols together, and more than five of them.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

const Pointer kPortsField("/spec/ports");
// A forwarding rule lists five ports; beyond them an external one has a range.
constexpr std::size_t kMostListedPorts = 5;

std::vector<std::string> protocols_of(const Json& service) {
  std::vector<std::string> protocols;
  for (const Json& port : array_at(service, kPortsField)) {
    const std::string protocol = string_at(port, Pointer("/protocol")).value_or("TCP");
    if (std::find(protocols.begin(), protocols.end(), protocol) == protocols.end()) {
      protocols.push_back(protocol);
    }
  }
  return protocols;
}

void say_protocols(const Json& service, Outcome& outcome) {
  const std::vector<std::string> protocols = protocols_of(service);
  const std::string written = fmt::format("{}", fmt::join(protocols, ","));
  const bool other = std::any_of(
      protocols.begin(), protocols.end(),
      [](const std::string& protocol) { return protocol != "TCP" && protocol != "UDP"; });
  if (other) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = kPortsField.to_string(),
             .from = written,
             .message = "GKE's L4 load balancers pass TCP and UDP on, nothing else.",
             .next_step = "Take the port of the other protocol out of the Service."}));
  } else if (protocols.size() > 1) {
    outcome.findings.push_back(
        say(Verdict::needs_action,
            {.key = kPortsField.to_string(),
             .from = written,
             .message = fmt::format("TCP and UDP in one Service: GKE versions without mixed "
                                    "protocols serve {} alone, and report success.",
                                    protocols.front()),
             .next_step = "Check that both answer; if not, make a Service for each protocol, with "
                          "the same reserved address."}));
  }
}

Outcome service_ports(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  if (!read) {
    return {};
  }
  Outcome outcome;
  answer_for(service, service_key("enable-tcp-udp-listener"), Verdict::dropped,
             "GKE goes by the protocols of the ports.", "", outcome);
  say_protocols(service, outcome);
  const std::size_t count = array_at(service, kPortsField).size();
  if (read->internet_facing && count > kMostListedPorts) {
    outcome.findings.push_back(
        say(Verdict::approximated,
            {.key = kPortsField.to_string(),
             .from = fmt::format("{} ports", count),
             .message = "More than five ports become one range of ports at the load balancer; the "
                        "firewall still lets in only those of the Service."}));
  }
  return outcome;
}

constexpr std::array<std::string_view, 2> kPortsKeys = {
    "/spec/ports", "service.beta.kubernetes.io/aws-load-balancer-enable-tcp-udp-listener"};

const std::array kRules = {
    Rule{
        .id = "service-ports",
        .summary = "Service: TCP beside UDP, and more than five ports, are told.",
        .why = "Some versions of GKE serve only the first protocol and say nothing; an external "
               "forwarding rule lists five ports at most.",
        .resources = kServices,
        .keys = kPortsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"dns","namespace":"shop"},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb","ports":[{"name":"a","port":53,"protocol":"UDP"},{"name":"b","port":53,"protocol":"TCP"}]}})",
             .says = "serve UDP alone"},
        .apply = service_ports},
};

}  // namespace

std::span<const Rule> service_ports() { return kRules; }

}  // namespace translator::rules
