#pragma once

// What `eks2gke fix` reads before it judges anything: the cluster as it is, and of each restore its
// names, its backup, and the surroundings in the form that they had on EKS. Changes nothing but for
// Velero's DownloadRequests.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cluster/companions.h"
#include "cluster/kubernetes_client.h"
#include "translator/surroundings.h"

namespace cmd {

struct LiveCluster {
  std::vector<translator::Json> ingresses;
  std::vector<translator::Json> services;
  std::vector<translator::Json> others;    // classes, their parameters, Secrets
  std::vector<translator::Json> restores;  // of Velero; empty when they may not be read
  std::vector<std::string> warnings;       // what could not be read, and what follows from it
};

// Error: Ingresses or Services cannot be read.
[[nodiscard]] cluster::ApiResult<LiveCluster> read_cluster(cluster::KubernetesClient& client,
                                                           const std::string& velero_namespace);

// The objects of one restore, or of none. Rules see all names as they are in the backup.
class FixSession {
 public:
  // `restore` is Velero's object; null for objects that no restore made.
  FixSession(const LiveCluster& live, const translator::Json* restore);

  [[nodiscard]] const cluster::RestoreNames& names() const { return names_; }

  // Objects of the cluster, those of ours taken back to their form on EKS, and of the backup what
  // the cluster lacks: AWS's classes, other members of a group, the namespaces by which a backup of
  // the whole cluster is known.
  [[nodiscard]] const translator::BackupObjects& as_they_were() const { return as_they_were_; }
  // The same without taking anything back.
  [[nodiscard]] const translator::BackupObjects& as_they_are() const { return as_they_are_; }

  // The object under the name that it has in the backup. Nothing for one that lives in a namespace
  // which the restore has led elsewhere: it is not the one that the backup means.
  [[nodiscard]] std::optional<translator::Json> in_backup(translator::Json object) const;

  // The object as it stands in the backup, with its status; null when the backup was not read.
  [[nodiscard]] const translator::Json* backup_of(const translator::Json& object) const;

  // Reads the backup, once. A sentence when it cannot be read: rules are conservative then.
  [[nodiscard]] std::optional<std::string> load_backup(cluster::KubernetesClient& client,
                                                       const std::string& velero_namespace);

 private:
  cluster::RestoreNames names_;
  std::map<std::string, std::string> old_namespace_;  // by the new one
  translator::BackupObjects as_they_were_;
  translator::BackupObjects as_they_are_;
  translator::BackupObjects backup_;
  bool loaded_ = false;
};

// The sessions by Velero's label of the restore.
class FixSessions {
 public:
  explicit FixSessions(const LiveCluster& live) : live_(live) {}

  [[nodiscard]] FixSession& of(const translator::Json& object);

 private:
  const LiveCluster& live_;
  std::map<std::string, std::unique_ptr<FixSession>> sessions_;
};

}  // namespace cmd
