#pragma once

// Velero archives made in memory, whole or wrong.

#include <cstddef>
#include <string>
#include <vector>

#include "cluster/backup_archive.h"

namespace cluster_tests {

enum class Compression { gzip, zstd, none };

struct ArchiveEntry {
  std::string path;
  std::string text;
  char type = 'f';  // 'f' file, 'd' folder, 's' symbolic link, 'h' hard link to `text`
};

// A tar archive of these entries, in this order.
[[nodiscard]] std::string make_archive(const std::vector<ArchiveEntry>& entries,
                                       Compression compression = Compression::gzip);

// metadata/version as Velero writes it.
[[nodiscard]] ArchiveEntry version_entry();

// The path of an object; `version` such as "v1-preferredversion", or "".
[[nodiscard]] std::string object_path(const std::string& directory, const std::string& name_space,
                                      const std::string& name, const std::string& version = "");

// A Service as text.
[[nodiscard]] std::string service(const std::string& name_space, const std::string& name);

// Hands the bytes out in pieces of `size`, as a network would. `bytes` must outlive it.
[[nodiscard]] cluster::ByteSource pieces_of(const std::string& bytes, std::size_t size = 1000);

}  // namespace cluster_tests
