#pragma once

// Which cluster a command of `eks2gke` talks to, decided as kubectl does: --kubeconfig and
// --context, else KUBECONFIG, else ~/.kube/config, else the account of the pod that it runs in.

#include <string>

#include "cluster/kubernetes_client.h"

namespace cmd {

struct ClusterArguments {
  std::string kubeconfig;  // "" when --kubeconfig is not given
  std::string context;     // "" for the current one
};

// Contacts nobody yet. Error: no kubeconfig and no account of a pod, or one that cannot be used.
[[nodiscard]] translator::Result<cluster::KubernetesClient> connect(
    const ClusterArguments& arguments);

}  // namespace cmd
