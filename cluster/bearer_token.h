#pragma once

// The token that a client shows with every request.

#include <chrono>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <tuple>

#include "cluster/exec_credential.h"
#include "translator/result.h"

namespace cluster {

// A fixed token, one in a file that is read again when the file has changed (Kubernetes renews the
// token of a pod about once an hour), or one of a program that is run again when it expires. Not
// safe for use by two threads at a time.
class BearerToken {
 public:
  // Without a file the fixed token counts; both may be empty.
  BearerToken(std::string fixed, std::filesystem::path file);

  // The first credential is of an earlier run of the program.
  BearerToken(ExecProgram program, const ExecCredential& first);

  // "" for none. Error: the file cannot be read (where = the file), or the program failed.
  [[nodiscard]] translator::Result<std::string> current();

 private:
  translator::Result<std::string> from_program();

  // Of the file: inode, size, and time of change in seconds and nanoseconds.
  using Version = std::tuple<ino_t, off_t, time_t, long>;

  std::string token_;
  std::filesystem::path file_;
  Version version_{};
  std::optional<ExecProgram> program_;
  std::optional<std::chrono::sys_seconds> expires_;
};

}  // namespace cluster
