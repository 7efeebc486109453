#pragma once

// A restore played through: every item of a backup goes through the plugin binary as Velero would
// send it, and into a cluster in memory. Everything here comes from the plugin's answers, writes
// and log lines; the translator that this program is linked with has no part in it.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cmd/backup_items.h"
#include "cmd/console.h"
#include "cmd/plugin_log.h"
#include "translator/json.h"
#include "translator/result.h"

namespace cmd {

// What became of an item.
enum class RehearsedFate {
  unchanged,   // the plugin answered with the very bytes, or has no action for it
  patched,     // so did it, and it wrote into the restored object later
  translated,  // restored with changes
  parked,      // restored inert
  skipped,     // not restored, because the plugin said so
  left_out,    // Velero itself does not restore it
  failed,      // Velero would not have restored it: see `problem`
};

[[nodiscard]] std::string_view name_of(RehearsedFate fate);

// How the item's operation stood when Velero asked for it, once, after the last item.
struct RehearsedOperation {
  enum class State { completed, waiting, failed };

  State state = State::completed;
  std::string text;  // what `velero restore describe` shows of it
};

struct RehearsedItem {
  std::string kind;
  std::string label;  // "shop/web" in the target namespace
  RehearsedFate fate = RehearsedFate::unchanged;
  std::string problem;
  translator::Json before;                // as it was sent
  std::optional<translator::Json> after;  // as it stands in the cluster at the end
  LoggedItem log;
  std::optional<RehearsedOperation> operation = {};
};

struct Rehearsal {
  std::vector<RehearsedItem> items;    // in the order of the restore
  std::vector<translator::Json> made;  // objects that the plugin wrote by itself
  std::vector<std::string> problems;   // about the plugin as a whole
  std::vector<std::string> remarks;    // of the plugin, about no item
  bool interrupted = false;
};

struct RehearsalOptions {
  std::string archive;
  std::string plugin;                                    // absolute path
  std::map<std::string, std::string> namespace_mapping;  // old to new
  std::optional<std::string> settings = {};  // the text of the ConfigMap; nothing for none
};

// Error: the archive cannot be read, or the plugin cannot be started.
[[nodiscard]] translator::Result<Rehearsal> run_rehearsal(const RehearsalOptions& options,
                                                          Console& console);

// What stands in the cluster at the end, without what only the cluster in memory added.
[[nodiscard]] std::vector<translator::Json> resulting_objects(const Rehearsal& rehearsal);

}  // namespace cmd
