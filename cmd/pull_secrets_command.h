#pragma once

// The command around `eks2gke pull-secrets`: settings, cluster and AWS as the operator named them.

#include "cmd/arguments.h"
#include "cmd/console.h"
#include "cmd/exit_code.h"

namespace cmd {

// Hosts and namespaces come from the options, else from `pullSecrets` of the settings. Credentials
// come from the variables of AWS's SDKs.
[[nodiscard]] ExitCode run_pull_secrets(const PullSecretsArguments& arguments, Console& console);

}  // namespace cmd
