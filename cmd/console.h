#pragma once

// What a command has to say, and how the reader sees it. Commands fill `out` and `err`; only main
// writes to file descriptors, so that a closed pipe and a full disk are handled in one place.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace cmd {

enum class Style { plain, strong, faint, good, caution, bad };

// How text is to look. The defaults suit a file or a pipe.
struct Look {
  bool colour = false;
  std::size_t width = 100;
};

// `text` in the colours of a terminal, or as it is.
[[nodiscard]] std::string styled(const Look& look, Style style, std::string_view text);

struct Console {
  Look look = {};
  std::string out = {};
  std::string err = {};
  // A line that replaces the one before, on a terminal; nothing elsewhere.
  std::function<void(std::string_view)> progress = [](std::string_view) {};
};

// What the process is connected to: colour and width of stdout, progress on stderr. Neither colour
// nor progress when the stream is no terminal; no colour with NO_COLOR or TERM=dumb.
[[nodiscard]] Console console_of_process();

// Writes everything and empties both texts. False when it could not be written for another reason
// than that nobody reads any more; the reason is then on stderr.
[[nodiscard]] bool write_out(Console& console);

}  // namespace cmd
