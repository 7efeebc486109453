// DNS names of a Service: what external-dns reads, and the host name that its load balancer had.

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

// The second is the default of external-dns v0.22 and later.
constexpr std::array<std::string_view, 2> kPrefixes = {"external-dns.alpha.kubernetes.io/",
                                                       "external-dns.kubernetes.io/"};
constexpr const char* kHostnameField = "/status/loadBalancer/ingress/0/hostname";

// What follows the prefix; "" for other keys.
std::string setting_of(const std::string& key) {
  for (const std::string_view prefix : kPrefixes) {
    if (key.compare(0, prefix.size(), prefix) == 0) {
      return key.substr(prefix.size());
    }
  }
  return "";
}

bool is_for_route53(const std::string& setting) {
  return setting.compare(0, 4, "aws-") == 0 || setting == "alias" || setting == "set-identifier";
}

bool names_load_balancer_of_aws(const std::string& value) {
  const std::vector<std::string> names = aws_list(value);
  return std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return is_elb_hostname(name); });
}

void answer_for_setting(const Json& service, const std::string& key, const Context& context,
                        Outcome& outcome) {
  const std::string setting = setting_of(key);
  const std::string value = annotation(service, key).value_or("");
  if (is_for_route53(setting)) {
    answer_for(service, key, Verdict::dropped,
               "Route 53 alone has such records; other DNS services of external-dns do not.", "",
               outcome);
  } else if (context.settings.dns == DnsPolicy::hold) {
    answer_for(service, key, Verdict::needs_action,
               "Held back, as the settings ask: no DNS name moves to the new address yet.",
               "Run `eks2gke fix --release-dns` when the names may move.", outcome);
  } else if (setting == "target" && names_load_balancer_of_aws(value)) {
    answer_for(service, key, Verdict::needs_action,
               "It led the DNS names to a load balancer of AWS; without it they lead to the one of "
               "GKE.",
               "Check that the names may move; `dns: hold` in the settings keeps them.", outcome);
  }
}

Outcome service_external_dns(const Json& service, const Context& context) {
  Outcome outcome;
  for (const std::string& key : annotation_keys(service)) {
    if (!setting_of(key).empty()) {
      answer_for_setting(service, key, context, outcome);
    }
  }
  return outcome;
}

std::string dns_names_of(const Json& service) {
  std::string names;
  for (const std::string_view prefix : kPrefixes) {
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

constexpr std::array<std::string_view, 2> kDnsKeys = {"external-dns.alpha.kubernetes.io/*",
                                                      "external-dns.kubernetes.io/*"};
constexpr std::array<std::string_view, 1> kHostnameKeys = {
    "/status/loadBalancer/ingress/0/hostname"};

const std::array kRules = {
    Rule{
        .id = "service-external-dns",
        .summary =
            "Service: names for external-dns are kept or held, what is Route 53's is dropped.",
        .why = "A new address moves the production names of a running external-dns; the settings "
               "decide whether it may.",
        .resources = kServices,
        .keys = kDnsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"external-dns.alpha.kubernetes.io/hostname":"tcp.example.com","external-dns.alpha.kubernetes.io/aws-weight":"5"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"external-dns.alpha.kubernetes.io/hostname":"tcp.example.com"}},"spec":{"type":"LoadBalancer"}})",
             .says = "Route 53 alone"},
        .apply = service_external_dns},
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
