#pragma once

// How to reach a Kubernetes API and as whom: what a kubeconfig or the account of a pod says.

#include <filesystem>
#include <optional>
#include <string>

#include "cluster/exec_credential.h"
#include "cluster/tls.h"
#include "cluster/url.h"
#include "translator/result.h"

namespace cluster {

struct ClusterAccess {
  Url server;  // its target is a prefix of every path, "/" for none
  TlsOptions tls;
  std::optional<Url> proxy;          // else the one of the environment (proxy.h)
  std::string token;                 // "" when there is none
  std::filesystem::path token_file;  // read again when it changes; goes before `token`
  std::optional<ExecProgram> exec;   // gives token or certificate; goes before the others
  std::string name_space;            // the default one; "" when none is named
  std::string origin;                // for messages: "in-cluster account", "kubeconfig FILE"
};

// The account that Kubernetes mounts into a pod: `folder` with token and ca.crt, the address from
// KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT.
// Error: a variable that is not set, or a file that cannot be read.
[[nodiscard]] translator::Result<ClusterAccess> in_cluster_access(
    const std::filesystem::path& folder);

// KUBECONFIG when it is set, else the account in `folder`.
// Error: neither is there, or the one that is cannot be used.
[[nodiscard]] translator::Result<ClusterAccess> access_from_environment(
    const std::filesystem::path& folder);

}  // namespace cluster
