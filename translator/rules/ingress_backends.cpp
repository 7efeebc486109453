// What the Services behind an Ingress need on GKE: NEGs, and a BackendConfig with AWS's effective
// settings, defaults included, because GKE's defaults differ.

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

Outcome ingress_target_type(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("target-type");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  for (const Backend& backend : backends_of(ingress, context)) {
    outcome.patches.push_back(patch({.api_version = "v1",
                                     .kind = "Service",
                                     .name_space = namespace_of(ingress),
                                     .name = backend.service},
                                    kNegAnnotation, Pointer("/ingress"), true));
    add_once(
        outcome.findings,
        say(Verdict::translated,
            {.key = key,
             .from =
                 target_group_setting(ingress, backend, key).value_or(TargetGroupSetting{}).value,
             .to = R"(cloud.google.com/neg: {"ingress":true})",
             .message = fmt::format("Service {} gets network endpoint groups: traffic goes to "
                                    "the pods themselves, whatever the Service's type.",
                                    backend.service)}));
  }
  say_when_unused(ingress, key, outcome.findings);
  return outcome;
}

Outcome ingress_backend_config(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  for (const Backend& backend : backends_of(ingress, context)) {
    const ObjectName name = backend_config(ingress, backend);
    outcome.patches.push_back(patch({.api_version = "v1",
                                     .kind = "Service",
                                     .name_space = namespace_of(ingress),
                                     .name = backend.service},
                                    kBackendConfigAnnotation, Pointer("/ports") / backend.port,
                                    name.name));
    if (backend.object != nullptr) {
      const Patch neg =
          patch(outcome.patches.back().object, kNegAnnotation, Pointer("/ingress"), true);
      refuse_unwritable(*backend.object, {neg, outcome.patches.back()}, outcome);
    }
    outcome.findings.push_back(say(
        Verdict::translated,
        {.key = std::string(kBackendConfigAnnotation),
         .to = name.name,
         .message = fmt::format("Service {} port {} gets BackendConfig {}, with the values that "
                                "were effective on AWS.",
                                backend.service, backend.port, name.name)}));
    if (backend.object == nullptr && context.surroundings.available()) {
      outcome.findings.push_back(
          say(Verdict::needs_action,
              {.key = "/spec/rules",
               .from = backend.service,
               .message = fmt::format("Service {} is not in the backup; GKE makes no load balancer "
                                      "for the whole Ingress until it exists.",
                                      backend.service),
               .next_step = fmt::format("Create Service {} in namespace {}, or take the path that "
                                        "names it out of the Ingress.",
                                        backend.service, namespace_of(ingress))}));
    }
  }
  return outcome;
}

constexpr std::array<std::string_view, 1> kTargetTypeKeys = {
    "alb.ingress.kubernetes.io/target-type"};

// A small Ingress of AWS with one backend, and what is left when one annotation is taken.
#define EKS2GKE_EXAMPLE_INGRESS(annotations)                                                                                                                            \
  R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb")" annotations \
  R"(}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})"

const std::array kRules = {
    Rule{.id = "ingress-target-type",
         .summary = "Ingress: every Service behind it gets network endpoint groups (NEGs).",
         .why = "With NEGs GKE reaches pods directly and any Service type works; without them a "
                "ClusterIP Service makes GKE reject the whole Ingress.",
         .resources = kIngresses,
         .keys = kTargetTypeKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/target-type":"ip")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "gets network endpoint groups"},
         .apply = ingress_target_type},
    Rule{.id = "ingress-backend-config",
         .summary = "Ingress: each Service port behind it gets a BackendConfig.",
         .why = "GKE keeps timeout, draining, affinity and health check of a backend in a "
                "BackendConfig that the Service names.",
         .resources = kIngresses,
         .keys = {},
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "gets BackendConfig eks2gke-web-80"},
         .apply = ingress_backend_config},
};

#undef EKS2GKE_EXAMPLE_INGRESS

}  // namespace

std::span<const Rule> ingress_backends() { return kRules; }

}  // namespace translator::rules
