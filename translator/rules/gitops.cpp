// Objects that another tool owns: it would put back what its source has for AWS.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

// Source: Argo CD "Resource tracking", Flux kustomize-controller and helm-controller, Helm 3
// pkg/action/validate.go.
struct Mark {
  std::string_view tool;
  bool is_label = false;
  std::string_view key;
  std::string_view value;  // "" for any
  bool by_itself = false;  // it acts without anybody asking
};

// The first that an object carries speaks: Flux and Argo CD run charts of Helm, too.
constexpr std::array kMarks = {
    Mark{"Argo CD", false, "argocd.argoproj.io/tracking-id", "", true},
    Mark{"Flux", true, "kustomize.toolkit.fluxcd.io/name", "", true},
    Mark{"Flux", true, "helm.toolkit.fluxcd.io/name", "", true},
    Mark{"Helm", false, "meta.helm.sh/release-name", "", false},
    Mark{"Helm", true, "app.kubernetes.io/managed-by", "Helm", false},
};

Pointer path_of(const Mark& mark) {
  return mark.is_label ? label_path(mark.key) : annotation_path(mark.key);
}

bool is_changed(const Json& object, const Context& context) {
  return kService.matches(object)
             ? balancer_of_aws(object, context) || !alb_ingresses_before(object, context).empty()
             : read_alb_ingress(object, context).owner == IngressOwner::alb;
}

Outcome gitops_owner(const Json& object, const Context& context) {
  const auto mark = std::find_if(kMarks.begin(), kMarks.end(), [&object](const Mark& one) {
    const auto value = string_at(object, path_of(one));
    return value && (one.value.empty() || *value == one.value);
  });
  if (mark == kMarks.end() || !is_changed(object, context)) {
    return {};
  }
  Outcome outcome;
  outcome.findings.push_back(
      say(mark->by_itself ? Verdict::needs_action : Verdict::translated,
          {.key = mark->is_label ? path_of(*mark).to_string() : std::string(mark->key),
           .from = string_at(object, path_of(*mark)).value_or(""),
           .message = fmt::format("{} owns this object: its next {} would put back what its source "
                                  "has for AWS.",
                                  mark->tool, mark->by_itself ? "run" : "upgrade"),
           .next_step = mark->by_itself
                            ? "Change the source before it runs on the GKE cluster."
                            : "Change the values of the release before its next upgrade."}));
  return outcome;
}

constexpr std::array kBalanced = {kIngress, kOldIngress, kService};

const std::array kRules = {
    Rule{
        .id = "gitops-owner",
        .summary = "Ingress and Service: told when Argo CD, Flux or Helm owns it.",
        .why = "The tool compares the object with its source, which is still that of AWS, and "
               "undoes the translation.",
        .resources = kBalanced,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","labels":{"kustomize.toolkit.fluxcd.io/name":"shop"},"annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .says = "Flux owns this object"},
        .apply = gitops_owner},
};

}  // namespace

std::span<const Rule> gitops() { return kRules; }

}  // namespace translator::rules
