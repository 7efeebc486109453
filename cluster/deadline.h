#pragma once

// Points in time by which something must be done. Every call of this folder that waits for another
// machine takes one; none waits without end.

#include <algorithm>
#include <chrono>

namespace cluster {

using Deadline = std::chrono::steady_clock::time_point;

inline constexpr Deadline kNoDeadline = Deadline::max();

// `limit` from now, but not after `latest`.
[[nodiscard]] inline Deadline deadline_in(std::chrono::milliseconds limit,
                                          Deadline latest = kNoDeadline) {
  return std::min(std::chrono::steady_clock::now() + limit, latest);
}

[[nodiscard]] inline bool has_passed(Deadline deadline) {
  return std::chrono::steady_clock::now() >= deadline;
}

// Never negative.
[[nodiscard]] inline std::chrono::milliseconds time_left(Deadline deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds{0});
}

}  // namespace cluster
