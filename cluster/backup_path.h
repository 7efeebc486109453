#pragma once

// What the name of an entry in a Velero archive says. Private to the archive reader.

#include <optional>
#include <string>
#include <string_view>

#include "translator/result.h"

namespace cluster {

struct BackupPath {
  std::string directory;
  std::string name_space;
  std::string name;
  bool is_copy = false;  // below <version>-preferredversion/

  // The path of the object without a version: the same for an original and its copy.
  [[nodiscard]] std::string original() const;
};

// Error: a name that is absolute, has a step "..", or a control character.
// The returned name is without a leading "./", which other tar programs write.
[[nodiscard]] translator::Result<std::string> checked_entry_name(std::string_view name);

// Nothing when the entry is no object, or one in a version that Velero does not restore from.
[[nodiscard]] std::optional<BackupPath> parse_backup_path(std::string_view name);

}  // namespace cluster
