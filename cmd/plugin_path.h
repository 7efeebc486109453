#pragma once

// Where the plugin binary is.

#include <string>

#include "translator/result.h"

namespace cmd {

// The absolute path of `wanted`, or when that is "" of velero-plugin-eks-to-gke beside this
// executable, in ../plugin (a build folder), or in PATH. Error: it is not there, or no executable
// file.
[[nodiscard]] translator::Result<std::string> find_plugin(const std::string& wanted);

}  // namespace cmd
