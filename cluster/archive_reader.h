#pragma once

// libarchive, tamed: the entries of a tar stream, one after another, with every failure as a
// sentence that names the place. Private to the reader of backups.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "cluster/backup_archive.h"
#include "cluster/deadline.h"
#include "translator/result.h"

struct archive;
struct archive_entry;

namespace cluster {

class ArchiveReader {
 public:
  // `source` must outlive the reader.
  ArchiveReader(const ByteSource& source, std::string archive_name, Deadline deadline);
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;
  ArchiveReader(ArchiveReader&&) = delete;
  ArchiveReader& operator=(ArchiveReader&&) = delete;
  ~ArchiveReader();

  // Goes to the next regular file; false at the end of the archive. Folders are passed over.
  [[nodiscard]] translator::Result<bool> next();

  // The name of the entry, checked (backup_path.h). Valid until next().
  [[nodiscard]] const std::string& name() const { return name_; }

  // The content of the entry. Error: it is longer than `most_bytes`.
  [[nodiscard]] translator::Result<std::string> text(std::size_t most_bytes);

  [[nodiscard]] const std::string& archive_name() const { return archive_name_; }

  // An Error at the present entry.
  [[nodiscard]] translator::Error failed(std::string what) const;

 private:
  struct Callbacks;  // what C calls

  [[nodiscard]] translator::Error broken() const;
  [[nodiscard]] translator::Status check_entry(archive_entry* entry);

  const ByteSource& source_;
  std::string archive_name_;
  Deadline deadline_;
  std::unique_ptr<archive, int (*)(archive*)> archive_;
  std::string name_;
  std::string source_failure_;  // why the bytes ended, when it was not the fault of the archive
  bool opened_ = false;
};

// Error: the file cannot be opened.
[[nodiscard]] translator::Result<ByteSource> file_source(const std::filesystem::path& file);

}  // namespace cluster
