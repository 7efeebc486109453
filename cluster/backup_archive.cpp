#include "cluster/backup_archive.h"

#include <ctime>
#include <map>
#include <unordered_set>
#include <utility>

#include "cluster/archive_reader.h"
#include "cluster/backup_path.h"
#include "translator/json.h"

namespace cluster {

namespace {

using translator::BackupObjects;
using translator::Done;
using translator::Error;
using translator::Json;
using translator::Result;
using translator::Status;

constexpr std::size_t kVersionBytes = 64;

// Sorts what an archive holds into originals, which are visited at once, and copies, which wait
// until the end of the archive shows whether their original is missing.
class BackupReading {
 public:
  BackupReading(ArchiveReader& archive, const BackupVisitor& visitor, const Limits& limits)
      : archive_(archive), visitor_(visitor), limits_(limits) {}

  Status read_all() {
    while (true) {
      const auto more = archive_.next();
      if (!more) {
        return more.error();
      }
      if (!*more) {
        return finish();
      }
      if (++entries_ > limits_.entries) {
        return archive_.failed("the archive has more than " + std::to_string(limits_.entries) +
                               " entries, which is the limit here");
      }
      if (auto status = read_entry(); !status) {
        return status;
      }
    }
  }

 private:
  struct Copy {
    std::string path;
    BackupPath place;
    std::string text;
  };

  Status read_entry() {
    const auto& name = archive_.name();
    if (name == "metadata/version") {
      return read_version();
    }
    auto place = parse_backup_path(name);
    if (!place || (visitor_.wants && !visitor_.wants(place->directory))) {
      return Done{};
    }
    auto text = archive_.text(limits_.entry_bytes);
    if (!text) {
      return text.error();
    }
    kept_ += text->size() + name.size();
    if (kept_ > limits_.kept_bytes) {
      return archive_.failed("the objects to be kept are larger than " +
                             std::to_string(limits_.kept_bytes) +
                             " bytes together, which is the limit here");
    }
    return place->is_copy ? keep_copy(std::move(*place), std::move(*text))
                          : visit_original(*place, *text);
  }

  Status read_version() {
    const auto text = archive_.text(kVersionBytes);
    if (!text) {
      return text.error();
    }
    const auto version = text->substr(0, text->find_first_of("\r\n"));
    if (version != "1" && !version.starts_with("1.")) {
      return archive_.failed(
          "the format of the backup is not 1.x, as all Velero versions up to "
          "1.18 write it; is there a newer eks2gke?");
    }
    has_version_ = true;
    return Done{};
  }

  Status keep_copy(BackupPath place, std::string text) {
    auto original = place.original();
    if (originals_.contains(original)) {
      kept_ -= text.size() + archive_.name().size();
      return Done{};
    }
    copies_[std::move(original)] = Copy{archive_.name(), std::move(place), std::move(text)};
    return Done{};
  }

  Status visit_original(const BackupPath& place, const std::string& text) {
    if (!originals_.insert(archive_.name()).second) {
      return archive_.failed("the archive holds this entry twice; Velero writes no such archive");
    }
    if (const auto copy = copies_.find(archive_.name()); copy != copies_.end()) {
      kept_ -= copy->second.text.size() + copy->second.path.size();
      copies_.erase(copy);
    }
    return visitor_.visit({archive_.name(), place.directory, place.name_space, place.name, text});
  }

  Status finish() {
    if (!has_version_) {
      return Error{
          "no Velero backup: metadata/version is missing; an archive as `velero backup download` "
          "writes it is expected",
          archive_.archive_name()};
    }
    for (const auto& [original, copy] : copies_) {
      auto status = visitor_.visit(
          {copy.path, copy.place.directory, copy.place.name_space, copy.place.name, copy.text});
      if (!status) {
        return status;
      }
    }
    return Done{};
  }

  ArchiveReader& archive_;
  const BackupVisitor& visitor_;
  Limits limits_;
  std::size_t entries_ = 0;
  std::size_t kept_ = 0;
  bool has_version_ = false;
  std::unordered_set<std::string> originals_;
  std::map<std::string, Copy> copies_;  // by the path of the missing original
};

// Most Secrets hold no certificate, and can be large: Helm keeps whole releases in them.
bool is_worth_reading(const BackupEntry& entry) {
  return entry.directory != "secrets" || entry.text.find("\"tls.crt\"") != std::string_view::npos;
}

Status keep(BackupObjects& objects, const BackupEntry& entry, std::string_view archive) {
  if (!is_worth_reading(entry)) {
    return Done{};
  }
  auto document = translator::parse_json(entry.text);
  const std::string where = std::string(archive) + ": " + std::string(entry.path);
  if (!document) {
    return Error{"this is no JSON: " + document.error().text(), where};
  }
  Json& object = document->value;
  if (!object.is_object()) {
    return Error{"this is no Kubernetes object", where};
  }
  if (const auto metadata = object.find("metadata");
      metadata != object.end() && metadata->is_object()) {
    metadata->erase("managedFields");
  }
  objects.add(std::move(object));
  return Done{};
}

}  // namespace

Status read_backup(const ByteSource& source, std::string_view name, const BackupVisitor& visitor,
                   const Limits& limits) {
  ArchiveReader archive(source, std::string(name), deadline_in(limits.time));
  return BackupReading(archive, visitor, limits).read_all();
}

Status read_backup(const std::filesystem::path& file, const BackupVisitor& visitor,
                   const Limits& limits) {
  const auto source = file_source(file);
  return source ? read_backup(*source, file.string(), visitor, limits) : source.error();
}

Result<BackupObjects> read_surroundings(const ByteSource& source, std::string_view name,
                                        const Limits& limits) {
  BackupObjects objects;
  objects.set_now(std::time(nullptr));
  const BackupVisitor visitor{&translator::is_surrounding,
                              [&](const BackupEntry& entry) { return keep(objects, entry, name); }};
  if (auto status = read_backup(source, name, visitor, limits); !status) {
    return status.error();
  }
  return objects;
}

Result<BackupObjects> read_surroundings(const std::filesystem::path& file, const Limits& limits) {
  const auto source = file_source(file);
  if (!source) {
    return source.error();
  }
  return read_surroundings(*source, file.string(), limits);
}

}  // namespace cluster
