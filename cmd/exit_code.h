#pragma once

// What the exit status of `eks2gke` says to scripts. The only list of these numbers.

namespace cmd {

enum class ExitCode {
  done = 0,
  problems = 1,     // done, and something needs a person: findings at --fail-on, items that failed
  bad_input = 2,    // usage, or input that cannot be read
  unreachable = 3,  // the cluster (or AWS) cannot be reached
};

[[nodiscard]] constexpr int status_of(ExitCode code) { return static_cast<int>(code); }

}  // namespace cmd
