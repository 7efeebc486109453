#pragma once

// Findings as people read them; the same in `plan` and `rehearse`.

#include <cstddef>
#include <string>
#include <vector>

#include "cmd/console.h"
#include "translator/finding.h"
#include "translator/report.h"

namespace cmd {

// The worst first. A few lines each, indented by `indent`: verdict, key and rule; old and new
// value; the sentence; the next step.
[[nodiscard]] std::string findings_text(std::vector<translator::Finding> findings, const Look& look,
                                        std::size_t indent);

[[nodiscard]] Style style_of(translator::Verdict verdict);
[[nodiscard]] Style style_of(translator::Heading heading);

}  // namespace cmd
