#include "translator/rules/backend_settings.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/gke_names.h"
#include "translator/patches.h"

namespace translator::rules {

ObjectName backend_config(const Json& ingress, const Backend& backend) {
  return backend_config_name(namespace_of(ingress), backend.service, backend.port);
}

void refuse_unwritable(const Json& service, const std::vector<Patch>& patches, Outcome& outcome) {
  Json patched = service;
  const Result<bool> merged = merge_patches(patched, patches);
  if (!merged) {
    add_once(outcome.findings,
             say(Verdict::refused,
                 {.key = merged.error().where,
                  .message = fmt::format("Service {} cannot get what this Ingress needs: {}.",
                                         name_of(service), merged.error().what),
                  .next_step = "Correct the annotation of the Service in the source."}));
  }
}

void add_once(std::vector<Finding>& findings, Finding finding) {
  const bool said = std::any_of(findings.begin(), findings.end(), [&](const Finding& other) {
    return other.verdict == finding.verdict && other.key == finding.key &&
           other.from == finding.from && other.to == finding.to && other.message == finding.message;
  });
  if (!said) {
    findings.push_back(std::move(finding));
  }
}

void say_when_unused(const Json& ingress, std::string_view key, std::vector<Finding>& findings) {
  const auto value = annotation(ingress, key);
  const bool said = std::any_of(findings.begin(), findings.end(),
                                [&](const Finding& finding) { return finding.key == key; });
  if (value && !said) {
    findings.push_back(
        say(Verdict::dropped,
            {.key = std::string(key),
             .from = *value,
             .message = "No Service behind this Ingress takes its value from here."}));
  }
}

}  // namespace translator::rules
