#pragma once

// Takes a translated or parked object back to the form that it had on EKS, by the annotation
// eks2gke.io/original. Used by `eks2gke fix`: rules judge only original forms. What was changed
// since and stands elsewhere in the object stays.

#include "translator/json.h"
#include "translator/result.h"

namespace translator {

// Puts back what the edits replaced, and takes away the annotations of ours. An object without the
// annotation comes back as it is.
// Error: the annotation cannot be read, was too small for all values, names a field that no rule
// edits (only metadata's annotations, labels and finalizers, and the spec, can be put back), or no
// longer fits the object.
[[nodiscard]] Result<Json> take_back(const Json& object);

}  // namespace translator
