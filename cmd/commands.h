#pragma once

// The commands of `eks2gke`: arguments in, text and exit code out. The one place where outcomes
// become exit codes.

#include "cmd/arguments.h"
#include "cmd/console.h"
#include "cmd/exit_code.h"

namespace cmd {

[[nodiscard]] ExitCode run(const Arguments& arguments, Console& console);

}  // namespace cmd
