// Annotations of AWS whose value is no text. An API server holds none, but an archive can.

#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/aws_names.h"
#include "translator/aws_service.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

// Other rows take such a key for absent. It may have been a protection, so nothing is opened.
Finding refusal(const std::string& key, const Json& value, const std::string& place) {
  return say(Verdict::refused,
             {.key = key,
              .from = to_text(value),
              .message = fmt::format("The value of this annotation{} is no text, so nobody can say "
                                     "what it did on AWS.",
                                     place),
              .next_step = "Write the value in quotes in the source and make a new backup."});
}

bool is_of_aws(const std::string& key) {
  return is_aws_load_balancer_key(key) ||
         key == "service.beta.kubernetes.io/load-balancer-source-ranges";
}

void refuse_other_types(const Json& object, const std::string& place, bool take_away,
                        Outcome& outcome) {
  for (const std::string& key : annotation_keys(object)) {
    const Json* value = find(object, annotation_path(key));
    if (!is_of_aws(key) || value == nullptr || value->is_string()) {
      continue;
    }
    if (take_away) {
      outcome.edits.push_back(erase(annotation_path(key)));
    }
    outcome.findings.push_back(refusal(key, *value, place));
  }
}

Outcome ingress_annotation_type(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  refuse_other_types(ingress, "", true, outcome);
  for (const Backend& backend : backends_of(ingress, context)) {
    if (backend.object != nullptr) {
      refuse_other_types(*backend.object, " of Service " + backend.service, false, outcome);
    }
  }
  return outcome;
}

Outcome service_annotation_type(const Json& service, const Context& context) {
  const AwsService read = read_aws_service(service, context);
  if (read.owner == ServiceOwner::none || !read.is_load_balancer) {
    return {};
  }
  Outcome outcome;
  refuse_other_types(service, "", true, outcome);
  return outcome;
}

const std::array kRules = {
    Rule{
        .id = "ingress-annotation-type",
        .summary = "Ingress: an annotation of AWS whose value is no text parks it.",
        .why = "Kubernetes knows only text there, and would refuse the object. What the value "
               "protected cannot be told.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/inbound-cidrs":["10.0.0.0/8"]}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "is no text"},
        .apply = ingress_annotation_type},
    Rule{
        .id = "service-annotation-type",
        .summary = "Service: an annotation of AWS whose value is no text parks it.",
        .why = "Kubernetes knows only text there, and would refuse the object. What the value "
               "protected cannot be told.",
        .resources = kServices,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-internal":true}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "is no text"},
        .apply = service_annotation_type},
};

}  // namespace

std::span<const Rule> annotation_types() { return kRules; }

}  // namespace translator::rules
