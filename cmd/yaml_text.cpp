#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cmd/text.h"
#include "cmd/yaml_json.h"

namespace cmd {
namespace {

using translator::Json;

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '/';
}

// Words that some YAML reader takes for something else than text.
bool is_reserved(std::string text) {
  constexpr std::array<std::string_view, 10> kReserved = {"y",   "n",    "yes",   "no",   "on",
                                                          "off", "true", "false", "null", "~"};
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::find(kReserved.begin(), kReserved.end(), text) != kReserved.end();
}

// Numbers and dates begin with a digit, a sign or a dot; whatever does is quoted.
bool is_plain(const std::string& text) {
  if (text.empty() || is_reserved(text)) {
    return false;
  }
  const char first = text.front();
  const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  // A colon is harmless inside a word ("arn:aws:iam::1"), not at its end.
  return letter && text.back() != ':' && std::all_of(text.begin(), text.end(), [](char c) {
           return is_word_character(c) || c == ':';
         });
}

std::string quoted(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      escaped += '\\';
    }
    escaped += c;
  }
  // printable() would escape the backslashes' meaning away, so it comes piece by piece.
  std::string safe = "\"";
  for (std::size_t at = 0; at < escaped.size();) {
    const std::size_t end = std::min(escaped.find('\\', at), escaped.size());
    safe += printable(std::string_view(escaped).substr(at, end - at));
    safe += escaped.substr(end, 2);
    at = end + 2;
  }
  return safe + "\"";
}

std::string text_scalar(const std::string& text) { return is_plain(text) ? text : quoted(text); }

// A text of several lines can stand as a block when nothing in it needs an escape.
bool is_block(const std::string& text) {
  if (text.find('\n') == std::string::npos || text.front() == ' ' || text.front() == '\n') {
    return false;
  }
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    if (printable(line) != line || (!line.empty() && line.back() == ' ')) {
      return false;
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return !text.ends_with("\n\n");
}

std::string block(const std::string& text, std::size_t indent) {
  std::string lines = text.back() == '\n' ? "|\n" : "|-\n";
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) {
      lines.append(indent, ' ').append(rest.substr(0, end));
    }
    lines += '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

class Emitter {
 public:
  // The value after "key:" or "-", with the newline at its end.
  void value(const Json& value, std::size_t indent) {
    if (value.is_object() && !value.empty()) {
      mapping(value, indent);
    } else if (value.is_array() && !value.empty()) {
      sequence(value, indent);
    } else {
      scalar(value, indent);
    }
  }

  std::string text;

 private:
  void scalar(const Json& value, std::size_t indent) {
    if (!value.is_string()) {
      text += value.dump() + "\n";
    } else if (const auto& words = value.get_ref<const std::string&>(); is_block(words)) {
      text += block(words, indent);
    } else {
      text += text_scalar(words) + "\n";
    }
  }

  // The first line stands where the writer is, so that a list can have its dash before it.
  void mapping(const Json& object, std::size_t indent) {
    bool first = true;
    for (const auto& [key, member] : object.items()) {
      text.append(first ? 0 : indent, ' ').append(text_scalar(key)).append(":");
      first = false;
      // Lists stand at the indent of their key, as kubectl prints them.
      nested(member, member.is_array() ? indent : indent + 2);
    }
  }

  void nested(const Json& member, std::size_t indent) {
    const bool has_lines = member.is_structured() && !member.empty();
    text += has_lines ? "\n" : " ";
    text.append(has_lines ? indent : 0, ' ');
    value(member, indent);
  }

  void sequence(const Json& array, std::size_t indent) {
    bool first = true;
    for (const Json& element : array) {
      text.append(first ? 0 : indent, ' ').append("- ");
      first = false;
      value(element, indent + 2);
    }
  }
};

}  // namespace

std::string to_yaml(const Json& value) {
  Emitter emitter;
  emitter.value(value, 0);
  return std::move(emitter.text);
}

}  // namespace cmd
