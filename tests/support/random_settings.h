#pragma once

// What an operator might write for a random backup: mappings and acceptances that fit it, that fit
// it nearly, and that do not fit.

#include <vector>

#include "tests/support/random_keys.h"
#include "translator/settings.h"
#include "translator/translate.h"

namespace support {

// An acceptance or a replacement with this value fits nothing.
inline constexpr const char* kValueOfNobody = "a value that nobody wrote";

[[nodiscard]] translator::Settings random_settings(const std::vector<translator::Json>& items,
                                                   Dice& dice);

}  // namespace support
