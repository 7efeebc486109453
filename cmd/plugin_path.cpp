#include "cmd/plugin_path.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace cmd {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "velero-plugin-eks-to-gke";

bool is_executable(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

fs::path own_folder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

fs::path found_in_path() {
  const char* variable = std::getenv("PATH");
  std::istringstream folders(variable == nullptr ? "" : variable);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (!folder.empty() && is_executable(fs::path(folder) / kName)) {
      return fs::path(folder) / kName;
    }
  }
  return {};
}

}  // namespace

translator::Result<std::string> find_plugin(const std::string& wanted) {
  if (!wanted.empty()) {
    if (!is_executable(wanted)) {
      return translator::Error{.what = "there is no executable file; give the path of " +
                                       std::string(kName) + " with --plugin",
                               .where = wanted};
    }
    return fs::absolute(wanted).lexically_normal().string();
  }
  const fs::path folder = own_folder();
  for (const fs::path& path : {folder / kName, folder.parent_path() / "plugin" / kName}) {
    if (is_executable(path)) {
      return path.string();
    }
  }
  const fs::path in_path = found_in_path();
  if (in_path.empty()) {
    return translator::Error{
        .what = "the plugin binary " + std::string(kName) +
                " is neither beside eks2gke nor in PATH; give its path with --plugin",
        .where = ""};
  }
  return fs::absolute(in_path).string();
}

}  // namespace cmd
