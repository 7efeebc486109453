#pragma once

// The exec part of a user in a kubeconfig: which program gives the credentials. Private to
// kubeconfig.cpp.

#include "cluster/cluster_access.h"
#include "cluster/kubeconfig_file.h"
#include "translator/result.h"

namespace cluster {

// Reads it into access.exec; does nothing when the user has none. Runs nothing.
// Precondition: the cluster part of `access` has been read. Error: a value that cannot be.
[[nodiscard]] translator::Status read_exec(const KubeconfigEntry& user, ClusterAccess& access);

}  // namespace cluster
