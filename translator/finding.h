#pragma once

// What a rule has to say about one AWS key or value. Findings are values: logs, annotations, the
// report and every text of the CLI are made from them, so that they cannot disagree.

#include <string>
#include <string_view>
#include <vector>

namespace translator {

// Ordered from harmless to severe; the worst finding of an item decides its heading.
enum class Verdict {
  translated,    // GKE does the same
  dropped,       // means nothing on GKE and is not missed
  approximated,  // GKE does nearly the same; the message says what differs
  needs_action,  // nothing is opened, but a person has to do something
  invalid,       // the value is malformed; the message says where
  unknown,       // nobody knows what this key means
  refused,       // carrying it over without a decision would expose or break something: parked
};

// The word that users see: "needs-action" and so on.
[[nodiscard]] std::string_view name_of(Verdict verdict);

// The place in the source that made an edit or a finding: shown as Velero's logSource.
struct Site {
  const char* file = "";
  unsigned line = 0;

  [[nodiscard]] std::string text() const;  // "translator/rules/pods.cpp:31"
};

struct Finding {
  Verdict verdict = Verdict::translated;
  std::string key = {};        // the annotation, field (JSON Pointer) or finalizer that it is about
  std::string from = {};       // the old value; "" when absent. Never data of a Secret
  std::string to = {};         // the new value; "" when removed
  std::string message = {};    // one sentence
  std::string next_step = {};  // one sentence; "" when there is nothing to do
  std::string rule = {};  // the id of the row; stamped by the fold, so no rule can mislabel itself
  Site site = {};
};

// The worst verdict; translated when there are no findings.
[[nodiscard]] Verdict worst_of(const std::vector<Finding>& findings);

}  // namespace translator
