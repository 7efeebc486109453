#pragma once

// `eks2gke rehearse`: the rehearsal as people read it, and its objects as files.

#include <string>

#include "cmd/arguments.h"
#include "cmd/console.h"
#include "cmd/rehearsal.h"
#include "translator/result.h"

namespace cmd {

struct RehearseResult {
  std::string text;
  bool has_failures = false;
};

// Error: what run_rehearsal() says, a mapping that is none, an output folder that cannot be used.
[[nodiscard]] translator::Result<RehearseResult> rehearse(const RehearseArguments& arguments,
                                                          Console& console);

// Table, changes with reasons, and what to try next.
[[nodiscard]] std::string to_text(const Rehearsal& rehearsal, const RehearseArguments& arguments,
                                  const Look& look);

}  // namespace cmd
