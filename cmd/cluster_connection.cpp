#include "cmd/cluster_connection.h"

#include <cstdlib>
#include <filesystem>

#include "cluster/kubeconfig.h"

namespace cmd {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::vector<std::filesystem::path> files_of(const ClusterArguments& arguments) {
  if (!arguments.kubeconfig.empty()) {
    return {arguments.kubeconfig};
  }
  auto files = cluster::kubeconfig_files(environment("KUBECONFIG"));
  const std::filesystem::path usual =
      std::filesystem::path(environment("HOME")) / ".kube" / "config";
  std::error_code unreadable;
  if (files.empty() && usual.is_absolute() && std::filesystem::exists(usual, unreadable)) {
    files.push_back(usual);
  }
  return files;
}

}  // namespace

translator::Result<cluster::KubernetesClient> connect(const ClusterArguments& arguments) {
  const cluster::ClientOptions options{.call_limit = std::chrono::seconds(30)};
  const auto files = files_of(arguments);
  if (files.empty()) {
    auto client = cluster::KubernetesClient::from_environment(options);
    if (!client) {
      return translator::Error{
          "no cluster to talk to: give --kubeconfig FILE, or set KUBECONFIG (" +
              client.error().text() + ")",
          ""};
    }
    return client;
  }
  const auto access = cluster::read_kubeconfig(files, arguments.context);
  if (!access) {
    return access.error();
  }
  return cluster::KubernetesClient::make(*access, options);
}

}  // namespace cmd
