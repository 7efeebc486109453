#include "cmd/console.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cmd {
namespace {

constexpr std::size_t kNarrowest = 60;
constexpr std::size_t kWidest = 120;  // longer lines are tiring to read
constexpr std::string_view kEraseLine = "\r\x1b[K";

std::string_view code_for(Style style) {
  switch (style) {
    case Style::strong:
      return "\x1b[1m";
    case Style::faint:
      return "\x1b[2m";
    case Style::good:
      return "\x1b[32m";
    case Style::caution:
      return "\x1b[33m";
    case Style::bad:
      return "\x1b[31m";
    case Style::plain:
      break;
  }
  return "";
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return Look{}.width;
  }
  return std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest);
}

// 0, or the errno of the failure.
int write_all(int out, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(out, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

// Shows a line in the place of the one before; an empty one clears it.
class ProgressLine {
 public:
  void operator()(std::string_view line) {
    if (line.empty() && !shown_) {
      return;
    }
    shown_ = !line.empty();
    write_all(STDERR_FILENO, std::string(kEraseLine) + std::string(line.substr(0, kNarrowest)));
  }

 private:
  bool shown_ = false;
};

}  // namespace

std::string styled(const Look& look, Style style, std::string_view text) {
  const std::string_view code = code_for(style);
  if (!look.colour || code.empty() || text.empty()) {
    return std::string(text);
  }
  return std::string(code) + std::string(text) + "\x1b[0m";
}

Console console_of_process() {
  Console console;
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::strcmp(terminal, "dumb") == 0;
  if (isatty(STDOUT_FILENO) == 1) {
    console.look = {.colour = !is_set("NO_COLOR") && !dumb, .width = terminal_width()};
  }
  if (isatty(STDERR_FILENO) == 1 && !dumb) {
    console.progress = ProgressLine();
  }
  std::signal(SIGPIPE, SIG_IGN);  // write(2) tells when the reader went away
  return console;
}

bool write_out(Console& console) {
  console.progress("");
  write_all(STDERR_FILENO, console.err);
  const int failure = write_all(STDOUT_FILENO, console.out);
  console.err.clear();
  console.out.clear();
  if (failure == 0 || failure == EPIPE) {
    return true;
  }
  write_all(STDERR_FILENO, "error: the output could not be written: " +
                               std::string(std::strerror(failure)) + "\n");
  return false;
}

}  // namespace cmd
