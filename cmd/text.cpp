#include "cmd/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace cmd {
namespace {

struct Symbol {
  std::uint32_t code = 0;
  std::size_t size = 1;
  bool valid = false;
};

// The UTF-8 character at the start of `text`, which is not empty; else one byte that is not valid.
Symbol first_symbol(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) {
    return {.code = lead, .size = 1, .valid = true};
  }
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) {
    return {};
  }
  std::uint32_t code = lead & (0x7FU >> size);
  for (std::size_t at = 1; at < size; ++at) {
    if ((byte(at) & 0xC0U) != 0x80U) {
      return {};
    }
    code = (code << 6U) | (byte(at) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[size] || surrogate || code > 0x10FFFF) {
    return {};
  }
  return {.code = code, .size = size, .valid = true};
}

bool is_unsafe(std::uint32_t code) {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  constexpr std::array<Range, 11> kUnsafe = {{{0x00, 0x1F},
                                              {0x7F, 0x9F},
                                              {0xAD, 0xAD},
                                              {0x061C, 0x061C},
                                              {0x180E, 0x180E},
                                              {0x200B, 0x200F},
                                              {0x2028, 0x202E},
                                              {0x2060, 0x206F},
                                              {0xFEFF, 0xFEFF},
                                              {0xFFF9, 0xFFFB},
                                              {0xE0000, 0xE0FFF}}};
  return std::any_of(kUnsafe.begin(), kUnsafe.end(), [code](const Range& range) {
    return code >= range.first && code <= range.last;
  });
}

std::string escape(std::uint32_t code) {
  switch (code) {
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    case '\r':
      return "\\r";
    default:
      return code < 0x80 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
  }
}

// Bytes that continue a character take no place on the screen.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const Symbol symbol = first_symbol(text);
    if (!symbol.valid) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    } else if (is_unsafe(symbol.code)) {
      safe += escape(symbol.code);
    } else {
      safe += text.substr(0, symbol.size);
    }
    text.remove_prefix(symbol.size);
  }
  return safe;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::string safe = printable(text);
  if (width_of(safe) <= most) {
    return safe;
  }
  const std::string note = fmt::format("... ({} bytes)", text.size());
  std::size_t room = most > note.size() ? most - note.size() : 0;
  std::size_t end = 0;
  while (room > 0 && end < safe.size()) {
    end += first_symbol(std::string_view(safe).substr(end)).size;
    --room;
  }
  return safe.substr(0, end) + note;
}

std::string wrapped(std::string_view text, const Margins& margins) {
  std::string lines;
  std::string line(margins.first, ' ');
  bool empty = true;
  const auto flush = [&] {
    lines += line + "\n";
    line.assign(margins.rest, ' ');
    empty = true;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    if (!word.empty()) {
      if (!empty && width_of(line) + 1 + width_of(word) > margins.width) {
        flush();
      }
      line += empty ? "" : " ";
      line += word;
      empty = false;
    }
    if (end < text.size() && text[end] == '\n') {
      flush();
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!empty) {
    flush();
  }
  return lines;
}

std::string counted(std::size_t count, std::string_view noun) {
  const std::string_view ending = count == 1 ? "" : noun.back() == 's' ? "es" : "s";
  return fmt::format("{} {}{}", count, noun, ending);
}

std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t indent) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) {
        line.append(widths[i] - width_of(row[i]) + 2, ' ');
      }
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

}  // namespace cmd
