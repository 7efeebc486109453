// The host name that the load balancer of a Service had on AWS.

#include <array>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/dns_hold.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

constexpr const char* kHostnameField = "/status/loadBalancer/ingress/0/hostname";

std::string dns_names_of(const Json& service) {
  std::string names;
  for (const std::string_view prefix : kExternalDnsPrefixes) {
    const std::string value = annotation(service, std::string(prefix) + "hostname").value_or("");
    names += (names.empty() || value.empty() ? "" : ",") + value;
  }
  return names;
}

Outcome service_old_hostname(const Json& service, const Context& context) {
  const auto host = elb_hostname(context.backup_item);
  if (!host || !balancer_of_aws(service, context)) {
    return {};
  }
  Outcome outcome;
  const std::string names = dns_names_of(service);
  if (!names.empty() && context.settings.dns == DnsPolicy::keep) {
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = kHostnameField,
             .from = *host,
             .message = fmt::format("The load balancer of AWS stays behind; an external-dns in the "
                                    "cluster leads {} to the new one.",
                                    names)}));
    return outcome;
  }
  outcome.findings.push_back(
      say(Verdict::needs_action,
          {.key = kHostnameField,
           .from = *host,
           .message = "The load balancer of AWS stays behind: a DNS name that leads to it is the "
                      "DNS name that must change.",
           .next_step = "Lead it to the address that the Service gets on GKE; that is an address, "
                        "no host name."}));
  return outcome;
}

constexpr std::array<std::string_view, 1> kHostnameKeys = {
    "/status/loadBalancer/ingress/0/hostname"};

const std::array kRules = {
    Rule{
        .id = "service-old-hostname",
        .summary = "Service: the host name of its load balancer on AWS is told.",
        .why =
            "Whatever leads to that name by DNS goes on leading to AWS until somebody changes it.",
        .resources = kServices,
        .keys = kHostnameKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop"},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"},"status":{"loadBalancer":{"ingress":[{"hostname":"tcp-0a1b.elb.us-east-1.amazonaws.com"}]}}})",
             .says = "the DNS name that must change"},
        .apply = service_old_hostname},
};

}  // namespace

std::span<const Rule> service_dns() { return kRules; }

}  // namespace translator::rules
