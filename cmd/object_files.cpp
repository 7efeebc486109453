#include "cmd/object_files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>

#include <fmt/format.h>

#include "cmd/yaml_json.h"

namespace cmd {
namespace {

namespace fs = std::filesystem;
using translator::Done;
using translator::Error;
using translator::Json;
using translator::Status;

constexpr std::size_t kLongestPart = 80;

std::string safe_part(std::string_view text) {
  std::string part;
  for (const char c : text.substr(0, kLongestPart)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                      lower == '.' || lower == '-';
    part += kept ? lower : '-';
  }
  return part;
}

Error failed(const std::string& what, const fs::path& path) {
  return {.what = fmt::format("{}: {}", what, std::strerror(errno)), .where = path.string()};
}

Status write_file(const fs::path& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) {
    return failed("the file cannot be made", path);
  }
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      const Error error = failed("the file cannot be written", path);
      ::close(file);
      return error;
    }
    text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  if (::close(file) != 0) {
    return failed("the file cannot be written", path);
  }
  return Done{};
}

}  // namespace

std::string file_name_for(const Json& object, std::set<std::string>& used) {
  const std::string name_space = translator::namespace_of(object);
  const std::string stem = safe_part(translator::kind_of(object)) + "_" +
                           (name_space.empty() ? "" : safe_part(name_space) + "_") +
                           safe_part(translator::name_of(object));
  std::string name = stem;
  for (int number = 2; !used.insert(name).second; ++number) {
    name = fmt::format("{}_{}", stem, number);
  }
  return name + ".yaml";
}

Status make_output_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const bool empty = !error && fs::is_empty(folder, error);
  if (error) {
    return Error{.what = "the output folder cannot be used: " + error.message(),
                 .where = folder.string()};
  }
  if (!empty) {
    return Error{.what =
                     "the output folder is not empty; give a new one, so that old and new "
                     "results do not mix",
                 .where = folder.string()};
  }
  return Done{};
}

Status write_objects(const fs::path& folder, const std::vector<Json>& objects) {
  std::set<std::string> used;
  for (const Json& object : objects) {
    Status status = write_file(folder / file_name_for(object, used), to_yaml(object));
    if (!status) {
      return status;
    }
  }
  return Done{};
}

}  // namespace cmd
