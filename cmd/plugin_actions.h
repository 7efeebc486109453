#pragma once

// The actions of a plugin, and which items each of them gets. Private to the rehearsal.

#include <string>
#include <vector>

#include "cmd/backup_items.h"
#include "cmd/label_selector.h"
#include "cmd/plugin_host.h"
#include "translator/json.h"
#include "translator/result.h"

namespace cmd {

struct PluginAction {
  std::string name;
  Selector selector;  // as the plugin answers it
  std::vector<LabelRequirement> labels;
};

// The RestoreItemActions (second version) that the plugin lists, in its order. Error: a call that
// fails, or a selector that is none.
[[nodiscard]] translator::Result<std::vector<PluginAction>> read_actions(PluginHost& host);

// Namespaces are compared as Velero does: those of the target, and no cluster-scoped item passes
// when there is any restriction. `object` is the item as the actions before this one left it.
[[nodiscard]] bool selects(const PluginAction& action, const BackupItem& item,
                           const std::string& target_namespace, const translator::Json& object);

}  // namespace cmd
