#pragma once

// What the plugin said on stderr, as Velero's log would show it: one JSON object per line. The only
// way in which a rehearsal learns the reasons for what it sees.

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "translator/finding.h"

namespace cmd {

struct LoggedItem {
  std::vector<translator::Finding> findings;
  std::string outcome;  // "translated", "parked", "skipped"; "" when none was logged
  std::string summary;
};

// Filled by the thread that reads stderr, read when the plugin has ended.
class PluginLog {
 public:
  // A line that is no JSON object, or is about no item, is kept as a remark when it is a warning
  // or an error.
  void add(std::string_view line);

  // By kind and "namespace/name" in the backup. Takes the item's findings out; an empty item when
  // nothing was logged about it.
  [[nodiscard]] LoggedItem take(const std::string& kind, const std::string& item);

  [[nodiscard]] std::vector<std::string> remarks() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, LoggedItem> items_;
  std::vector<std::string> remarks_;
};

}  // namespace cmd
