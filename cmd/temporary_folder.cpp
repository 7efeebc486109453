#include "cmd/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

namespace cmd {

translator::Result<TemporaryFolder> TemporaryFolder::make() {
  const char* root = std::getenv("TMPDIR");
  std::string path =
      std::string(root == nullptr || *root == '\0' ? "/tmp" : root) + "/eks2gke-XXXXXX";
  if (mkdtemp(path.data()) == nullptr) {
    return translator::Error{.what = "no temporary folder can be made (" +
                                     std::string(std::strerror(errno)) +
                                     "); set TMPDIR to a folder that can be written to",
                             .where = path};
  }
  return TemporaryFolder(path);
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  if (!path_.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
}

}  // namespace cmd
