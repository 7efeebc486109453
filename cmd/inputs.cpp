#include "cmd/inputs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "cluster/backup_archive.h"
#include "cluster/backup_path.h"
#include "cmd/yaml_json.h"

namespace cmd {
namespace {

namespace fs = std::filesystem;
using translator::Done;
using translator::Error;
using translator::Json;
using translator::Result;
using translator::Status;

// gzip, zstd, or a plain tar whose first header bears its mark.
bool is_archive(std::string_view head) {
  constexpr std::size_t kTarMark = 257;
  return head.starts_with("\x1f\x8b") || head.starts_with("\x28\xb5\x2f\xfd") ||
         (head.size() > kTarMark && head.substr(kTarMark).starts_with("ustar"));
}

Result<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file) {
    return Error{.what = fmt::format("the file cannot be opened: {}", std::strerror(errno)),
                 .where = path.string()};
  }
  text << file.rdbuf();
  if (file.bad()) {
    return Error{.what = "the file cannot be read to its end", .where = path.string()};
  }
  return std::move(text).str();
}

Status visit_text(std::string text, const std::string& where, const InputVisitor& visitor) {
  Result<Json> object = parse_object(text, where);
  if (!object) {
    return object.error();
  }
  return visitor({.where = where, .text = std::move(text), .object = std::move(object.value())});
}

bool is_list(const Json& value) {
  return translator::kind_of(value).ends_with("List") && value.contains("items") &&
         value["items"].is_array();
}

Status visit_value(const Json& value, const std::string& where, const InputVisitor& visitor) {
  if (!value.is_object() || !is_list(value)) {
    return visit_text(translator::to_text(value), where, visitor);
  }
  std::size_t number = 0;
  for (const Json& item : value["items"]) {
    Status status = visit_value(item, fmt::format("{}: items[{}]", where, number++), visitor);
    if (!status) {
      return status;
    }
  }
  return Done{};
}

Status read_yaml_manifest(const std::vector<YamlDocument>& documents, const std::string& where,
                          const InputVisitor& visitor) {
  for (const YamlDocument& document : documents) {
    Status status =
        visit_value(document.value, fmt::format("{}:{}", where, document.line), visitor);
    if (!status) {
      return status;
    }
  }
  return Done{};
}

// YAML, too, can begin with a brace; when it is neither, the error is about JSON.
Status read_json_manifest(const std::string& text, const std::string& where,
                          const InputVisitor& visitor) {
  const auto document = translator::parse_json(text);
  if (!document) {
    const auto yaml = read_yaml(text, where);
    return yaml
               ? read_yaml_manifest(*yaml, where, visitor)
               : Error{.what = "this is no valid JSON: " + document.error().text(), .where = where};
  }
  if (document->value.is_object() && is_list(document->value)) {
    return visit_value(document->value, where, visitor);
  }
  return visit_text(text, where, visitor);  // the very text: numbers stay as they are written
}

Status read_manifest(const std::string& text, const std::string& where,
                     const InputVisitor& visitor) {
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  if (start != std::string::npos && (text[start] == '{' || text[start] == '[')) {
    return read_json_manifest(text, where, visitor);
  }
  const auto documents = read_yaml(text, where);
  return documents ? read_yaml_manifest(*documents, where, visitor) : documents.error();
}

cluster::BackupVisitor archive_visitor(const std::string& archive, const InputVisitor& visitor) {
  return {.wants = {}, .visit = [&archive, &visitor](const cluster::BackupEntry& entry) {
            return visit_text(std::string(entry.text), fmt::format("{}: {}", archive, entry.path),
                              visitor);
          }};
}

Status read_bytes(const std::string& bytes, const std::string& where, const InputVisitor& visitor) {
  if (!is_archive(bytes)) {
    return read_manifest(bytes, where, visitor);
  }
  bool given = false;
  const cluster::ByteSource source = [&]() -> Result<std::string_view> {
    return std::exchange(given, true) ? std::string_view() : std::string_view(bytes);
  };
  return cluster::read_backup(source, where, archive_visitor(where, visitor), cluster::kWideLimits);
}

