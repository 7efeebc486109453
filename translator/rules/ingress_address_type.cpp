// Which IP families the load balancer answers in.

#include <array>

#include "translator/alb.h"
#include "translator/alb_group.h"
#include "translator/resources.h"
#include "translator/rules/acceptance.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::string_view kId = "ingress-ip-address-type";

Finding judge_address_type(const MemberValue& written, bool internet_facing) {
  Finding finding{.key = written.key, .from = written.value};
  if (written.value == "ipv4") {
    finding.message = "IPv4 only" + in_brackets(written.place) + ", on GKE too.";
    return say(Verdict::translated, std::move(finding));
  }
  if (written.value == "dualstack-without-public-ipv4" && internet_facing) {
    finding.message = "This load balancer had no public IPv4 address" + in_brackets(written.place) +
                      ", and GKE Ingress can give only a public IPv4 address.";
    finding.next_step = "Serve IPv6 by a load balancer made by hand.";
    return say(Verdict::refused, std::move(finding));
  }
  if (written.value == "dualstack" || written.value == "dualstack-without-public-ipv4") {
    finding.message = "GKE Ingress answers in IPv4 only" + in_brackets(written.place) +
                      ": clients that have IPv6 alone do not reach it.";
    finding.next_step = "Take the AAAA records of its hosts out of DNS.";
    return say(Verdict::approximated, std::move(finding));
  }
  finding.message =
      "This is no IP address type (ipv4, dualstack or dualstack-without-public-ipv4).";
  finding.next_step = "Correct it in the source.";
  return say(Verdict::invalid, std::move(finding));
}

Outcome ingress_ip_address_type(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("ip-address-type");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  const bool internet_facing = scheme_of(ingress, alb, context).internet_facing;
  const std::vector<Member> members = members_of(ingress, alb, context);
  for (const MemberValue& written :
       values_of_members(members, "ipAddressType", "ip-address-type")) {
    Finding finding = judge_address_type(written, internet_facing);
    add_once(outcome.findings,
             finding.verdict == Verdict::refused
                 ? unless_accepted(std::move(finding), kId, ingress, written.value, context)
                 : std::move(finding));
  }
  const auto own = annotation(ingress, key);
  const auto effective = value_of_member(members.front(), "ipAddressType", "ip-address-type");
  if (own && effective.front().key != key) {
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = key,
             .from = *own,
             .message = "The AWS controller did not look at it: the IngressClassParams decide."}));
  }
  return outcome;
}

constexpr std::array<std::string_view, 1> kKeys = {"alb.ingress.kubernetes.io/ip-address-type"};

const std::array kRules = {
    Rule{
        .id = kId,
        .summary = "Ingress: only IPv4 is left of the IP families; one without public IPv4 is not "
                   "given a public IPv4 address.",
        .why = "GKE Ingress answers in IPv4. A load balancer that was public in IPv6 alone would "
               "be reachable by everybody else too.",
        .resources = kIngresses,
        .keys = kKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/ip-address-type":"dualstack"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "answers in IPv4 only"},
        .apply = ingress_ip_address_type},
};

}  // namespace

std::span<const Rule> ingress_address_type() { return kRules; }

}  // namespace translator::rules
