#pragma once

// What is said of an item whose companions or patches could not be written. Used by whoever writes
// into a cluster: the plugin and `eks2gke fix`.

#include "translator/finding.h"
#include "translator/result.h"

namespace translator {

// Parks the item. `where` of the error is the object that could not be written.
[[nodiscard]] Finding write_failure(const Error& error);

}  // namespace translator
