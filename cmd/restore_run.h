#pragma once

// What Velero's server does with the items of a restore, one after another. Private to the
// rehearsal.

#include <cstddef>
#include <string>
#include <vector>

#include "cmd/backup_items.h"
#include "cmd/plugin_actions.h"
#include "cmd/plugin_host.h"
#include "cmd/rehearsal.h"
#include "cmd/rehearsal_cluster.h"

namespace cmd {

class RestoreRun {
 public:
  RestoreRun(PluginHost& host, RehearsalCluster& cluster, std::vector<PluginAction> actions)
      : host_(host), cluster_(cluster), actions_(std::move(actions)) {}

  // Sends the item to every action that selects it, and puts the result into the cluster.
  void restore(const BackupItem& item);

  // Asks for the progress of all operations, then reads everything back from the cluster. The items
  // come in the order of the calls above.
  [[nodiscard]] Rehearsal finish();

 private:
  struct Operation {
    std::string action;
    std::string id;
    std::size_t item = 0;
  };

  // An item on its way through the actions.
  struct Passing {
    std::string bytes;
    translator::Json object;
  };

  [[nodiscard]] ObjectKey target_of(const BackupItem& item) const;
  void execute(const BackupItem& item, RehearsedItem& rehearsed);
  bool execute_one(const PluginAction& action, const BackupItem& item, Passing& passing,
                   RehearsedItem& rehearsed);
  void create(const BackupItem& item, Passing passing, bool changed, RehearsedItem& rehearsed);
  void ask_for_progress(const Operation& operation);
  void read_back(RehearsedItem& item, const ObjectKey& key);

  PluginHost& host_;
  RehearsalCluster& cluster_;
  std::vector<PluginAction> actions_;
  std::vector<RehearsedItem> items_;
  std::vector<ObjectKey> keys_;  // of items_
  std::vector<Operation> operations_;
};

}  // namespace cmd
