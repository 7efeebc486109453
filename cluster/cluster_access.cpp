#include "cluster/cluster_access.h"

#include <cstdlib>
#include <string_view>

#include "cluster/kubeconfig.h"
#include "cluster/text_file.h"

namespace cluster {

namespace {

using translator::Error;
using translator::Result;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Result<ClusterAccess> in_cluster_access(const std::filesystem::path& folder) {
  auto host = environment("KUBERNETES_SERVICE_HOST");
  const auto port = environment("KUBERNETES_SERVICE_PORT");
  if (host.empty() || port.empty()) {
    return Error{
        "no Kubernetes API is known: set KUBECONFIG, or run in a pod, where "
        "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are set",
        ""};
  }
  if (host.find(':') != std::string::npos && !host.starts_with('[')) {
    host = "[" + host + "]";
  }
  auto server = parse_url("https://" + host + ":" + port);
  if (!server) {
    return Error{server.error().what, "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT"};
  }
  auto authorities = read_text_file(folder / "ca.crt");
  if (!authorities) {
    return authorities.error();
  }
  const auto token_file = folder / "token";
  if (const auto token = read_text_file(token_file); !token) {
    return Error{token.error().what + "; does the pod mount its service account?",
                 token.error().where};
  }
  ClusterAccess access;
  access.server = *server;
  access.tls.authorities = *authorities;
  access.token_file = token_file;
  access.origin = "in-cluster account";
  if (const auto name_space = read_text_file(folder / "namespace")) {
    access.name_space = name_space->substr(0, name_space->find_first_of("\r\n"));
  }
  return access;
}

Result<ClusterAccess> access_from_environment(const std::filesystem::path& folder) {
  const auto files = kubeconfig_files(environment("KUBECONFIG"));
  return files.empty() ? in_cluster_access(folder) : read_kubeconfig(files);
}

}  // namespace cluster
