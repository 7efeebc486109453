#pragma once

// Where the parts of a JSON text stand, so that one value can be replaced and every other byte
// stays. For texts that parse_json() has accepted; others give nothing.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace translator {

struct TextMember {
  std::string key;        // unescaped
  std::size_t begin = 0;  // of the value
  std::size_t end = 0;    // behind it
};

struct TextObject {
  std::vector<TextMember> members;
  std::size_t begin = 0;  // of '{'
  std::size_t end = 0;    // behind '}'
};

// The object that begins at `at`, or at the first byte after it that is no space.
[[nodiscard]] std::optional<TextObject> object_in_text(std::string_view text, std::size_t at = 0);

}  // namespace translator
