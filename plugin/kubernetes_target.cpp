#include "plugin/kubernetes_target.h"

#include <utility>

#include "aws/credential_sources.h"
#include "aws/pull_secret.h"
#include "cluster/backup_download.h"
#include "cluster/companions.h"
#include "translator/gke_names.h"
#include "translator/settings_map.h"

namespace plugin {

using translator::BackupObjects;
using translator::Done;
using translator::Error;
using translator::Json;
using translator::Result;
using translator::Status;

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
      {.labels = std::string(translator::kSettingsSelector)},
      cluster::deadline_in(kMaxSettingsTime));
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

Result<std::vector<Json>> KubernetesTarget::events(const Json& live, cluster::Deadline latest) {
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  return cluster::events_about(**found, live, latest);
}

Status KubernetesTarget::announce(const Json& live, const cluster::Announcement& announcement,
                                  cluster::Deadline latest) {
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  return cluster::announce(**found, live, announcement, latest);
}

Status KubernetesTarget::store_report(const RestoreNames& restore,
                                      const std::vector<std::string>& parts,
                                      cluster::Deadline latest) {
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  // Velero's namespace is no namespace of the backup, so it is not mapped.
  const cluster::RestoreNames names{
      .restore = restore.name, .backup = restore.backup, .namespace_mapping = {}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const translator::Companion map{
        .name = {.api_version = "v1",
                 .kind = "ConfigMap",
                 .name_space = restore.name_space,
                 .name = translator::report_name(restore.name, i + 1)},
        .object = {{"metadata", Json::object()}, {"data", {{"report.json", parts[i]}}}}};
    if (Status written = cluster::apply_companion(**found, map, names, latest); !written) {
      return written;
    }
  }
  return Done{};
}

std::int64_t TargetCluster::wall_time() const {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<aws::Credentials> KubernetesTarget::credentials(
    const std::string& velero_namespace, const translator::PullSecretSettings& settings,
    const std::string& region, const aws::Occasion& occasion) {
  if (settings.velero_credentials) {
    return credentials_of_variables(aws::environment_variables(), region, occasion);
  }
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  const std::string where = "Secret " + velero_namespace + "/" + settings.credentials_secret;
  const cluster::ApiResult<Json> secret = (*found)->get(
      {"v1", "secrets", velero_namespace, settings.credentials_secret}, occasion.deadline);
  if (!secret) {
    return Error{.what = "the credentials of the settings cannot be read: " +
                         secret.error().as_error().text(),
                 .where = where};
  }
  auto own = credentials_of_secret(aws::decoded_data(*secret), region, occasion);
  return own ? std::move(own) : Error{.what = own.error().text(), .where = where};
}

Result<aws::EcrToken> KubernetesTarget::ecr_token(const RestoreNames& restore,
                                                  const translator::PullSecretSettings& settings,
                                                  const translator::EcrHost& registry,
                                                  cluster::Deadline latest) {
  const std::lock_guard lock(tokens_mutex_);
  if (!tokens_ || tokens_of_ != restore.uid) {
    auto network = aws::network_of(aws::environment_variables());
    if (!network) {
      return network.error();
    }
    tokens_.emplace(
        [this, name_space = restore.name_space, settings](const std::string& region,
                                                          const aws::Occasion& occasion) {
          return credentials(name_space, settings, region, occasion);
        },
        std::move(*network), kMaxWriteTime, aws::system_now);
    tokens_of_ = restore.uid;
  }
  return tokens_->token_for(registry, latest);
}

Status KubernetesTarget::write(const RestoreNames& restore,
                               const translator::Translation& translation,
                               cluster::Deadline latest) {
  const Result<cluster::KubernetesClient*> found = client();
  if (!found) {
    return found.error();
  }
  return cluster::write_needs(**found, translation, names_of(restore), latest);
}

}  // namespace plugin
