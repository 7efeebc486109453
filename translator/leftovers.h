#pragma once

// The sweep: text of AWS that is still in a result. Derived from the output itself, not from a
// second list of annotations.

#include <vector>

#include "translator/rule.h"

namespace translator {

// One finding for each value or key of `result` that looks like AWS and that no finding in `said`
// names. Not looked at: data of Secrets, managedFields, the last applied configuration, status, and
// this project's own annotations.
[[nodiscard]] std::vector<Finding> leftovers(const Json& result, const std::vector<Finding>& said);

}  // namespace translator
