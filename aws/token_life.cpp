#include "aws/token_life.h"

#include <cmath>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace aws {

namespace {

// A clock that is a few minutes off is no reason for alarm.
constexpr std::chrono::hours kMostBelieved = kTokenLife + std::chrono::hours{1};

}  // namespace

TokenLife token_life(Moment now, std::optional<double> said) {
  TokenLife life{now, now + kTokenLife, false};
  if (!said) {
    return life;
  }
  const auto latest = static_cast<double>((now + kMostBelieved).time_since_epoch().count());
  const auto earliest = static_cast<double>(now.time_since_epoch().count());
  if (!std::isfinite(*said) || *said <= earliest || *said > latest) {
    life.clock_is_odd = true;
    return life;
  }
  life.expires = Moment{std::chrono::seconds{static_cast<std::int64_t>(*said)}};
  return life;
}

bool is_due(const TokenLife& life, Moment now) {
  return life.expires <= life.issued || now < life.issued ||
         now - life.issued > (life.expires - life.issued) / 2;
}

std::string time_text(Moment time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(static_cast<std::time_t>(time.time_since_epoch().count())));
}

std::optional<Moment> parse_time(std::string_view text) {
  std::tm parts{};
  const std::string copy(text);
  const char* end = ::strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') {
    return std::nullopt;
  }
  const Moment time{std::chrono::seconds{::timegm(&parts)}};
  // strptime is lenient about digits and days; only what we would write ourselves counts.
  return time_text(time) == text ? std::optional(time) : std::nullopt;
}

}  // namespace aws
