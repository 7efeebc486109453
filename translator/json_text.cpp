#include "translator/json_text.h"

#include <algorithm>

#include "translator/json.h"

namespace translator {
namespace {

std::size_t after_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() &&
         (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
    ++at;
  }
  return at;
}

// Behind the closing quote of the string that begins at `at`.
std::size_t after_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    at += text[at] == '\\' ? 1 : 0;
  }
  return std::min(at + 1, text.size());
}

bool ends_scalar(char character) {
  return character == ',' || character == '}' || character == ']' || character == ' ' ||
         character == '\t' || character == '\n' || character == '\r';
}

std::size_t after_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    if (text[at] == '"') {
      at = after_string(text, at);
    } else if (text[at] == '{' || text[at] == '[') {
      ++depth;
      ++at;
    } else if (depth > 0 && (text[at] == '}' || text[at] == ']')) {
      --depth;
      ++at;
    } else if (depth > 0) {
      ++at;
    } else {
      while (at < text.size() && !ends_scalar(text[at])) {
        ++at;
      }
    }
    if (depth == 0) {
      return at;
    }
  }
  return at;
}

}  // namespace

std::optional<TextObject> object_in_text(std::string_view text, std::size_t at) {
  TextObject object;
  object.begin = after_spaces(text, at);
  if (object.begin >= text.size() || text[object.begin] != '{') {
    return std::nullopt;
  }
  at = after_spaces(text, object.begin + 1);
  while (at < text.size() && text[at] == '"') {
    const std::size_t key_end = after_string(text, at);
    const auto key = parse_json(text.substr(at, key_end - at));
    const std::size_t colon = after_spaces(text, key_end);
    if (!key || !key->value.is_string() || colon >= text.size()) {
      return std::nullopt;
    }
    TextMember member;
    member.key = key->value.get<std::string>();
    member.begin = after_spaces(text, colon + 1);
    member.end = after_value(text, member.begin);
    object.members.push_back(member);
    at = after_spaces(text, member.end);
    if (at < text.size() && text[at] == ',') {
      at = after_spaces(text, at + 1);
    }
  }
  if (at >= text.size() || text[at] != '}') {
    return std::nullopt;
  }
  object.end = at + 1;
  return object;
}

}  // namespace translator
