#pragma once

// A folder that only this user can read, gone with everything in it when the value goes.

#include <filesystem>

#include "translator/result.h"

namespace cmd {

class TemporaryFolder {
 public:
  // Below TMPDIR, else below /tmp. Error: it cannot be made.
  [[nodiscard]] static translator::Result<TemporaryFolder> make();

  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

}  // namespace cmd
