// LoadBalancer Services of AWS: class, internal or internet-facing.

#include <array>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/aws_service.h"
#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

const Pointer kClassField("/spec/loadBalancerClass");

Outcome service_load_balancer_class(const Json& service, const Context& context) {
  const auto read = balancer_of_aws(service, context);
  const std::string name = string_at(service, kClassField).value_or("");
  const bool of_aws = is_aws_load_balancer_class(name) || (read && !name.empty());
  Outcome outcome;
  if (read && context.settings.service.style == ServiceStyle::load_balancer_class) {
    const std::string_view asked =
        read->internet_facing ? kExternalServiceClass : kInternalServiceClass;
    outcome.edits.push_back(set(kClassField, std::string(asked)));
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = kClassField.to_string(),
             .from = name,
             .to = std::string(asked),
             .message = "The settings ask for a class of GKE in place of an annotation."}));
  } else if (of_aws) {
    outcome.edits.push_back(erase(kClassField));
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = kClassField.to_string(),
             .from = name,
             .message = "The class of AWS is taken away: GKE ignores a Service of a class that it "
                        "does not know, for ever and without an event."}));
  }
  return outcome;
}

// Says in GKE's words which of the two it is; nothing when the class does already.
std::string ask_for_scheme(const AwsService& read, const Context& context, Outcome& outcome) {
  if (context.settings.service.style == ServiceStyle::load_balancer_class) {
    return fmt::format("{}: {}", kClassField.to_string(),
                       read.internet_facing ? kExternalServiceClass : kInternalServiceClass);
  }
  if (read.internet_facing) {
    outcome.edits.push_back(set(annotation_path(kBackendServiceAnnotation), "enabled"));
    return fmt::format("{}: enabled", kBackendServiceAnnotation);
  }
  outcome.edits.push_back(set(annotation_path(kLoadBalancerTypeAnnotation), "Internal"));
  return fmt::format("{}: Internal", kLoadBalancerTypeAnnotation);
}

void say_scheme(const AwsService& read, const std::string& to, Outcome& outcome) {
  Finding finding{
      .key = read.key.empty() ? service_key("scheme") : read.key, .from = read.value, .to = to};
  if (!read.problem.empty()) {
    finding.message = fmt::format(
        "Whether it was internal is in doubt: {}; internal is taken, as "
        "it opens nothing.",
        read.problem);
    finding.next_step = "Write what is meant into the source and make a new backup.";
    outcome.findings.push_back(say(Verdict::invalid, std::move(finding)));
  } else if (read.owner == ServiceOwner::nobody) {
    finding.message =
        "Every controller of AWS left this Service to another one, so it had no load balancer; "
        "internal is taken, as it opens nothing.";
    outcome.findings.push_back(say(Verdict::approximated, std::move(finding)));
  } else if (read.guessed) {
    finding.message = fmt::format(
        "Nothing says whether it was internal, and {} would have kept "
        "what it found on AWS; internal is taken, as it opens nothing.",
        name_of(read.owner));
    outcome.findings.push_back(say(Verdict::approximated, std::move(finding)));
  } else {
    finding.message = fmt::format(
        "{} load balancer of {}: {} says so.", read.internet_facing ? "External" : "Internal",
        name_of(read.owner), read.decided_by.empty() ? "its default" : read.decided_by);
    outcome.findings.push_back(say(Verdict::translated, std::move(finding)));
  }
}

Outcome service_scheme(const Json& service, const Context& context) {
  const AwsService read = read_aws_service(service, context);
  if (read.owner == ServiceOwner::none || !read.is_load_balancer) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(service_key("scheme"))));
  outcome.edits.push_back(erase(annotation_path(service_key("internal"))));
  say_scheme(read, ask_for_scheme(read, context, outcome), outcome);
  // Only one of the two decides; the other is told as well.
  const auto other = annotation(service, service_key("internal"));
  if (other && read.key != service_key("internal")) {
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = service_key("internal"),
             .from = *other,
             .message = fmt::format("{} did not look at it here.", name_of(read.owner))}));
  }
  const auto scheme = annotation(service, service_key("scheme"));
  if (scheme && read.key != service_key("scheme") && !read.key.empty()) {
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = service_key("scheme"),
             .from = *scheme,
             .message = fmt::format("{} does not look at it.", name_of(read.owner))}));
  }
  return outcome;
}

