#pragma once

// Log lines as Velero's plugin host reads them: one JSON object per line on stderr.
// Used by everything in the plugin that has something to say; nothing else may write to stderr.
//
// The rules are go-plugin's (client.go and log_entry.go, v1.4.3 to v1.7.0): `@level` and
// `@message` that are no strings end the Velero server; a line of more than 64 KiB is not parsed;
// a level other than trace, debug, info, warn and error is shown at debug. `@timestamp` is left
// out: Velero drops it. With `@logSourceSetBy` Velero keeps our `logSource`.

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/arguments.h"

namespace plugin {

// Values are always strings. The keys "namespace", "name" and "resource" belong to Velero.
using Fields = std::vector<std::pair<std::string_view, std::string>>;

inline constexpr std::size_t kMaxMessageBytes = std::size_t{16} << 10U;
inline constexpr std::size_t kMaxFieldBytes = std::size_t{4} << 10U;
inline constexpr std::size_t kMaxLineBytes = std::size_t{60} << 10U;

// `text` as a JSON string in quotes, of at most `limit` bytes (at least 16): what is too long ends
// in an ellipsis, what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_string(std::string_view text, std::size_t limit);

// `text` in one line, valid UTF-8, at most `limit` bytes: what a gRPC error may say.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t limit = 2048);

// The whole line with its newline, below kMaxLineBytes; fields that no longer fit are left out.
// `source` is "file:line"; without one the host names its own.
[[nodiscard]] std::string log_line(LogLevel level, std::string_view message, const Fields& fields,
                                   std::string_view source);

class Log {
 public:
  // Writes to the file descriptor `out`, which stays the caller's. `host_gone` is called, possibly
  // more than once and from any thread, when nobody reads the other end of the pipe any more.
  Log(int out, LogLevel threshold, std::function<void()> host_gone = {});

  [[nodiscard]] bool wants(LogLevel level) const { return level >= threshold_; }

  // One write(2) per line, so lines of several threads do not mix. Throws nothing.
  void write(LogLevel level, std::string_view message, const Fields& fields = {},
             std::string_view source = {}) noexcept;

 private:
  void write_line(std::string_view line);

  int out_;
  LogLevel threshold_;
  std::function<void()> host_gone_;
  std::mutex mutex_;
};

}  // namespace plugin
