#pragma once

// Reads Velero backup archives (tar, with gzip or zstd or neither) as a stream: from a file or from
// bytes that arrive over HTTP. Used by the CLI for everything in a backup, and by the plugin for
// the objects that rules look at. Reads nothing into the file system and follows no links.
//
// The layout is Velero's format 1 (velero pkg/backup/item_backupper.go, pkg/archive):
// resources/<plural.group>/{namespaces/<ns>|cluster}/<name>.json, and copies of the same below
// resources/<plural.group>/<version>-preferredversion/. Copies count only where the first is
// absent.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

#include "translator/result.h"
#include "translator/surroundings.h"

namespace cluster {

// The defaults suit the plugin, which shares a pod with Velero's server and has about 64 MiB to
// spare: Services and Ingresses take about three times the size of their texts when parsed.
struct Limits {
  std::size_t entries = 500'000;
  std::size_t entry_bytes = std::size_t{4} << 20U;  // etcd keeps objects below 1.5 MiB
  std::size_t kept_bytes = std::size_t{8} << 20U;   // texts that are handed out, and names
  std::chrono::milliseconds time{10'000};           // for the download too
};

// For a process with memory of its own: no bounds but that of a single entry, 64 MiB.
inline constexpr Limits kWideLimits{std::numeric_limits<std::size_t>::max(), std::size_t{64} << 20U,
                                    std::numeric_limits<std::size_t>::max(),
                                    std::chrono::hours{24}};

// One object. The views are valid during the visit.
struct BackupEntry {
  std::string_view path;        // as it stands in the archive
  std::string_view directory;   // "ingresses.networking.k8s.io"
  std::string_view name_space;  // "" for cluster-scoped objects
  std::string_view name;
  std::string_view text;  // JSON, as Velero wrote it
};

struct BackupVisitor {
  // Which directories to read; empty: all. The others are passed over without being kept.
  std::function<bool(std::string_view directory)> wants = {};
  // An Error ends the reading and is its result.
  std::function<translator::Status(const BackupEntry& entry)> visit;
};

// The next bytes of an archive, empty at its end; valid until the next call.
using ByteSource = std::function<translator::Result<std::string_view>()>;

// Visits each object once, in the order of the archive, and copies without an original last.
// Objects are visited while the archive is read: after an Error, forget what was seen.
//
// `name` stands for the archive in messages. Errors: a broken or truncated archive (where = the
// archive and the entry after which it broke), a name that leads out of the archive, an entry
// twice, a link, no metadata/version ("no Velero backup"), an unknown format, a limit.
[[nodiscard]] translator::Status read_backup(const ByteSource& source, std::string_view name,
                                             const BackupVisitor& visitor,
                                             const Limits& limits = {});

[[nodiscard]] translator::Status read_backup(const std::filesystem::path& file,
                                             const BackupVisitor& visitor,
                                             const Limits& limits = {});

// What rules may look at: the objects for which translator::is_surrounding() holds, without
// metadata.managedFields, which is half of an object and tells nothing. Error also when one of them
// is no JSON object.
[[nodiscard]] translator::Result<translator::BackupObjects> read_surroundings(
    const ByteSource& source, std::string_view name, const Limits& limits = {});

[[nodiscard]] translator::Result<translator::BackupObjects> read_surroundings(
    const std::filesystem::path& file, const Limits& limits = {});

}  // namespace cluster