Status read_one_file(const fs::path& path, const InputVisitor& visitor) {
  constexpr std::size_t kHead = 512;
  const std::string name = path.string();
  std::ifstream file(path, std::ios::binary);
  std::string head(kHead, '\0');
  file.read(head.data(), kHead);
  head.resize(static_cast<std::size_t>(file.gcount()));
  if (is_archive(head)) {
    return cluster::read_backup(path, archive_visitor(name, visitor), cluster::kWideLimits);
  }
  const Result<std::string> text = read_file(path);
  return text ? read_manifest(*text, name, visitor) : Status(text.error());
}

bool is_manifest_name(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".yaml" || ending == ".yml" || ending == ".json";
}

Result<std::vector<fs::path>> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  auto at = fs::recursive_directory_iterator(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->is_regular_file(error)) {
      files.push_back(at->path());
    }
  }
  if (error) {
    return Error{.what = "the folder cannot be read: " + error.message(), .where = folder.string()};
  }
  std::sort(files.begin(), files.end());
  return files;
}

Status read_files(const std::vector<fs::path>& files, const InputVisitor& visitor) {
  for (const fs::path& file : files) {
    Status status = read_one_file(file, visitor);
    if (!status) {
      return status;
    }
  }
  return Done{};
}

// Of an unpacked archive the same files count as of a packed one: copies below
// <version>-preferredversion/ only where the first is absent.
std::vector<fs::path> objects_of_backup(const fs::path& folder,
                                        const std::vector<fs::path>& files) {
  std::vector<fs::path> chosen;
  std::vector<std::string> seen;
  for (const bool copies : {false, true}) {
    for (const fs::path& file : files) {
      const auto path = cluster::parse_backup_path(file.lexically_relative(folder).string());
      if (path && path->is_copy == copies &&
          !std::binary_search(seen.begin(), seen.end(), path->original())) {
        chosen.push_back(file);
      }
    }
    for (const fs::path& file : chosen) {
      seen.push_back(
          cluster::parse_backup_path(file.lexically_relative(folder).string())->original());
    }
    std::sort(seen.begin(), seen.end());
  }
  return chosen;
}

Status read_folder(const fs::path& folder, const InputVisitor& visitor) {
  Result<std::vector<fs::path>> files = files_below(folder);
  if (!files) {
    return files.error();
  }
  if (fs::is_directory(folder / "resources")) {
    return read_files(objects_of_backup(folder, *files), visitor);
  }
  std::erase_if(*files, [](const fs::path& file) { return !is_manifest_name(file); });
  if (files->empty()) {
    return Error{.what =
                     "there is no manifest (.yaml, .yml, .json) in this folder, and it is no "
                     "unpacked Velero backup either",
                 .where = folder.string()};
  }
  return read_files(*files, visitor);
}

Error no_object(const std::string& where, std::string_view what) {
  return {.what = fmt::format("this is no Kubernetes object: {}", what), .where = where};
}

}  // namespace

Result<std::string> read_standard_input() {
  constexpr std::size_t kChunk = std::size_t{1} << 16U;
  std::string text;
  std::vector<char> chunk(kChunk);
  while (true) {
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (got == 0) {
      return text;
    }
    if (got > 0) {
      text.append(chunk.data(), static_cast<std::size_t>(got));
    } else if (errno != EINTR) {
      return Error{.what = fmt::format("cannot be read: {}", std::strerror(errno)),
                   .where = "standard input"};
    }
  }
}

Result<Json> parse_object(std::string_view text, const std::string& where) {
  auto document = translator::parse_json(text);
  if (!document) {
    return no_object(where, document.error().text());
  }
  Json& value = document->value;
  if (!value.is_object()) {
    return no_object(where, fmt::format("it is a JSON {}", value.type_name()));
  }
  for (const char* needed : {"/apiVersion", "/kind", "/metadata/name"}) {
    if (translator::string_at(value, translator::Pointer(needed)).value_or("").empty()) {
      return no_object(where, fmt::format("it has no text at {}", needed));
    }
  }
  return std::move(value);
}

Status read_input(const std::string& input, const InputVisitor& visitor) {
  if (input == "-") {
    const Result<std::string> bytes = read_standard_input();
    return bytes ? read_bytes(*bytes, "standard input", visitor) : Status(bytes.error());
  }
  std::error_code error;
  const fs::file_status status = fs::status(input, error);
  if (!fs::exists(status)) {
    return Error{.what = "there is no such file or folder", .where = input};
  }
  return fs::is_directory(status) ? read_folder(input, visitor) : read_one_file(input, visitor);
}

}  // namespace cmd
