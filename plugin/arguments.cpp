#include "plugin/arguments.h"

#include <array>
#include <cstddef>
#include <utility>

namespace plugin {
namespace {

constexpr std::string_view kFlag = "--log-level";

constexpr std::array<std::pair<std::string_view, LogLevel>, 8> kLevels = {{
    {"trace", LogLevel::trace},
    {"debug", LogLevel::debug},
    {"info", LogLevel::info},
    {"warn", LogLevel::warn},
    {"warning", LogLevel::warn},
    {"error", LogLevel::error},
    {"fatal", LogLevel::silent},
    {"panic", LogLevel::silent},
}};

}  // namespace

LogLevel log_level_named(std::string_view word) {
  for (const auto& [name, level] : kLevels) {
    if (name == word) {
      return level;
    }
  }
  return LogLevel::info;
}

bool asks_for_version(std::span<const char* const> argv) {
  return argv.size() > 1 && argv[1] != nullptr && argv[1] == std::string_view("--version");
}

Arguments read_arguments(std::span<const char* const> argv) {
  Arguments arguments;
  if (!argv.empty() && argv.front() != nullptr) {
    arguments.command = argv.front();
  }
  for (std::size_t i = 1; i < argv.size() && argv[i] != nullptr; ++i) {
    const std::string_view word = argv[i];
    if (word == kFlag && i + 1 < argv.size() && argv[i + 1] != nullptr) {
      arguments.log_level = log_level_named(argv[i + 1]);
      ++i;
    } else if (word.starts_with(kFlag) && word.size() > kFlag.size() && word[kFlag.size()] == '=') {
      arguments.log_level = log_level_named(word.substr(kFlag.size() + 1));
    }
  }
  return arguments;
}

}  // namespace plugin
