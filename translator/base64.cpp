#include "translator/base64.h"

#include <algorithm>
#include <cstdint>

namespace translator {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The text without line breaks; nothing when its padding is wrong. `padding`: the number of '='.
std::optional<std::string> joined_lines(std::string_view text, std::size_t& padding) {
  std::string joined;
  joined.reserve(text.size());
  for (const char character : text) {
    if (character != '\n' && character != '\r') {
      joined += character;
    }
  }
  padding = 0;
  while (padding < 2 && !joined.empty() && joined.back() == '=') {
    joined.pop_back();
    ++padding;
  }
  return (joined.size() + padding) % 4 == 0 ? std::optional(joined) : std::nullopt;
}

}  // namespace

std::string base64_encoded(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t offset = 0; offset < 3; ++offset) {
      const std::uint32_t byte =
          at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0U;
      group = (group << 8U) | byte;
    }
    const std::size_t given = std::min<std::size_t>(3, bytes.size() - at);
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text += digit <= given ? kAlphabet[(group >> (18U - 6U * digit)) & 63U] : '=';
    }
  }
  return text;
}

std::optional<std::string> base64_decoded(std::string_view text) {
  std::size_t padding = 0;
  const auto digits = joined_lines(text, padding);
  if (!digits) {
    return std::nullopt;
  }
  std::string bytes;
  bytes.reserve(digits->size() / 4 * 3 + 2);
  std::uint32_t group = 0;
  unsigned bits = 0;
  for (const char character : *digits) {
    const std::size_t value = kAlphabet.find(character);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    group = (group << 6U) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((group >> bits) & 255U);
    }
  }
  return bytes;
}

}  // namespace translator
