#pragma once

// The cluster of a rehearsal: what Velero itself does in it. Private to the rehearsal.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cmd/backup_items.h"
#include "cmd/memory_cluster.h"
#include "translator/json.h"

namespace cmd {

class RehearsalCluster {
 public:
  // Puts Velero's own objects into the cluster and serves `archive` for downloads.
  RehearsalCluster(MemoryCluster& cluster, const std::string& archive,
                   std::map<std::string, std::string> namespace_mapping);

  // The ConfigMap from which the plugin reads its settings.
  void add_settings(const std::string& text);

  // The Restore object, as JSON.
  [[nodiscard]] const std::string& restore_object() const { return restore_; }

  [[nodiscard]] std::string target_namespace(const std::string& name_space) const;

  // Keeps the item when it is a Namespace: ensure_namespace() makes one like it.
  void remember_namespace(const BackupItem& item);
  // Makes the target of a namespace of the backup; does nothing for "" (cluster-scoped objects).
  void ensure_namespace(const std::string& name_space);

  // Into the target namespace, whatever the object says.
  ApiAnswer create(const BackupItem& item, translator::Json object);

  // Without what only the cluster in memory adds. Nothing when it is not there.
  [[nodiscard]] std::optional<translator::Json> read(const ObjectKey& key);

  // What is in the cluster and is neither in `keys` nor made by this class.
  [[nodiscard]] std::vector<translator::Json> others(const std::vector<ObjectKey>& keys);

 private:
  MemoryCluster& cluster_;
  std::map<std::string, std::string> mapping_;
  std::map<std::string, translator::Json> namespaces_;  // of the backup, by name
  std::string restore_;
};

}  // namespace cmd
