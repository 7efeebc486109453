#pragma once

// The command line that Velero gives to a plugin: since 1.15 a copy of the server's own arguments,
// before that `--log-level` and `--features`. Only the log level is looked for. There is no error:
// a plugin that refuses an argument keeps the whole Velero server from starting.

#include <span>
#include <string>
#include <string_view>

namespace plugin {

// In ascending order of severity; a line is written when its level is at least the chosen one.
enum class LogLevel { trace, debug, info, warn, error, silent };

struct Arguments {
  // argv[0] as it was given: Velero executes this text later.
  std::string command;
  LogLevel log_level = LogLevel::info;
};

// "warning" is "warn"; "fatal" and "panic", which no line of ours has, are silent; any other word
// is info.
[[nodiscard]] LogLevel log_level_named(std::string_view word);

// Looked for only when a person starts the file: no word keeps Velero from being served.
[[nodiscard]] bool asks_for_version(std::span<const char* const> argv);

// Accepts any vector, an empty one too. When the level is given twice, the last one counts.
[[nodiscard]] Arguments read_arguments(std::span<const char* const> argv);

}  // namespace plugin
