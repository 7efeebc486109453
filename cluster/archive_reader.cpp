#include "cluster/archive_reader.h"

#include <cerrno>
#include <cstring>
#include <exception>
#include <fstream>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "cluster/backup_path.h"

namespace cluster {

namespace {

using translator::Done;
using translator::Error;
using translator::Result;
using translator::Status;

constexpr std::size_t kFileBlock = std::size_t{64} << 10U;

// libarchive gives no name at all when it cannot convert it to the encoding asked for.
const char* raw_name(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? archive_entry_pathname(entry) : name;
}

}  // namespace

struct ArchiveReader::Callbacks {
  static la_ssize_t read(archive* archive, void* context, const void** bytes) {
    auto& self = *static_cast<ArchiveReader*>(context);
    try {
      if (has_passed(self.deadline_)) {
        self.source_failure_ = "reading it took too long; the time limit was reached";
      } else if (const auto piece = self.source_(); piece) {
        *bytes = piece->data();
        return static_cast<la_ssize_t>(piece->size());
      } else {
        self.source_failure_ = piece.error().text();
      }
    } catch (const std::exception& failure) {  // nothing may pass through C
      self.source_failure_ = failure.what();
    }
    archive_set_error(archive, EIO, "%s", self.source_failure_.c_str());
    return ARCHIVE_FATAL;
  }
};

ArchiveReader::ArchiveReader(const ByteSource& source, std::string archive_name, Deadline deadline)
    : source_(source),
      archive_name_(std::move(archive_name)),
      deadline_(deadline),
      archive_(archive_read_new(), &archive_read_free) {
  archive_read_support_format_tar(archive_.get());
  archive_read_support_filter_gzip(archive_.get());
  archive_read_support_filter_zstd(archive_.get());
}

ArchiveReader::~ArchiveReader() = default;

Error ArchiveReader::failed(std::string what) const {
  return {std::move(what), archive_name_ + (name_.empty() ? "" : ": " + name_)};
}

Error ArchiveReader::broken() const {
  const auto where =
      archive_name_ + (name_.empty() ? ", before its first entry" : ", after entry " + name_);
  if (!source_failure_.empty()) {
    return {source_failure_, where};
  }
  const char* reason = archive_error_string(archive_.get());
  return {std::string("the archive is broken or cut off: ") +
              (reason == nullptr ? "unknown reason" : reason) + "; fetch it again",
          where};
}

Status ArchiveReader::check_entry(archive_entry* entry) {
  const char* raw = raw_name(entry);
  if (raw == nullptr) {
    return failed("the next entry has a name in an unknown encoding");
  }
  auto name = checked_entry_name(raw);
  if (!name) {
    return Error{name.error().what, archive_name_ + ": " + name.error().where};
  }
  name_ = std::move(*name);
  const auto type = archive_entry_filetype(entry);
  const bool is_link = archive_entry_hardlink(entry) != nullptr;
  if (is_link || (type != AE_IFREG && type != AE_IFDIR)) {
    return failed("the entry is a link or a device; Velero writes no such archive, do not use it");
  }
  return Done{};
}

Result<bool> ArchiveReader::next() {
  if (!opened_) {
    opened_ = true;
    if (archive_read_open(archive_.get(), this, nullptr, &Callbacks::read, nullptr) != ARCHIVE_OK) {
      return broken();
    }
  }
  archive_entry* entry = nullptr;
  while (true) {
    const int code = archive_read_next_header(archive_.get(), &entry);
    if (code == ARCHIVE_EOF) {
      return false;
    }
    if (code < ARCHIVE_WARN) {
      return broken();
    }
    if (auto status = check_entry(entry); !status) {
      return status.error();
    }
    if (archive_entry_filetype(entry) == AE_IFREG) {
      return true;
    }
  }
}

Result<std::string> ArchiveReader::text(std::size_t most_bytes) {
  std::string text;
  char block[std::size_t{16} << 10U];  // NOLINT(modernize-avoid-c-arrays): filled by C
  while (true) {
    const auto count = archive_read_data(archive_.get(), static_cast<void*>(block), sizeof block);
    if (count < 0) {
      return broken();
    }
    if (count == 0) {
      return text;
    }
    if (text.size() + static_cast<std::size_t>(count) > most_bytes) {
      return failed("the entry is longer than " + std::to_string(most_bytes) +
                    " bytes, which is the limit here");
    }
    text.append(static_cast<const char*>(block), static_cast<std::size_t>(count));
  }
}

Result<ByteSource> file_source(const std::filesystem::path& file) {
  errno = 0;
  auto stream = std::make_shared<std::ifstream>(file, std::ios::binary);
  std::error_code ignored;
  if (!*stream || std::filesystem::is_directory(file, ignored)) {
    const char* reason = errno == 0 ? "it is no readable file" : std::strerror(errno);
    return Error{std::string("cannot be opened: ") + reason, file.string()};
  }
  auto block = std::make_shared<std::vector<char>>(kFileBlock);
  return ByteSource([stream, block]() -> Result<std::string_view> {
    stream->read(block->data(), static_cast<std::streamsize>(block->size()));
    if (stream->bad()) {
      return Error{"the file cannot be read", ""};
    }
    return std::string_view(block->data(), static_cast<std::size_t>(stream->gcount()));
  });
}

}  // namespace cluster
