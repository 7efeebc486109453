#pragma once

// Text for people: names of a backup made harmless, lines of a readable length, counts with words.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cmd {

// `text` with everything escaped that could steer a terminal or hide something: control characters
// (\n, \x1b), what is no UTF-8 (\xff), and invisible or reordering characters (\u202e). Everything
// that comes from a backup goes through it before it is shown.
[[nodiscard]] std::string printable(std::string_view text);

// At most `most` characters of printable(text); what is cut off is told: "… (4096 bytes)".
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

struct Margins {
  std::size_t first = 0;  // blanks before the first line
  std::size_t rest = 0;   // and before the others
  std::size_t width = 100;
};

// Lines that end with '\n' and are no longer than `width` where words allow it.
[[nodiscard]] std::string wrapped(std::string_view text, const Margins& margins);

// "1 item", "3 items"; the plural of most nouns here ends in s or, after s, in es.
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

// Left-aligned columns, two blanks between them; the last one is not padded.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows,
                                std::size_t indent);

}  // namespace cmd
