// An NLB before the ALB: a second way in, which is not made on GKE.

#include <algorithm>
#include <array>

#include "translator/alb.h"
#include "translator/alb_group.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::array<std::string_view, 16> kKeys = {
    "alb.ingress.kubernetes.io/enable-frontend-nlb",
    "alb.ingress.kubernetes.io/frontend-nlb-attributes",
    "alb.ingress.kubernetes.io/frontend-nlb-eip-allocations",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-healthy-threshold-count",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-interval-seconds",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-path",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-port",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-protocol",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-success-codes",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-timeout-seconds",
    "alb.ingress.kubernetes.io/frontend-nlb-healthcheck-unhealthy-threshold-count",
    "alb.ingress.kubernetes.io/frontend-nlb-listener-port-mapping",
    "alb.ingress.kubernetes.io/frontend-nlb-scheme",
    "alb.ingress.kubernetes.io/frontend-nlb-security-groups",
    "alb.ingress.kubernetes.io/frontend-nlb-subnets",
    "alb.ingress.kubernetes.io/frontend-nlb-tags",
};

struct FrontNlb {
  bool exists = false;
  bool in_doubt = false;  // a value that the AWS controller does not take
  std::string scheme;     // "" when nothing is written: internal
  std::string place;      // where it is switched on
};

FrontNlb front_nlb_of(const std::vector<Member>& members) {
  FrontNlb nlb;
  for (const MemberValue& written : values_of_members(members, "", "enable-frontend-nlb")) {
    const auto enabled = aws_bool(written.value);
    nlb.in_doubt = nlb.in_doubt || !enabled;
    if (enabled == true && !nlb.exists) {
      nlb.exists = true;
      nlb.place = written.place;
    }
  }
  for (const MemberValue& written : values_of_members(members, "", "frontend-nlb-scheme")) {
    // Members that differ stop the AWS controller; the wider word is the one to tell about.
    if (nlb.scheme != "internet-facing") {
      nlb.scheme = written.value;
    }
  }
  return nlb;
}

Finding judge_front_nlb(const FrontNlb& nlb, const std::string& written, bool internet_facing) {
  Finding finding{.key = alb_key("enable-frontend-nlb"), .from = written};
  const std::string before = "An NLB stood before the ALB" + in_brackets(nlb.place);
  if (nlb.scheme == "internet-facing" && !internet_facing) {
    finding.message = before +
                      " and was the way in from the internet; GKE makes no such NLB, and the "
                      "Ingress stays internal: nobody reaches it from the internet.";
    finding.next_step =
        "Decide whether the internet may reach it; if so, make an external load balancer with the "
        "protection it needs by hand, or set scheme: internet-facing in the source.";
  } else {
    finding.message = before + "; GKE makes none, and the addresses of the NLB are gone.";
    finding.next_step =
        "Point clients that used the name or the addresses of the NLB at the load balancer of the "
        "Ingress.";
  }
  return say(Verdict::needs_action, std::move(finding));
}

// What belonged to the NLB, key by key.
Finding judge_part(const std::string& key, const std::string& value, const FrontNlb& nlb) {
  Finding finding{.key = key, .from = value};
  if (key == alb_key("frontend-nlb-scheme") && value != "internal" && value != "internet-facing") {
    finding.message = "This is no scheme (internal or internet-facing) of the NLB before the ALB.";
    finding.next_step = "Correct it in the source.";
    return say(Verdict::invalid, std::move(finding));
  }
  if (!nlb.exists) {
    finding.message = "Had no effect: no NLB before the ALB is switched on.";
    return say(Verdict::dropped, std::move(finding));
  }
  if (key == alb_key("frontend-nlb-eip-allocations")) {
    finding.message = "The fixed addresses of the NLB before the ALB stay with AWS.";
    finding.next_step =
        "Reserve an address in Google Cloud, and tell it to those who let only the old ones "
        "through.";
    return say(Verdict::needs_action, std::move(finding));
  }
  finding.message = key == alb_key("frontend-nlb-scheme")
                        ? "The scheme of the NLB before the ALB says nothing about the Ingress, "
                          "whose own scheme decides."
                        : "Belonged to the NLB before the ALB, which is not made on GKE.";
  return say(Verdict::dropped, std::move(finding));
}

Outcome ingress_frontend_nlb(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const FrontNlb nlb = front_nlb_of(members_of(ingress, alb, context));
  const std::string enable = alb_key("enable-frontend-nlb");
  Outcome outcome;
  for (const std::string_view key : kKeys) {
    outcome.edits.push_back(erase(annotation_path(key)));
    const auto value = annotation(ingress, key);
    if (value && key != enable) {
      outcome.findings.push_back(judge_part(std::string(key), *value, nlb));
    }
  }
  const std::string written = annotation(ingress, enable).value_or("");
  if (nlb.exists) {
    const bool internet_facing = scheme_of(ingress, alb, context).internet_facing;
    outcome.findings.push_back(judge_front_nlb(nlb, written, internet_facing));
  } else if (nlb.in_doubt) {
    outcome.findings.push_back(
        say(Verdict::invalid,
            {.key = enable,
             .from = written,
             .message = "This is no boolean: whether an NLB stood before the ALB is not known.",
             .next_step = "Write true or false into the source."}));
  } else if (annotation(ingress, enable)) {
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = enable, .from = written, .message = "No NLB stood before the ALB."}));
  }
  return outcome;
}

const std::array kRules = {
    Rule{
        .id = "ingress-frontend-nlb",
        .summary = "Ingress: an NLB before the ALB is not made; its scheme is never taken for that "
                   "of the Ingress.",
        .why = "A public NLB before an internal ALB was a way in from the internet that has no "
               "equal here: the Ingress stays internal until somebody decides.",
        .resources = kIngresses,
        .keys = kKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/enable-frontend-nlb":"true","alb.ingress.kubernetes.io/frontend-nlb-scheme":"internet-facing"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "nobody reaches it from the internet"},
        .apply = ingress_frontend_nlb},
};

}  // namespace

std::span<const Rule> ingress_frontend_nlb() { return kRules; }

}  // namespace translator::rules
