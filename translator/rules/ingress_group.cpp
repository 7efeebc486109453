// IngressGroups: several Ingresses behind one ALB.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/alb_group.h"
#include "translator/resources.h"
#include "translator/rules/protection_answers.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::string_view kOwnId = "ingress-group-member";

// Rows whose refusals are about one member alone: its own paths, certificates and Services.
constexpr std::array<std::string_view, 11> kOwnAffairs = {
    "ingress-actions",    "ingress-certificate", "ingress-conditions",  "ingress-group-routes",
    "ingress-login",      "ingress-paths",       "ingress-regex-paths", "ingress-shared-service",
    "ingress-substitute", "ingress-token",       "ingress-transforms"};

// A finding on one member that says its protection is not carried over governs all of them; a key
// that no row answers for may be one, even where the member by itself is taken for internal.
bool governs_the_group(const Finding& finding) {
  if (is_read_by_each_member(finding.rule)) {
    return false;  // this Ingress has the same finding itself
  }
  if (finding.verdict == Verdict::refused &&
      std::find(kOwnAffairs.begin(), kOwnAffairs.end(), finding.rule) != kOwnAffairs.end()) {
    return false;
  }
  return finding.verdict >= Verdict::invalid;
}

Outcome ingress_group(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  const std::string key = alb_key("group.name");
  const auto written = annotation(ingress, key);
  Outcome outcome;
  if (alb.owner == IngressOwner::alb && alb.auto_mode && written) {
    outcome.edits.push_back(erase(annotation_path(key)));
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = key,
             .from = *written,
             .message = "EKS Auto Mode does not read it: its groups are in IngressClassParams."}));
  }
  if (alb.owner == IngressOwner::alb && !alb.auto_mode && written && written->empty()) {
    outcome.edits.push_back(erase(annotation_path(key)));
    outcome.findings.push_back(
        say(Verdict::invalid,
            {.key = key,
             .message = "A group without a name: the AWS controller made no load balancer for it.",
             .next_step = "Name the group in the source, or take the annotation away."}));
  }
  if (alb.owner != IngressOwner::alb || alb.group.empty()) {
    return outcome;
  }
  outcome.edits.push_back(erase(annotation_path(key)));
  outcome.findings.push_back(
      say(Verdict::approximated,
          {.key = key,
           .from = alb.group,
           .message = fmt::format("Group {} shared one load balancer; on GKE each Ingress gets its "
                                  "own, with an address of its own.",
                                  alb.group),
           .next_step = "Point the DNS name of each host at the address of its own Ingress."}));
  return outcome;
}

Outcome ingress_group_order(const Json& ingress, const Context& context) {
  const std::string key = alb_key("group.order");
  const auto order = annotation(ingress, key);
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (!order || alb.owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  if (!alb.group.empty() && !alb.auto_mode && !group_order_of(ingress)) {
    outcome.findings.push_back(
        say(Verdict::invalid,
            {.key = key,
             .from = *order,
             .message = "It is no whole number from -1000 to 1000: the AWS controller stopped at "
                        "the group, and nobody can say whose rules came first.",
             .next_step = "Correct it in the source and make a new backup."}));
    return outcome;
  }
  outcome.findings.push_back(
      say(Verdict::dropped,
          {.key = key,
           .from = *order,
           .message = "Means nothing without a shared load balancer: on GKE the longest matching "
                      "path wins."}));
  return outcome;
}

Outcome ingress_group_member(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb || alb.group.empty() ||
      !scheme_of(ingress, alb, context).internet_facing) {
    return {};
  }
  Outcome outcome;
  if (!context.surroundings.whole_cluster()) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = alb_key("group.name"),
             .from = alb.group,
             .message = fmt::format("Other members of the internet-facing group {} may be missing "
                                    "from the backup, and a protection on one of them governed "
                                    "this Ingress too.",
                                    alb.group),
             .next_step = "Restore from a backup of all namespaces (one without "
                          "--include-namespaces)."}));
  }
  for (const Json* member : other_members(ingress, alb, context)) {
    if (!context.judge) {
      continue;
    }
    for (const Finding& theirs : context.judge(*member).findings) {
      if (governs_the_group(theirs)) {
        outcome.findings.push_back(
            say(Verdict::refused,
                {.key = theirs.key,
                 .from = theirs.from,
                 .message = fmt::format("{}/{} of the same group {}: {}", namespace_of(*member),
                                        name_of(*member), alb.group, theirs.message),
                 .next_step = "Decide about that Ingress first."}));
      }
    }
  }
  return outcome;
}

constexpr std::array<std::string_view, 1> kGroupName = {"alb.ingress.kubernetes.io/group.name"};
constexpr std::array<std::string_view, 1> kGroupOrder = {"alb.ingress.kubernetes.io/group.order"};

const std::array kRules = {
    Rule{
        .id = "ingress-group",
        .summary = "Ingress: each member of an IngressGroup gets a load balancer of its own.",
        .why = "GKE Ingress cannot share one load balancer between Ingresses.",
        .resources = kIngresses,
        .keys = kGroupName,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.name":"edge"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "shared one load balancer"},
        .apply = ingress_group},
    Rule{
        .id = "ingress-group-member",
        .summary = "Ingress: an internet-facing group is judged as a whole.",
        .why = "Allow-lists, WAF, authentication and redirects of one member govern all members "
               "of the group: what one of them loses, all would lose.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.name":"edge","alb.ingress.kubernetes.io/scheme":"internet-facing"}}})",
             .says = "may be missing from the backup"},
        .apply = ingress_group_member},
    Rule{
        .id = "ingress-group-order",
        .summary = "Ingress: the order inside a group is dropped.",
        .why = "It orders the rules of one shared load balancer; GKE has none, and takes the "
               "longest match.",
        .resources = kIngresses,
        .keys = kGroupOrder,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.order":"10"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "longest matching path wins"},
        .apply = ingress_group_order},
};

}  // namespace

std::span<const Rule> ingress_group() { return kRules; }

}  // namespace translator::rules
