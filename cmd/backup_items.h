#pragma once

// The items of a backup archive in the order in which Velero restores them.

#include <string>
#include <vector>

#include "cmd/console.h"
#include "translator/result.h"

namespace cmd {

struct BackupItem {
  std::string directory;  // plural.group, "ingresses.networking.k8s.io"
  std::string name_space;
  std::string name;
  std::string where;  // archive and entry, for messages
  std::string text;   // as it stands in the archive

  // "ingresses" and "networking.k8s.io"; the group is "" for core kinds.
  [[nodiscard]] std::string plural() const { return directory.substr(0, directory.find('.')); }
  [[nodiscard]] std::string group() const {
    const std::size_t dot = directory.find('.');
    return dot == std::string::npos ? "" : directory.substr(dot + 1);
  }
};

// Error: a broken archive, or an entry that is no Kubernetes object.
[[nodiscard]] translator::Result<std::vector<BackupItem>> read_items(const std::string& archive,
                                                                     Console& console);

}  // namespace cmd
