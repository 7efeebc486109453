#include "plugin/kubernetes_target.h"

#include <utility>

#include "cluster/backup_download.h"
#include "cluster/companions.h"

namespace plugin {

using translator::BackupObjects;
using translator::Done;
using translator::Error;
using translator::Json;
using translator::Result;
using translator::Status;

// Velero's own convention for the configuration of a plugin; the value of the first label is "".
constexpr const char* kSettingsSelector =
    "velero.io/plugin-config=,eks2gke.io/settings=RestoreItemActionV2";

namespace {

cluster::RestoreNames names_of(const RestoreNames& restore) {
  return {.restore = restore.name,
          .backup = restore.backup,
          .namespace_mapping = restore.namespace_mapping};
}

}  // namespace

Result<cluster::KubernetesClient*> KubernetesTarget::client() {
  const std::lock_guard lock(mutex_);
  if (!client_) {
    Result<cluster::KubernetesClient> made = cluster::KubernetesClient::from_environment();
    if (!made) {
      return made.error();
    }
    client_.emplace(std::move(*made));
  }
  return &*client_;
}

Result<BackupObjects> KubernetesTarget::backup(const RestoreNames& restore) {
  if (restore.name_space.empty() || restore.backup.empty()) {
    return Error{.what = "the Restore object names no backup or no namespace of Velero",
                 .where = ""};
  }
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  cluster::Limits limits;
  limits.time = kMaxItemTime;
  return cluster::download_backup(**found, restore.name_space, restore.backup, limits);
}

Result<std::vector<Json>> KubernetesTarget::settings(const RestoreNames& restore) {
  if (restore.name_space.empty()) {
    return Error{.what = "the Restore object names no namespace of Velero", .where = ""};
  }
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  cluster::ApiResult<std::vector<Json>> maps = (*found)->list(
      {.api_version = "v1", .plural = "configmaps", .name_space = restore.name_space, .name = ""},
      kSettingsSelector, cluster::deadline_in(kMaxSettingsTime));
  if (!maps) {
    return maps.error().as_error();
  }
  return std::move(*maps);
}

Result<std::optional<Json>> KubernetesTarget::live(const RestoreNames& restore,
                                                   const translator::ObjectName& object,
                                                   cluster::Deadline latest) {
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  const Result<cluster::ObjectAddress> address = cluster::target_address(object, names_of(restore));
  if (!address) {
    return address.error();
  }
  cluster::ApiResult<Json> live = (*found)->get(*address, latest);
  if (live.failed_with(cluster::ApiError::Kind::not_found)) {
    return std::optional<Json>();
  }
  if (!live) {
    return live.error().as_error();
  }
  return std::optional<Json>(std::move(*live));
}

Status KubernetesTarget::write(const RestoreNames& restore,
                               const translator::Translation& translation,
                               cluster::Deadline latest) {
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  const cluster::RestoreNames names = names_of(restore);
  for (const translator::Companion& companion : translation.companions) {
    if (Status applied = cluster::apply_companion(**found, companion, names, latest); !applied) {
      return applied;
    }
  }
  if (translation.patches.empty()) {
    return Done{};
  }
  return cluster::apply_patches(**found, translation.patches, names, latest);
}

}  // namespace plugin
