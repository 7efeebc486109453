#pragma once

// Label selectors as the Kubernetes API and Velero's resource selectors write them: a=b, a==b,
// a!=b, a, !a, a in (x,y), a notin (x,y), joined by commas.

#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"
#include "translator/result.h"

namespace cmd {

struct LabelRequirement {
  enum class Operator { exists, absent, in, not_in };

  std::string key;
  Operator comparison = Operator::exists;
  std::vector<std::string> values;
};

// Error: a text that is no selector.
[[nodiscard]] translator::Result<std::vector<LabelRequirement>> parse_label_selector(
    std::string_view text);

// True when metadata.labels of the object meet all requirements.
[[nodiscard]] bool matches(const translator::Json& object,
                           const std::vector<LabelRequirement>& requirements);

}  // namespace cmd
