#include "plugin/log.h"

#include <cerrno>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace plugin {
namespace {

constexpr std::string_view kEllipsis = "\u2026";

std::string_view word_for(LogLevel level) {
  switch (level) {
    case LogLevel::trace:
      return "trace";
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warn:
      return "warn";
    case LogLevel::error:
    case LogLevel::silent:
      break;
  }
  return "error";
}

// At most `size` bytes of `text`, not ending inside a UTF-8 sequence.
std::string_view head(std::string_view text, std::size_t size) {
  if (text.size() <= size) {
    return text;
  }
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  for (int step = 0; step < 3 && size > 0 && continues(size); ++step) {
    --size;
  }
  return text.substr(0, size);
}

std::string encode(std::string_view text) {
  return nlohmann::json(std::string(text))
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string json_string(std::string_view text, std::size_t limit) {
  std::string_view kept = head(text, limit);
  std::string encoded = encode(kept);
  if (encoded.size() <= limit && kept.size() == text.size()) {
    return encoded;
  }
  // Escapes take up to six bytes for one: shorten in proportion until it fits.
  const std::size_t room = limit - kEllipsis.size();
  while (encoded.size() > room) {
    const std::size_t shorter = kept.size() * room / encoded.size();
    kept = head(kept, shorter < kept.size() ? shorter : kept.size() - 1);
    encoded = encode(kept);
  }
  encoded.insert(encoded.size() - 1, kEllipsis);
  return encoded;
}

std::string one_line(std::string_view text, std::size_t limit) {
  std::string line(head(text, limit - kEllipsis.size()));
  if (line.size() < text.size()) {
    line += kEllipsis;
  }
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20U || c == 0x7F) {
      c = ' ';
    }
  }
  // A round trip through the encoder replaces what is no UTF-8.
  return nlohmann::json::parse(encode(line)).get<std::string>();
}

std::string log_line(LogLevel level, std::string_view message, const Fields& fields,
                     std::string_view source) {
  std::string line = R"({"@level":")";
  line += word_for(level);
  line += R"(","@message":)";
  line += json_string(message, kMaxMessageBytes);
  if (!source.empty()) {
    line += R"(,"@logSourceSetBy":"plugin","logSource":)";
    line += json_string(source, kMaxFieldBytes);
  }
  for (const auto& [key, value] : fields) {
    std::string field(1, ',');
    field += json_string(key, kMaxFieldBytes);
    field += ':';
    field += json_string(value, kMaxFieldBytes);
    if (line.size() + field.size() + 2 <= kMaxLineBytes) {
      line += field;
    }
  }
  line += "}\n";
  return line;
}

Log::Log(int out, LogLevel threshold, std::function<void()> host_gone)
    : out_(out), threshold_(threshold), host_gone_(std::move(host_gone)) {}

void Log::write(LogLevel level, std::string_view message, const Fields& fields,
                std::string_view source) noexcept {
  if (!wants(level)) {
    return;
  }
  try {
    write_line(log_line(level, message, fields, source));
  } catch (...) {  // NOLINT(bugprone-empty-catch): out of memory; a lost line harms least
  }
}

void Log::write_line(std::string_view line) {
  const std::lock_guard lock(mutex_);
  while (!line.empty()) {
    const ssize_t written = ::write(out_, line.data(), line.size());
    if (written >= 0) {
      line.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      if (host_gone_) {
        host_gone_();
      }
      return;
    } else if (errno != EINTR) {
      return;
    }
  }
}

}  // namespace plugin
