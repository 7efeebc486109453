#pragma once

// The command around `eks2gke fix`: settings and cluster as the operator named them.

#include "cmd/arguments.h"
#include "cmd/console.h"
#include "cmd/exit_code.h"

namespace cmd {

// Settings come from the file, else from the ConfigMap that the plugin reads. A restore that Velero
// does not know is wrong usage.
[[nodiscard]] ExitCode run_fix(const FixArguments& arguments, Console& console);

}  // namespace cmd
