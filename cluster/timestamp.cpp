#include "cluster/timestamp.h"

#include <array>
#include <ctime>

namespace cluster {

std::optional<std::chrono::sys_seconds> time_of(const std::string& text) {
  std::tm parts{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (end == nullptr || std::string(end) != "Z") {
    return std::nullopt;
  }
  return std::chrono::sys_seconds{std::chrono::seconds{::timegm(&parts)}};
}

std::string timestamp(std::chrono::sys_seconds time) {
  const std::time_t seconds = time.time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

}  // namespace cluster
