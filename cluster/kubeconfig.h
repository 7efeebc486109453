#pragma once

// Reads kubeconfig files as kubectl does: server, proxy, trust and credentials of one context.
// Tokens, token files, client certificates and exec programs are understood; a program is not run
// here. auth-provider is refused with a sentence, as are user names with passwords, which
// Kubernetes has not known since 1.19.

#include <filesystem>
#include <string_view>
#include <vector>

#include "cluster/cluster_access.h"
#include "translator/result.h"

namespace cluster {

// The paths in the value of KUBECONFIG, which are separated by ':'.
[[nodiscard]] std::vector<std::filesystem::path> kubeconfig_files(std::string_view value);

// Several files are merged as kubectl merges them: the first that says something wins, and files
// that do not exist are passed over when there are several. `context` is "" for the current one.
// Error: where = "FILE:LINE:COLUMN" for broken YAML, else "FILE: clusters[NAME].cluster.server".
[[nodiscard]] translator::Result<ClusterAccess> read_kubeconfig(
    const std::vector<std::filesystem::path>& files, std::string_view context = "");

}  // namespace cluster
