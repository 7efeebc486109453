#pragma once

// The test of the tests: in a build for scripts/mutate the environment variable EKS2GKE_LEAVE_OUT
// names one row ("rule:ID") or one place in the source that makes an edit, a finding, a part of a
// companion or a patch ("translator/rules/pods.cpp:31"); it is left out, and some test has to fail.
// In every other build these functions do nothing.

#include <string_view>
#include <vector>

#include "translator/rule.h"

namespace translator::mutation {

#ifdef EKS2GKE_MUTATION
[[nodiscard]] bool is_left_out(std::string_view rule_id);
[[nodiscard]] Outcome without_left_out(Outcome outcome);
// For what the fold and the door make outside the rows.
[[nodiscard]] std::vector<Edit> without_left_out(std::vector<Edit> edits);
[[nodiscard]] std::vector<Finding> without_left_out(std::vector<Finding> findings);
#else
inline bool is_left_out(std::string_view) { return false; }
template <typename T>
T without_left_out(T made) {
  return made;
}
#endif

}  // namespace translator::mutation
