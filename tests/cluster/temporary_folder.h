#pragma once

// A folder that is gone after the test.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace cluster_tests {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "eks2gke-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // Replaces the file as a whole, as Kubernetes replaces tokens.
  // NOLINTNEXTLINE(modernize-use-nodiscard): the path is often known already
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    auto file = path_ / name;
    const auto fresh = path_ / (name + ".fresh");
    std::ofstream(fresh, std::ios::binary) << text;
    std::filesystem::rename(fresh, file);
    return file;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace cluster_tests
