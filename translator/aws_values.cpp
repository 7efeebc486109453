#include "translator/aws_values.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace translator {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
    }
    plain += text[i];
  }
  return plain;
}

// The first `wanted` that no backslash escapes, from `begin`.
std::size_t find_plain(std::string_view text, char wanted, std::size_t begin) {
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == wanted) {
      return i;
    }
  }
  return std::string_view::npos;
}

// The last '=' that no backslash escapes.
std::size_t last_plain_equals(std::string_view text) {
  std::size_t last = std::string_view::npos;
  for (std::size_t at = find_plain(text, '=', 0); at != std::string_view::npos;
       at = find_plain(text, '=', at + 1)) {
    last = at;
  }
  return last;
}

// Where the pair that starts at `begin` ends: at a line break, or at a comma with a '=' behind it.
std::size_t end_of_pair(std::string_view text, std::size_t begin, std::size_t last_equals) {
  std::size_t comma = text.size();
  if (last_equals != std::string_view::npos && begin < last_equals) {
    comma = std::min(find_plain(text.substr(0, last_equals), ',', begin), text.size());
  }
  return begin + std::min(text.substr(begin, comma - begin).find('\n'), comma - begin);
}

}  // namespace

std::optional<bool> aws_bool(std::string_view text) {
  constexpr std::array<std::string_view, 6> kTrue = {"1", "t", "T", "TRUE", "true", "True"};
  constexpr std::array<std::string_view, 6> kFalse = {"0", "f", "F", "FALSE", "false", "False"};
  if (std::find(kTrue.begin(), kTrue.end(), text) != kTrue.end()) {
    return true;
  }
  if (std::find(kFalse.begin(), kFalse.end(), text) != kFalse.end()) {
    return false;
  }
  return std::nullopt;
}

std::optional<std::int64_t> aws_integer(std::string_view text) {
  if (!text.empty() && text.front() == '+') {  // Go takes a sign, from_chars only a minus
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') {
      return std::nullopt;
    }
  }
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::vector<std::string> aws_list(std::string_view text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const std::string_view piece = trimmed(text.substr(begin, comma - begin));
    if (!piece.empty()) {
      parts.emplace_back(piece);
    }
    begin = comma + 1;
  }
  return parts;
}

Result<AwsMap> aws_map(std::string_view text) {
  AwsMap map;
  const std::size_t last_equals = last_plain_equals(text);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = end_of_pair(text, begin, last_equals);
    const std::string_view pair = trimmed(text.substr(begin, end - begin));
    begin = end + 1;
    if (pair.empty()) {
      continue;
    }
    const std::size_t equals = find_plain(pair, '=', 0);
    const std::string key =
        equals == std::string_view::npos ? "" : unescaped(trimmed(pair.substr(0, equals)));
    if (key.empty()) {
      return Error{.what = "'" + std::string(pair) + "' is not of the form key=value",
                   .where = "pair " + std::to_string(map.size() + 1)};
    }
    map.emplace_back(key, unescaped(trimmed(pair.substr(equals + 1))));
  }
  return map;
}

std::optional<std::string> value_of(const AwsMap& map, std::string_view key) {
  for (auto pair = map.rbegin(); pair != map.rend(); ++pair) {
    if (pair->first == key) {
      return pair->second;
    }
  }
  return std::nullopt;
}

}  // namespace translator
