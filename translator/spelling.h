#pragma once

// How near two spellings are: for "did you mean".

#include <cstddef>
#include <string_view>
#include <vector>

namespace translator {

// The number of letters to change, add or leave out to turn one word into the other (Levenshtein).
// The work grows with the product of the lengths: callers limit them.
[[nodiscard]] std::size_t spelling_distance(std::string_view a, std::string_view b);

// The word of a list that `word` may be a slip for; "" when none is near.
[[nodiscard]] std::string_view nearest_word(std::string_view word,
                                            const std::vector<std::string_view>& words);

}  // namespace translator
