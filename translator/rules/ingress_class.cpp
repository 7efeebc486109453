// Class, scheme, and Ingresses whose class belongs to another controller.

#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/aws_names.h"
#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

const Pointer kClassField("/spec/ingressClassName");

std::string shown_class(const AlbIngress& alb) {
  return alb.class_name.empty() ? "without a class" : "class " + alb.class_name;
}

Outcome ingress_class(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(erase(kClassField));
  const std::string key =
      alb.class_by_annotation ? std::string(kIngressClassAnnotation) : kClassField.to_string();
  if (alb.class_known) {
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = key,
             .from = alb.class_name,
             .message = fmt::format("The Ingress ({}) was served by AWS; on GKE the annotation "
                                    "kubernetes.io/ingress.class decides.",
                                    shown_class(alb))}));
    return outcome;
  }
  const std::string missing =
      context.surroundings.available()
          ? fmt::format("IngressClass {} or its IngressClassParams are not in the backup",
                        alb.class_name)
          : "the backup could not be read (" + context.surroundings.why_unavailable() + ")";
  const bool internet_facing = scheme_of(ingress, alb, context).internet_facing;
  if (internet_facing) {
    outcome.findings.push_back(say(
        Verdict::refused,
        {.key = key,
         .from = alb.class_name,
         .message = fmt::format("Whether this internet-facing Ingress was protected or made "
                                "internal by its class is not known: {}.",
                                missing),
         .next_step = "Make a backup that includes cluster-scoped resources (velero backup create "
                      "--include-cluster-resources=true) and restore from that."}));
  } else {
    outcome.findings.push_back(
        say(Verdict::approximated,
            {.key = key,
             .from = alb.class_name,
             .message = fmt::format("Settings of the class are not known: {}; the Ingress stays "
                                    "internal.",
                                    missing)}));
  }
  return outcome;
}

Outcome ingress_scheme(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const Scheme scheme = scheme_of(ingress, alb, context);
  const std::string_view gke_class = scheme.internet_facing ? kExternalClass : kInternalClass;
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(alb_key("scheme"))));
  outcome.edits.push_back(set(annotation_path(kIngressClassAnnotation), std::string(gke_class)));
  const std::string key = scheme.key.empty() ? alb_key("scheme") : scheme.key;
  if (!scheme.problem.empty()) {
    outcome.findings.push_back(say(
        Verdict::invalid,
        {.key = key,
         .from = scheme.value,
         .to = std::string(gke_class),
         .message = fmt::format("The scheme cannot be decided: {}; internal is taken, as it "
                                "opens nothing.",
                                scheme.problem),
         .next_step = "Write the scheme that is meant into the source and make a new backup."}));
  } else if (scheme.key.empty()) {
    outcome.findings.push_back(
        say(Verdict::approximated,
            {.key = key,
             .to = std::string(gke_class),
             .message = "No scheme is written: internal, the AWS controller's own default (its "
                        "flag --default-load-balancer-scheme may have said otherwise)."}));
  } else {
    outcome.findings.push_back(say(
        Verdict::translated,
        {.key = key,
         .from = scheme.value,
         .to = std::string(gke_class),
         .message =
             fmt::format("{} load balancer: {} says so.",
                         scheme.internet_facing ? "External" : "Internal", scheme.decided_by)}));
  }
  const auto written = annotation(ingress, alb_key("scheme"));
  if (written && key != alb_key("scheme")) {
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = alb_key("scheme"),
             .from = *written,
             .message = "The AWS controller did not look at it: the IngressClassParams decide."}));
  }
  return outcome;
}

Outcome ingress_foreign_class(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::foreign) {
    return {};
  }
  Outcome outcome;
  for (const std::string& key : annotation_keys(ingress)) {
    if (!is_aws_load_balancer_key(key)) {
      continue;
    }
    outcome.edits.push_back(erase(annotation_path(key)));
    outcome.findings.push_back(say(
        Verdict::dropped, {.key = key,
                           .from = annotation(ingress, key).value_or(""),
                           .message = fmt::format("Had no effect: class {} is not served by the "
                                                  "AWS controller.",
                                                  alb.class_name)}));
  }
  return outcome;
}

constexpr std::array<std::string_view, 2> kClassKeys = {"kubernetes.io/ingress.class",
                                                        "/spec/ingressClassName"};
constexpr std::array<std::string_view, 1> kSchemeKeys = {"alb.ingress.kubernetes.io/scheme"};

const std::array kRules = {
    Rule{
        .id = "ingress-class",
        .summary = "Ingress: the class of the AWS controller is taken away.",
        .why = "GKE ignores an Ingress with spec.ingressClassName, without an event, and the API "
               "server refuses the field beside the class annotation that GKE reads.",
        .resources = kIngresses,
        .keys = kClassKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop"},"spec":{"ingressClassName":"alb"}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop"},"spec":{}})",
             .says = "was served by AWS",
             .with =
                 R"([{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}}])"},
        .apply = ingress_class},
    Rule{
        .id = "ingress-scheme",
        .summary = "Ingress: the effective scheme decides between class gce and gce-internal.",
        .why = "GKE's default is a public address, AWS's is an internal one. IngressClassParams "
               "win over annotations, and the members of a group share one scheme.",
        .resources = kIngresses,
        .keys = kSchemeKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/scheme":"internal"}},"spec":{}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"gce-internal"}},"spec":{}})",
             .says = "Internal load balancer"},
        .apply = ingress_scheme},
    Rule{
        .id = "ingress-foreign-class",
        .summary = "Ingress: AWS annotations beside the class of another controller are dropped.",
        .why = "An Ingress of class nginx, say, is not AWS's: its class stays, and turning it "
               "into a Google load balancer would open a second way in.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"nginx","alb.ingress.kubernetes.io/scheme":"internet-facing"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"nginx"}}})",
             .says = "Had no effect"},
        .apply = ingress_foreign_class},
};

}  // namespace

std::span<const Rule> ingress_class() { return kRules; }

}  // namespace translator::rules
