#include "cmd/fix_cluster.h"

#include <array>
#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "cluster/backup_download.h"
#include "translator/resources.h"
#include "translator/take_back.h"
#include "translator/velero_label.h"

namespace cmd {
namespace {

using cluster::ApiError;
using cluster::ApiResult;
using cluster::KubernetesClient;
using cluster::ObjectAddress;
using translator::Json;
using translator::Pointer;

// Kinds without which most can be judged. A kind that the cluster does not know has no objects.
void read_others(KubernetesClient& client, LiveCluster& live) {
  struct Kind {
    ObjectAddress all;
    const char* fields;
  };
  // Helm's releases are large Secrets, and never certificates.
  const std::array kinds = {
      Kind{{"networking.k8s.io/v1", "ingressclasses", "", ""}, ""},
      Kind{{"elbv2.k8s.aws/v1beta1", "ingressclassparams", "", ""}, ""},
      Kind{{"eks.amazonaws.com/v1", "ingressclassparams", "", ""}, ""},
      Kind{{"v1", "secrets", "", ""}, "type!=helm.sh/release.v1"},
  };
  for (const Kind& kind : kinds) {
    auto read = client.list(kind.all, {.labels = "", .fields = kind.fields});
    if (read) {
      live.others.insert(live.others.end(), read->begin(), read->end());
    } else if (!read.failed_with(ApiError::Kind::unknown_resource) &&
               !read.failed_with(ApiError::Kind::not_found)) {
      live.warnings.push_back(
          fmt::format("{} of the cluster cannot be read ({}); what needs them stays parked",
                      kind.all.plural, read.error().message));
    }
  }
}

void read_restores(KubernetesClient& client, const std::string& velero_namespace,
                   LiveCluster& live) {
  auto restores = client.list({"velero.io/v1", "restores", velero_namespace, ""});
  if (restores) {
    live.restores = std::move(*restores);
  } else if (!restores.failed_with(ApiError::Kind::unknown_resource) &&
             !restores.failed_with(ApiError::Kind::not_found)) {
    live.warnings.push_back(fmt::format(
        "the restores in namespace {} cannot be read ({}); objects are judged without their backup",
        velero_namespace, restores.error().message));
  }
}

// Velero never answers for a backup that is gone, and waiting for it is long.
translator::Result<translator::BackupObjects> read_backup(KubernetesClient& client,
                                                          const std::string& velero_namespace,
                                                          const std::string& name) {
  const auto backup = client.get({"velero.io/v1", "backups", velero_namespace, name});
  if (backup.failed_with(ApiError::Kind::not_found)) {
    return backup.error().as_error();
  }
  cluster::Limits limits = cluster::kWideLimits;
  limits.time = std::chrono::minutes(1);
  return cluster::download_backup(client, velero_namespace, name, limits);
}

std::string restore_label(const Json& object) {
  return translator::string_at(object, translator::label_path(translator::kVeleroRestoreLabel))
      .value_or("");
}

std::map<std::string, std::string> mapping_of(const Json& restore) {
  std::map<std::string, std::string> mapping;
  const Json* written = translator::find(restore, Pointer("/spec/namespaceMapping"));
  if (written != nullptr && written->is_object()) {
    for (const auto& [from, to] : written->items()) {
      if (to.is_string()) {
        mapping[from] = to.get<std::string>();
      }
    }
  }
  return mapping;
}

}  // namespace

ApiResult<LiveCluster> read_cluster(KubernetesClient& client, const std::string& velero_namespace) {
  LiveCluster live;
  auto ingresses = client.list({"networking.k8s.io/v1", "ingresses", "", ""});
  if (!ingresses) {
    return ingresses.error();
  }
  auto services = client.list({"v1", "services", "", ""});
  if (!services) {
    return services.error();
  }
  live.ingresses = std::move(*ingresses);
  live.services = std::move(*services);
  read_others(client, live);
  read_restores(client, velero_namespace, live);
  return live;
}

FixSession::FixSession(const LiveCluster& live, const Json* restore) {
  if (restore != nullptr) {
    names_ = {.restore = translator::name_of(*restore),
              .backup = translator::string_at(*restore, Pointer("/spec/backupName")).value_or(""),
              .namespace_mapping = mapping_of(*restore)};
    for (const auto& [from, to] : names_.namespace_mapping) {
      old_namespace_[to] = from;
    }
  }
  for (translator::BackupObjects* all : {&as_they_were_, &as_they_are_, &backup_}) {
    all->set_now(std::time(nullptr));
  }
  for (const auto* kind : {&live.ingresses, &live.services, &live.others}) {
    for (const Json& object : *kind) {
      if (auto named = in_backup(object)) {
        const auto was = translator::take_back(*named);
        as_they_were_.add(was ? *was : *named);
        as_they_are_.add(std::move(*named));
      }
    }
  }
}

std::optional<Json> FixSession::in_backup(Json object) const {
  const std::string name_space = translator::namespace_of(object);
  if (name_space.empty()) {
    return object;
  }
  if (const auto old = old_namespace_.find(name_space); old != old_namespace_.end()) {
    object["metadata"]["namespace"] = old->second;
    return object;
  }
  return names_.namespace_mapping.contains(name_space) ? std::nullopt : std::optional(object);
}

const Json* FixSession::backup_of(const Json& object) const {
  return backup_.find(translator::group_of(object), translator::kind_of(object),
                      translator::namespace_of(object), translator::name_of(object));
}

std::optional<std::string> FixSession::load_backup(KubernetesClient& client,
                                                   const std::string& velero_namespace) {
  if (loaded_ || names_.backup.empty()) {
    return std::nullopt;
  }
  loaded_ = true;
  auto backup = read_backup(client, velero_namespace, names_.backup);
  if (!backup) {
    return fmt::format(
        "backup {} of restore {} cannot be read ({}); what needs the classes of AWS or the other "
        "members of a group stays parked",
        names_.backup, names_.restore, backup.error().text());
  }
  backup_ = std::move(*backup);
  backup_.set_now(std::time(nullptr));
  // No Secrets: a certificate counts where it is served from, which is the cluster.
  for (const auto& [group, kind] :
       {std::pair("", "Namespace"), std::pair("", "Service"),
        std::pair("networking.k8s.io", "Ingress"), std::pair("networking.k8s.io", "IngressClass"),
        std::pair("elbv2.k8s.aws", "IngressClassParams"),
        std::pair("eks.amazonaws.com", "IngressClassParams")}) {
    for (const Json* object : backup_.all(group, kind)) {
      as_they_were_.add(*object);
    }
  }
  return std::nullopt;
}

FixSession& FixSessions::of(const Json& object) {
  const std::string label = restore_label(object);
  const Json* restore = nullptr;
  for (const Json& one : live_.restores) {
    if (!label.empty() && translator::velero_label_value(translator::name_of(one)) == label) {
      restore = &one;
    }
  }
  auto& session = sessions_[restore == nullptr ? "" : label];
  if (!session) {
    session = std::make_unique<FixSession>(live_, restore);
  }
  return *session;
}

}  // namespace cmd
