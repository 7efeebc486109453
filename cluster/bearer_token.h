#pragma once

// The token that a client shows with every request.

#include <ctime>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <tuple>

#include "translator/result.h"

namespace cluster {

// A fixed token, or one in a file that is read again when the file has changed: Kubernetes renews
// the token of a pod about once an hour. Not safe for use by two threads at a time.
class BearerToken {
 public:
  // Without a file the fixed token counts; both may be empty.
  BearerToken(std::string fixed, std::filesystem::path file);

  // "" for none. Error: the file cannot be read; where = the file.
  [[nodiscard]] translator::Result<std::string> current();

 private:
  // Of the file: inode, size, and time of change in seconds and nanoseconds.
  using Version = std::tuple<ino_t, off_t, time_t, long>;

  std::string token_;
  std::filesystem::path file_;
  Version version_{};
};

}  // namespace cluster
