#pragma once

// Merging patches into an object: inside the JSON text of its annotations.

#include <span>

#include "translator/rule.h"

namespace translator {

// Writes the patches into the annotations of `object`; what the annotations hold besides stays.
// True when something changed: values are compared by meaning, so that other spacing or key order
// is no change. Error when an annotation is no JSON object; then nothing is written. The target
// names of the patches are not compared: the caller chooses them.
[[nodiscard]] Result<bool> merge_patches(Json& object, std::span<const Patch> patches);

}  // namespace translator
