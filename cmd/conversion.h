#pragma once

// What a restore would write, as manifests: the changed objects themselves, the objects that they
// need, and the Services that they annotate. `convert` prints them, `diff` what changed in them.

#include <optional>
#include <string>
#include <vector>

#include "cmd/console.h"
#include "translator/report.h"
#include "translator/result.h"
#include "translator/settings.h"

namespace cmd {

// One object. Neither side holds what only a server writes (status, uid, managedFields, ...), nor
// the copy that `kubectl apply` keeps in an annotation: both can be applied as they are.
struct ConvertedObject {
  std::optional<translator::Json> before;  // nothing: the object is made
  std::optional<translator::Json> after;   // nothing: the object is not restored
  translator::ItemReport report;           // without summary and findings where it serves others

  [[nodiscard]] bool is_changed() const { return before != after; }
  [[nodiscard]] const translator::Json& object() const { return after ? *after : *before; }
};

struct Conversion {
  // All that is restored or made, in the order in which it can be applied: what others need comes
  // before them. What is not restored stands among them.
  std::vector<ConvertedObject> objects;
  // What is to be written into objects that are in no input, one sentence each.
  std::vector<std::string> missing;
};

// Reads the inputs as `plan` does. Error: an input that cannot be read.
[[nodiscard]] translator::Result<Conversion> make_conversion(const std::vector<std::string>& inputs,
                                                             const translator::Settings& settings,
                                                             Console& console);

// True when a finding is as bad as `limit` or worse, or an object is parked.
[[nodiscard]] bool has_problems(const Conversion& conversion, translator::Verdict limit);

// What to apply: the changed objects, or `all` of them.
[[nodiscard]] std::vector<translator::Json> manifests(const Conversion& conversion, bool all);

// The same as YAML documents; a comment before each says what became of it.
[[nodiscard]] std::string manifests_text(const Conversion& conversion, bool all);

// What became of each object and why; what is missing; how much `all` would add.
[[nodiscard]] std::string findings_text(const Conversion& conversion, bool all, const Look& look);

// What the two sides of a difference are called.
struct SideNames {
  std::string_view before = "EKS";
  std::string_view after = "GKE";
};

// A unified difference per changed object, with its findings as comments before it.
[[nodiscard]] std::string differences_text(const Conversion& conversion, const Look& look,
                                           const SideNames& sides = {});

}  // namespace cmd
