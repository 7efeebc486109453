#include "plugin/kubernetes_target.h"

#include <utility>

#include "cluster/backup_download.h"
#include "cluster/companions.h"

namespace plugin {

using translator::BackupObjects;
using translator::Done;
using translator::Error;
using translator::Result;
using translator::Status;

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

Status KubernetesTarget::write(const RestoreNames& restore,
                               const translator::Translation& translation) {
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  const cluster::RestoreNames names{.restore = restore.name,
                                    .backup = restore.backup,
                                    .namespace_mapping = restore.namespace_mapping};
  const cluster::Deadline latest = cluster::deadline_in(kMaxItemTime);
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