// Annotations on a Service that is no LoadBalancer.
Outcome service_without_load_balancer(const Json& service, const Context& context) {
  const AwsService read = read_aws_service(service, context);
  if (read.owner == ServiceOwner::none || read.is_load_balancer) {
    return {};
  }
  const std::string type = string_at(service, Pointer("/spec/type")).value_or("ClusterIP");
  const std::string foreign_class = string_at(service, kClassField).value_or("");
  const bool had_balancer = read.owner == ServiceOwner::controller;
  Outcome outcome;
  for (const std::string& key : annotation_keys(service)) {
    if (key.compare(0, kServicePrefix.size(), kServicePrefix) != 0 ||
        !is_aws_load_balancer_key(key)) {
      continue;
    }
    outcome.edits.push_back(erase(annotation_path(key)));
    Finding finding{.key = key, .from = annotation(service, key).value_or("")};
    if (had_balancer) {
      finding.message = fmt::format(
          "The AWS Load Balancer Controller made an NLB for this {} "
          "Service; on GKE it stays without one.",
          type);
      finding.next_step =
          "Make it a Service of type LoadBalancer when it is to be reached from "
          "outside the cluster.";
      outcome.findings.push_back(say(Verdict::needs_action, std::move(finding)));
    } else {
      finding.message =
          fmt::format("Had no effect on a Service of {}.",
                      foreign_class.empty() ? "type " + type : "class " + foreign_class);
      outcome.findings.push_back(say(Verdict::dropped, std::move(finding)));
    }
  }
  return outcome;
}

constexpr std::array<std::string_view, 1> kClassKeys = {"/spec/loadBalancerClass"};
constexpr std::array<std::string_view, 2> kSchemeKeys = {
    "service.beta.kubernetes.io/aws-load-balancer-internal",
    "service.beta.kubernetes.io/aws-load-balancer-scheme"};

const std::array kRules = {
    Rule{
        .id = "service-load-balancer-class",
        .summary = "Service: a loadBalancerClass of AWS is taken away.",
        .why = "The AWS webhook writes it into every new LoadBalancer Service. It cannot be "
               "changed after creation, and GKE serves no class that it does not know.",
        .resources = kServices,
        .keys = kClassKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop"},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop"},"spec":{"type":"LoadBalancer"}})",
             .says = "GKE ignores a Service of a class"},
        .apply = service_load_balancer_class},
    Rule{
        .id = "service-scheme",
        .summary = "Service: internal stays internal, internet-facing becomes an external load "
                   "balancer.",
        .why = "Without an annotation of GKE's own every LoadBalancer Service is public there. "
               "What the AWS annotations mean depends on which controller owned the Service.",
        .resources = kServices,
        .keys = kSchemeKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-internal":"0.0.0.0/0"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"networking.gke.io/load-balancer-type":"Internal"}},"spec":{"type":"LoadBalancer"}})",
             .says = "Internal load balancer of the AWS cloud provider"},
        .apply = service_scheme},
    Rule{
        .id = "service-without-load-balancer",
        .summary = "Service: load balancer annotations on a Service of another type are dropped.",
        .why = "Only the AWS Load Balancer Controller makes an NLB for them; GKE asks for type "
               "LoadBalancer, and making one unasked could open something.",
        .resources = kServices,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-type":"nlb-ip"}},"spec":{"type":"ClusterIP"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"ClusterIP"}})",
             .says = "stays without one"},
        .apply = service_without_load_balancer},
};

}  // namespace

std::span<const Rule> service_load_balancer() { return kRules; }

}  // namespace translator::rules
