#pragma once

// The difference of two texts, line by line, in the unified format that `diff -u` and `patch` know.
// Knows nothing of objects, names or colours.

#include <string>
#include <string_view>

namespace cmd {

// The hunks alone, without the two lines that name the files; "" for equal texts. A last line
// without a line feed counts like one with it.
[[nodiscard]] std::string unified_hunks(std::string_view before, std::string_view after);

}  // namespace cmd
