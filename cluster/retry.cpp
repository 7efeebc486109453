#include "cluster/retry.h"

#include <random>

namespace cluster {

namespace {

using std::chrono::milliseconds;

constexpr int kMostAttempts = 5;
constexpr milliseconds kFirstPause{100};

// 429 and 503 are said before a request is carried out (k8s.io/apiserver, priority and fairness);
// the others may come from a proxy after it was.
bool is_passing(const FailedAttempt& attempt) {
  switch (attempt.status) {
    case 429:
    case 503:
      return true;
    case 0:
    case 500:
    case 502:
    case 504:
      return attempt.repeatable;
    default:
      return false;
  }
}

// Between one and two times the pause of this attempt: 0.1 s, 0.2 s, 0.4 s, 0.8 s.
milliseconds with_jitter(int number) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const milliseconds least = kFirstPause * (1 << (number - 1));
  return milliseconds{
      std::uniform_int_distribution<milliseconds::rep>(least.count(), 2 * least.count())(random)};
}

}  // namespace

std::optional<milliseconds> pause_before_retry(const FailedAttempt& attempt, Deadline deadline) {
  if (!is_passing(attempt) || attempt.number >= kMostAttempts) {
    return std::nullopt;
  }
  milliseconds pause = with_jitter(attempt.number);
  if (attempt.retry_after) {
    // A header of years must not overflow.
    pause = std::min<std::chrono::seconds>(*attempt.retry_after, std::chrono::hours{1}) +
            milliseconds{pause.count() % 100};
  }
  return time_left(deadline) > pause ? std::optional(pause) : std::nullopt;
}

}  // namespace cluster
