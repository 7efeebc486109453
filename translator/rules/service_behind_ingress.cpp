// A Service behind an Ingress of AWS: the annotations that GKE reads from it.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/aws_names.h"
#include "translator/catalogue.h"
#include "translator/gke_names.h"
#include "translator/patches.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"
#include "translator/rules/service_answers.h"

namespace translator::rules {
namespace {

std::vector<Patch> patches_for(const Json& service, const Neighbour& ingress) {
  std::vector<Patch> patches;
  for (const Patch& patch : ingress.patches) {
    if (patch.object.kind == "Service" && patch.object.name == name_of(service) &&
        patch.object.name_space == namespace_of(service)) {
      patches.push_back(patch);
    }
  }
  return patches;
}

// One edit for each annotation that the patches changed.
void add_annotation_edits(const Json& before, const Json& after, const std::string& ingress_names,
                          Outcome& outcome) {
  for (const std::string& key : annotation_keys(after)) {
    const auto value = annotation(after, key);
    if (value == annotation(before, key)) {
      continue;
    }
    outcome.edits.push_back(set(annotation_path(key), *value));
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = key,
             .from = annotation(before, key).value_or(""),
             .to = *value,
             .message =
                 fmt::format("Read by GKE for the Ingress in front of it ({}).", ingress_names)}));
  }
}

// GKE finds the protocol of a port by its name: a port without one gets the name that the patch
// has.
void name_ports(const Json& service, const std::vector<Patch>& patches, Outcome& outcome) {
  std::size_t number = 0;
  for (const Json& port : array_at(service, Pointer("/spec/ports"))) {
    const std::string name = port_name_of(port);
    const bool wanted = std::any_of(patches.begin(), patches.end(), [&](const Patch& patch) {
      return patch.annotation == kAppProtocolsAnnotation && patch.inside.back() == name;
    });
    const Pointer path = Pointer("/spec/ports") / number++ / "name";
    if (wanted && string_at(port, Pointer("/name")).value_or("").empty()) {
      outcome.edits.push_back(set(path, name));
      outcome.findings.push_back(
          say(Verdict::translated,
              {.key = path.to_string(),
               .to = name,
               .message = "GKE finds the protocol of a port by its name, and this one had none."}));
    }
  }
}

Outcome service_behind_ingress(const Json& service, const Context& context) {
  if (!context.judge) {
    return {};
  }
  std::vector<Patch> patches;
  std::string names;
  for (const Json* ingress : alb_ingresses_before(service, context)) {
    const Neighbour judged = context.judge(*ingress);
    const std::vector<Patch> theirs = patches_for(service, judged);
    if (judged.parked || theirs.empty()) {
      continue;
    }
    patches.insert(patches.end(), theirs.begin(), theirs.end());
    names += (names.empty() ? "" : ", ") + name_of(*ingress);
  }
  Outcome outcome;
  Json patched = service;
  const Result<bool> merged = merge_patches(patched, patches);
  if (!merged) {
    outcome.findings.push_back(
        say(Verdict::invalid, {.key = merged.error().where,
                               .message = fmt::format("What Ingress {} needs cannot be written: "
                                                      "{}.",
                                                      names, merged.error().what),
                               .next_step = "Correct the annotation in the source."}));
  } else if (*merged) {
    add_annotation_edits(service, patched, names, outcome);
    name_ports(service, patches, outcome);
  }
  return outcome;
}

Outcome service_alb_annotation(const Json& service, const Context& context) {
  Outcome outcome;
  for (const std::string& key : annotation_keys(service)) {
    if (key.compare(0, kAlbPrefix.size(), kAlbPrefix) != 0) {
      continue;
    }
    const bool in_front = !alb_ingresses_before(service, context).empty();
    outcome.edits.push_back(erase(annotation_path(key)));
    Finding finding{.key = key, .from = annotation(service, key).value_or("")};
    if (rules_for_key(key).empty() && in_front) {
      finding.message =
          "No rule translates this key yet; the Ingress in front of this Service "
          "tells what follows from it.";
      finding.next_step = "See the findings of that Ingress.";
      outcome.findings.push_back(say(Verdict::needs_action, std::move(finding)));
    } else if (in_front) {
      finding.message = "Taken over by the Ingress in front of this Service.";
      outcome.findings.push_back(say(Verdict::translated, std::move(finding)));
    } else {
      finding.message = "No Ingress in the backup leads to this Service, so nothing read it.";
      outcome.findings.push_back(say(Verdict::dropped, std::move(finding)));
    }
  }
  return outcome;
}

const std::array kRules = {
    Rule{
        .id = "service-behind-ingress",
        .summary = "Service: gets the annotations that GKE needs for the Ingress in front of it.",
        .why = "GKE reads NEGs and BackendConfigs from the Service. Whichever of the two is "
               "restored first, both end in the same state.",
        .resources = kServices,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{"ports":[{"port":80}]}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","annotations":{"cloud.google.com/neg":"{\"ingress\":true}","cloud.google.com/backend-config":"{\"ports\":{\"80\":\"eks2gke-web-80\"}}"}},"spec":{"ports":[{"port":80}]}})",
             .says = "Read by GKE for the Ingress in front of it",
             .with =
                 R"([{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}},{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{"ports":[{"port":80}]}}])"},
        .apply = service_behind_ingress},
    Rule{
        .id = "service-alb-annotation",
        .summary = "Service: annotations for the ALB in front of it are taken away.",
        .why = "The AWS controller reads target group settings from the Service as well; they win "
               "over those of the Ingress and are used for its BackendConfig.",
        .resources = kServices,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","annotations":{"alb.ingress.kubernetes.io/healthcheck-path":"/up"}},"spec":{}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","annotations":{}},"spec":{}})",
             .says = "nothing read it"},
        .apply = service_alb_annotation},
};

}  // namespace

std::span<const Rule> service_behind_ingress() { return kRules; }

}  // namespace translator::rules
