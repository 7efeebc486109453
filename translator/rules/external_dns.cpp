// What external-dns reads of an Ingress or Service. Records that Route 53 alone has mean nothing
// elsewhere, and a target that names a load balancer of AWS would keep the names there. Whether the
// names may move to the new address is the operator's decision (`dns` in the settings).

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/aws_names.h"
#include "translator/aws_values.h"
#include "translator/dns_hold.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

bool is_for_route53(const std::string& setting) {
  return setting.compare(0, 4, "aws-") == 0 || setting == "alias" || setting == "set-identifier";
}

bool names_load_balancer_of_aws(const std::string& value) {
  const std::vector<std::string> names = aws_list(value);
  return std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return is_elb_hostname(name); });
}

void answer_for_aws(const Json& object, Outcome& outcome) {
  for (const std::string& key : annotation_keys(object)) {
    const std::string setting = external_dns_setting(key);
    if (is_for_route53(setting)) {
      answer_for(object, key, Verdict::dropped,
                 "Route 53 alone has such records; other DNS services of external-dns do not.", "",
                 outcome);
    } else if (setting == "target" &&
               names_load_balancer_of_aws(annotation(object, key).value_or(""))) {
      answer_for(
          object, key, Verdict::needs_action,
          "It led the DNS names to a load balancer of AWS; without it they lead to the one of "
          "GKE.",
          "Check that the names may move; `dns: hold` in the settings keeps them.", outcome);
    }
  }
}

void add_once(const std::string& name, std::vector<std::string>& names) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
    names.push_back(name);
  }
}

// The DNS names for which external-dns would make records, as far as the object itself says.
std::vector<std::string> names_of(const Json& object) {
  std::vector<std::string> names;
  for (const std::string_view prefix : kExternalDnsPrefixes) {
    for (const char* setting : {"hostname", "internal-hostname"}) {
      for (const std::string& name :
           aws_list(annotation(object, std::string(prefix) + setting).value_or(""))) {
        add_once(name, names);
      }
    }
  }
  for (const Json& rule : array_at(object, Pointer("/spec/rules"))) {
    add_once(string_at(rule, Pointer("/host")).value_or(""), names);
  }
  for (const Json& tls : array_at(object, Pointer("/spec/tls"))) {
    for (const Json& host : array_at(tls, Pointer("/hosts"))) {
      add_once(host.is_string() ? host.get<std::string>() : "", names);
    }
  }
  return names;
}

// Whether a key speaks to external-dns; it makes names from a template of its own, too.
bool is_for_external_dns(const Json& object) {
  const std::vector<std::string> keys = annotation_keys(object);
  return std::any_of(keys.begin(), keys.end(), [](const std::string& key) {
    const std::string setting = external_dns_setting(key);
    return !setting.empty() && !is_for_route53(setting);
  });
}

// "shop.example.com does", "a.example.com, b.example.com and 3 more do".
std::string move_words(const std::vector<std::string>& names) {
  constexpr std::size_t kMostTold = 5;
  if (names.empty()) {
    return "its names do";
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostTold); ++i) {
    text += (text.empty() ? "" : ", ") + names[i];
  }
  if (names.size() > kMostTold) {
    text += fmt::format(" and {} more", names.size() - kMostTold);
  }
  return text + (names.size() == 1 ? " does" : " do");
}

void hold(const Json& object, const Context& context, Outcome& outcome) {
  std::vector<Edit> edits = hold_dns(object);
  if (context.settings.dns != DnsPolicy::hold || edits.empty()) {
    return;
  }
  const std::vector<std::string> names = names_of(object);
  const Pointer& path = edits.front().path;
  outcome.findings.push_back(
      say(Verdict::needs_action,
          {.key = path.back(),
           .from = string_at(object, path).value_or(""),
           .to = std::string(kDnsHolder),
           .message =
               fmt::format("Held back, as the settings ask: external-dns leaves the {} alone, so "
                           "{} not move to the new address yet.",
                           kind_of(object), move_words(names)),
           .next_step = "Run `eks2gke fix --release-dns` when the names may move."}));
  outcome.edits.insert(outcome.edits.end(), std::make_move_iterator(edits.begin()),
                       std::make_move_iterator(edits.end()));
}

// Told where the object itself shows that external-dns is in use.
void keep(const Json& object, const Context& context, Outcome& outcome) {
  if (context.settings.dns != DnsPolicy::keep) {
    return;
  }
  for (const std::string_view prefix : kExternalDnsPrefixes) {
    for (const char* setting : {"hostname", "internal-hostname"}) {
      const std::string key = std::string(prefix) + setting;
      if (const auto names = annotation(object, key)) {
        outcome.findings.push_back(
            say(Verdict::translated,
                {.key = key,
                 .from = *names,
                 .to = *names,
                 .message = "external-dns, where it runs on the GKE cluster, moves these names as "
                            "soon as there is an address.",
                 .next_step = "Write `dns: hold` into the settings when they must not move yet."}));
      }
    }
  }
}

Outcome service_external_dns(const Json& service, const Context& context) {
  Outcome outcome;
  answer_for_aws(service, outcome);
  if (balancer_of_aws(service, context)) {
    keep(service, context, outcome);
  }
  if (is_for_external_dns(service)) {
    hold(service, context, outcome);
  }
  return outcome;
}

// An Ingress that is not of AWS comes back byte for byte, whatever the settings hold.
Outcome ingress_external_dns(const Json& ingress, const Context& context) {
  Outcome outcome;
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return outcome;
  }
  answer_for_aws(ingress, outcome);
  keep(ingress, context, outcome);
  if (is_for_external_dns(ingress) || !names_of(ingress).empty()) {
    hold(ingress, context, outcome);
  }
  return outcome;
}

constexpr std::array<std::string_view, 2> kDnsKeys = {"external-dns.alpha.kubernetes.io/*",
                                                      "external-dns.kubernetes.io/*"};

const std::array kRules = {
    Rule{
        .id = "ingress-external-dns",
        .summary = "Ingress: its hosts and names are left to external-dns or held, what is Route "
                   "53's is dropped.",
        .why = "A new address moves the production names of a running external-dns; the settings "
               "decide whether it may.",
        .resources = kIngresses,
        .keys = kDnsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"rules":[{"host":"shop.example.com"}]}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","external-dns.alpha.kubernetes.io/controller":"eks2gke-hold","external-dns.kubernetes.io/controller":"eks2gke-hold"}},"spec":{"rules":[{"host":"shop.example.com"}]}})",
             .says = "external-dns leaves the Ingress alone",
             .settings = "dns: hold"},
        .apply = ingress_external_dns},
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
};

}  // namespace

std::span<const Rule> external_dns() { return kRules; }

}  // namespace translator::rules
