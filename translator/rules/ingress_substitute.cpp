// What the settings put before the Services of an Ingress in place of AWS's protections.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/protection_answers.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

void attach(const Json& ingress, const Backend& backend, const Substitute& substitute,
            Outcome& outcome) {
  const ObjectName config = backend_config(ingress, backend);
  if (!substitute.policy.empty()) {
    outcome.companions.push_back(
        part(config, Pointer("/spec/securityPolicy/name"), substitute.policy));
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = "securityPolicy",
             .to = substitute.policy,
             .message = fmt::format("Cloud Armor policy {} stands before Service {} port {}.",
                                    substitute.policy, backend.service, backend.port),
             .next_step = fmt::format("Make sure that the policy exists: gcloud compute "
                                      "security-policies describe {}.",
                                      substitute.policy)}));
  }
  if (!substitute.iap_secret.empty()) {
    outcome.companions.push_back(
        part(config, Pointer("/spec/iap"),
             Json{{"enabled", true},
                  {"oauthclientCredentials", {{"secretName", substitute.iap_secret}}}}));
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = "iap",
             .to = substitute.iap_secret,
             .message = fmt::format("Identity-Aware Proxy stands before Service {} port {}.",
                                    backend.service, backend.port),
             .next_step = fmt::format("Make sure that Secret {} with client_id and client_secret "
                                      "is in namespace {}: without it GKE makes no load balancer.",
                                      substitute.iap_secret, namespace_of(ingress))}));
  }
}

bool has_backend(const Json& ingress, const Backend& wanted, const Context& context) {
  const std::vector<Backend> backends = backends_of(ingress, context);
  return std::find(backends.begin(), backends.end(), wanted) != backends.end();
}

// One Service port has one BackendConfig, which serves every Ingress before it.
void compare_with_others(const Json& ingress, const Backend& backend, const Substitute& substitute,
                         const Context& context, Outcome& outcome) {
  for (const Json* other : context.surroundings.all("networking.k8s.io", "Ingress")) {
    const Context of_other{context.surroundings, context.settings, other, {}};
    if (namespace_of(*other) != namespace_of(ingress) || name_of(*other) == name_of(ingress) ||
        read_alb_ingress(*other, of_other).owner != IngressOwner::alb ||
        !has_backend(*other, backend, of_other) ||
        substitute_for(*other, backend, of_other) == substitute) {
      continue;
    }
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = "/spec/rules",
             .from = backend.service,
             .message = fmt::format("Service {} port {} is also behind Ingress {}, for which the "
                                    "settings have another protection; GKE has one for both.",
                                    backend.service, backend.port, name_of(*other)),
             .next_step = fmt::format("Give both the same Cloud Armor policy and login in the "
                                      "settings, or a Service of its own to {}.",
                                      name_of(ingress))}));
  }
}

Outcome ingress_substitute(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  for (const Backend& backend : backends_of(ingress, context)) {
    const Substitute substitute = substitute_for(ingress, backend, context);
    attach(ingress, backend, substitute, outcome);
    compare_with_others(ingress, backend, substitute, context, outcome);
  }
  return outcome;
}

const std::array kRules = {
    Rule{
        .id = "ingress-substitute",
        .summary = "Ingress: the Cloud Armor policy and the login of the settings are put before "
                   "each Service behind it.",
        .why = "GKE keeps both in the BackendConfig of a Service port, which all Ingresses before "
               "that Service share: where these differ, all of them are parked.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/scheme":"internet-facing","alb.ingress.kubernetes.io/inbound-cidrs":"192.0.2.0/24"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .says = "Cloud Armor policy edge stands before Service web port 80",
             .settings = "ingress: {securityPolicies: {shop/web: {replaces: [192.0.2.0/24], "
                         "policy: edge}}}"},
        .apply = ingress_substitute},
};

}  // namespace

std::span<const Rule> ingress_substitute() { return kRules; }

}  // namespace translator::rules
