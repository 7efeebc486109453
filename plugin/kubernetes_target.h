#pragma once

// The target cluster as it is: reached through KUBECONFIG or the account of Velero's pod. Adapts
// cluster/ to what the plugin asks for.

#include <mutex>
#include <optional>

#include "aws/token_source.h"
#include "cluster/kubernetes_client.h"
#include "plugin/target_cluster.h"

namespace plugin {

// Contacts nobody before the first call. When no API is configured, every call is an Error that
// says so; a new attempt is made each time, because a pod's account files can come late.
class KubernetesTarget final : public TargetCluster {
 public:
  [[nodiscard]] translator::Result<translator::BackupObjects> backup(
      const RestoreNames& restore) override;

  [[nodiscard]] translator::Result<std::vector<translator::Json>> settings(
      const RestoreNames& restore) override;

  [[nodiscard]] translator::Result<std::optional<translator::Json>> live(
      const RestoreNames& restore, const translator::ObjectName& object,
      cluster::Deadline latest) override;
  [[nodiscard]] translator::Result<std::vector<translator::Json>> events(
      const translator::Json& live, cluster::Deadline latest) override;
  [[nodiscard]] translator::Status announce(const translator::Json& live,
                                            const cluster::Announcement& announcement,
                                            cluster::Deadline latest) override;
  [[nodiscard]] translator::Status store_report(const RestoreNames& restore,
                                                const std::vector<std::string>& parts,
                                                cluster::Deadline latest) override;

  // Companions in their order, then the patches; nothing more after the first failure.
  [[nodiscard]] translator::Result<aws::EcrToken> ecr_token(
      const RestoreNames& restore, const translator::PullSecretSettings& settings,
      const translator::EcrHost& registry, cluster::Deadline latest) override;
  [[nodiscard]] translator::Status write(const RestoreNames& restore,
                                         const translator::Translation& translation,
                                         cluster::Deadline latest) override;

 private:
  // The client, made once. Error: no API is configured, or its configuration is unusable.
  translator::Result<cluster::KubernetesClient*> client();

  // Looks for credentials where the settings of the restore say.
  translator::Result<aws::Credentials> credentials(const std::string& velero_namespace,
                                                   const translator::PullSecretSettings& settings,
                                                   const std::string& region,
                                                   const aws::Occasion& occasion);

  std::mutex tokens_mutex_;  // guards the next two: one restore at a time asks AWS
  std::string tokens_of_;    // the uid of the restore
  std::optional<aws::TokenSource> tokens_;
  std::mutex mutex_;
  std::optional<cluster::KubernetesClient> client_;
};

}  // namespace plugin
