#pragma once

// When a call to the Kubernetes API is worth another try, and after what pause. Decides only; the
// client waits and tries. What may have been carried out and must not happen twice is never tried
// again.

#include <chrono>
#include <optional>

#include "cluster/deadline.h"

namespace cluster {

struct FailedAttempt {
  int number = 1;          // the first is 1
  unsigned status = 0;     // of the answer; 0: the connection was refused or lost
  bool repeatable = true;  // carrying it out twice ends in the same state as once
  std::optional<std::chrono::seconds> retry_after = std::nullopt;
};

// The pause before the next attempt; nothing when there shall be none: the failure is no passing
// one, all attempts are used up, or the pause would not end before the deadline. A server's
// Retry-After is kept to; else pauses grow from 0.1 s and differ at random, so that clients do not
// come back all at once.
[[nodiscard]] std::optional<std::chrono::milliseconds> pause_before_retry(
    const FailedAttempt& attempt, Deadline deadline);

}  // namespace cluster
