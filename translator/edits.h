#pragma once

// The only code that writes to an item. All or nothing: the original is never changed.

#include <optional>
#include <string>
#include <vector>

#include "translator/rule.h"

namespace translator {

// What stood at a path before an edit; no value when the path was absent.
struct Replaced {
  Pointer path;
  std::optional<Json> value;
};

struct Edited {
  Json object;
  std::vector<Replaced> replaced;  // in the order of the edits
};

// Applies all edits to a copy. The same edit twice counts once, an edit that changes nothing is
// left out. Missing parents are created as objects (the JSON library alone would create an array
// for a step of digits). Throws std::logic_error when two edits contradict each other: rules are
// written so that this cannot be, whatever the item.
[[nodiscard]] Edited apply_edits(const Json& object, const std::vector<Edit>& edits);

// The text of the annotation eks2gke.io/original, schema eks2gke.io/original/v1. Values that would
// bring it over `limit` bytes are left out from the largest on; `left_out` counts them, and
// `leftOut` in the text.
struct OriginalText {
  std::string text;
  std::size_t left_out = 0;
};
[[nodiscard]] OriginalText original_text(const std::vector<Replaced>& replaced, std::size_t limit);

// Takes out of the text of kubectl.kubernetes.io/last-applied-configuration what the edits took out
// of the item, and AWS annotation keys that only it still holds. A value made for GKE is never
// written into it: the next `kubectl apply` of the old manifest would delete it again.
// Nothing when the text needs no change; an Error when it is no JSON object.
[[nodiscard]] Result<std::optional<std::string>> clean_last_applied(const std::string& text,
                                                                    const std::vector<Edit>& edits);

}  // namespace translator
