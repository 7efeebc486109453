#include "translator/settings_parts/section.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "translator/spelling.h"

namespace translator::settings_parts {

using Kind = Node::Kind;

namespace {

// At most so many bytes of the text, and no half characters.
std::string_view beginning(std::string_view text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

}  // namespace

std::string below(const std::string& path, std::string_view key) {
  constexpr std::size_t kLongest = 320;  // a namespace and a name
  const std::string_view kept = beginning(key, kLongest);
  return path.empty() ? std::string(kept) : fmt::format("{}.{}", path, kept);
}

std::string shown(const Node& node) {
  constexpr std::size_t kLongest = 80;
  switch (node.kind) {
    case Kind::null:
      return "nothing";
    case Kind::sequence:
      return "a list";
    case Kind::mapping:
      return "a mapping";
    case Kind::scalar:
      break;
  }
  const std::string_view text = beginning(node.text, kLongest);
  return fmt::format("\"{}{}\"", text, text.size() < node.text.size() ? "..." : "");
}

void tell(Problems& problems, const Node& at, std::string path, std::string message,
          std::string next_step) {
  problems.push_back({.line = at.line,
                      .column = at.column,
                      .path = std::move(path),
                      .message = std::move(message),
                      .next_step = std::move(next_step)});
}

Section::Section(const Node& node, std::string path, std::vector<std::string_view> keys,
                 Problems& problems)
    : path_(std::move(path)), keys_(std::move(keys)), problems_(problems) {
  if (node.kind != Kind::mapping) {
    wrong_type_ = node.kind != Kind::null;
    if (wrong_type_) {
      tell(problems_, node, path_,
           fmt::format("A mapping is expected here, not {}; the defaults are used.", shown(node)),
           fmt::format("Write its keys below it: {}.", fmt::join(keys_, ", ")));
    }
    return;
  }
  for (const auto& [key, value] : node.entries) {
    if (is_known(key)) {
      take_known(key, value);
    }
  }
  for (const auto& [key, value] : node.entries) {
    if (!is_known(key)) {
      take_unknown(key);
    }
  }
}

Given Section::operator[](std::string_view key) const {
  const auto found = given_.find(key);
  return found == given_.end() ? Given{.value = nullptr, .unreadable = wrong_type_} : found->second;
}

bool Section::is_known(const Node& key) const {
  return key.kind == Kind::scalar && std::find(keys_.begin(), keys_.end(), key.text) != keys_.end();
}

void Section::take_known(const Node& key, const Node& value) {
  const std::string_view name = *std::find(keys_.begin(), keys_.end(), key.text);
  if (given_.count(name) == 0) {
    given_[name] = {.value = value.kind == Kind::null ? nullptr : &value, .unreadable = false};
    return;
  }
  given_[name] = {.value = nullptr, .unreadable = true};
  tell(problems_, key, below(path_, name),
       "This key stands twice, so neither is obeyed; its safe default is used.",
       "Keep one of them.");
}

void Section::take_unknown(const Node& key) {
  const std::string_view near =
      key.kind == Kind::scalar ? nearest_word(key.text, keys_) : std::string_view();
  std::string message = fmt::format("There is no setting {} here", shown(key));
  if (!near.empty() && given_.count(near) == 0) {
    given_[near] = {.value = nullptr, .unreadable = true};
    message += fmt::format("; {} has its safe default", near);
  }
  tell(problems_, key, below(path_, key.kind == Kind::scalar ? key.text : "?"), message + ".",
       near.empty() ? fmt::format("Known here: {}.", fmt::join(keys_, ", "))
                    : fmt::format("Did you mean {}?", near));
}

}  // namespace translator::settings_parts
