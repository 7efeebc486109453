#pragma once

// From when until when a token of ECR counts, and when it is time for the next one. Arithmetic
// only.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "aws/credentials.h"

namespace aws {

// AWS documents twelve hours for every token, private and public.
inline constexpr std::chrono::hours kTokenLife{12};

struct TokenLife {
  Moment issued;
  Moment expires;
  // What AWS said of the end cannot be true by our clock: over already, or far away. `expires` is
  // then reckoned with kTokenLife. One of the two clocks is wrong.
  bool clock_is_odd = false;
  friend bool operator==(const TokenLife&, const TokenLife&) = default;
};

// `said`: seconds since 1970 as AWS answers, nothing when it said none.
[[nodiscard]] TokenLife token_life(Moment now, std::optional<double> said);

// Is less than half of the life left? Also for a life that lies in the future or has no length.
[[nodiscard]] bool is_due(const TokenLife& life, Moment now);

// "2026-11-23T21:00:00Z", and back; nothing for any other form.
[[nodiscard]] std::string time_text(Moment time);
[[nodiscard]] std::optional<Moment> parse_time(std::string_view text);

}  // namespace aws
