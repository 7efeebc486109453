#pragma once

// Times as Kubernetes writes them. Used for credentials and for objects of a restore.

#include <chrono>
#include <optional>
#include <string>

namespace cluster {

// "2026-01-31T21:11:58Z"; nothing for other forms of RFC 3339, which the API server does not write.
[[nodiscard]] std::optional<std::chrono::sys_seconds> time_of(const std::string& text);

// The same form, in UTC.
[[nodiscard]] std::string timestamp(std::chrono::sys_seconds time);

}  // namespace cluster
