#include "cluster/backup_path.h"

#include <algorithm>
#include <vector>

namespace cluster {

namespace {

constexpr std::string_view kCopySuffix = "-preferredversion";
constexpr std::string_view kFileSuffix = ".json";

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> steps;
  while (true) {
    const auto slash = path.find('/');
    steps.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) {
      return steps;
    }
    path.remove_prefix(slash + 1);
  }
}

bool is_control(char character) {
  const auto code = static_cast<unsigned char>(character);
  return code < 0x20 || code == 0x7f;
}

// Control characters would act on a terminal.
std::string printable(std::string_view name) {
  std::string text(name);
  std::replace_if(text.begin(), text.end(), is_control, '?');
  return text;
}

}  // namespace

std::string BackupPath::original() const {
  const auto scope =
      name_space.empty() ? std::string("cluster/") : "namespaces/" + name_space + "/";
  return "resources/" + directory + "/" + scope + name + std::string(kFileSuffix);
}

translator::Result<std::string> checked_entry_name(std::string_view name) {
  const auto refused = [&](const char* why) {
    return translator::Error{std::string("the name of an entry ") + why +
                                 "; Velero writes no such archive, do not use it",
                             printable(name)};
  };
  if (name.starts_with('/')) {
    return refused("is absolute");
  }
  if (std::any_of(name.begin(), name.end(), is_control)) {
    return refused("has a control character");
  }
  const auto steps = split(name);
  if (std::find(steps.begin(), steps.end(), "..") != steps.end()) {
    return refused("leads out of the archive");
  }
  while (name.starts_with("./")) {
    name.remove_prefix(2);
  }
  return std::string(name);
}

std::optional<BackupPath> parse_backup_path(std::string_view name) {
  auto steps = split(name);
  if (steps.size() < 4 || steps.front() != "resources" || !steps.back().ends_with(kFileSuffix)) {
    return std::nullopt;
  }
  BackupPath path;
  path.directory = steps[1];
  path.name = steps.back().substr(0, steps.back().size() - kFileSuffix.size());
  path.is_copy = steps[2].ends_with(kCopySuffix);
  steps.erase(steps.begin(), steps.begin() + (path.is_copy ? 3 : 2));
  if (steps.size() == 3 && steps[0] == "namespaces") {
    path.name_space = steps[1];
  } else if (steps.size() != 2 || steps[0] != "cluster") {
    return std::nullopt;
  }
  const bool complete = !path.directory.empty() && !path.name.empty() &&
                        (steps.size() == 2 || !path.name_space.empty());
  return complete ? std::optional(path) : std::nullopt;
}

}  // namespace cluster
