#pragma once

// What has to be in the Google project, and in the cluster, before the restore, as gcloud and
// kubectl lines. Derived from the restored objects and their companions alone, for `eks2gke plan`
// and the report of a restore.
//
// A name comes from a backup or from settings, and a line is pasted into a shell: a name that
// Google could not take is never put into a line, a placeholder stands in for it.

#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"
#include "translator/rule.h"

namespace translator {

struct Prerequisite {
  std::string id;
  std::string reason;                // one sentence
  std::string command;               // one line with shell variables; "" when there is none
  std::vector<std::string> objects;  // who needs it: "Ingress shop/web"
};

// What one restored object and its companions need. Nothing for a parked one: it gets no load
// balancer.
[[nodiscard]] std::vector<Prerequisite> prerequisites_of(const Json& restored,
                                                         const std::vector<Companion>& companions);

// Adds `more` to `all`; the same line is told once, for all objects that need it.
void merge_into(std::vector<Prerequisite>& all, std::vector<Prerequisite> more);

// The shell variables of the lines, each with what to put there: "REGION=...". Only those in use.
[[nodiscard]] std::vector<std::string> variables_of(const std::vector<Prerequisite>& all);

[[nodiscard]] Json to_json(const Prerequisite& prerequisite);

}  // namespace translator
