#include "translator/go_json.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace translator {
namespace {

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same_letter);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

std::string below(const std::string& place, const std::string& name) {
  return (Pointer(place) / name).to_string();
}

}  // namespace

GoJson::GoJson(std::string_view text) {
  Result<Document> document = parse_json(text);
  if (document) {
    value_ = std::move(document->value);
  } else {
    error_ = document.error();
  }
}

GoJson::Node GoJson::root() const {
  return {.value = error_ || value_.is_null() ? nullptr : &value_, .place = ""};
}

GoJson::Node GoJson::member(const Node& object, std::string_view name) {
  if (!object) {
    return {};
  }
  if (!object.value->is_object()) {
    fail(object.place, "an object is wanted here");
    return {};
  }
  Node found;
  for (const auto& [key, value] : object.value->items()) {
    if (!is_ascii(key)) {
      fail(object.place, "a member has a name with letters outside ASCII");
    } else if (same_name(key, name)) {
      if (found) {
        fail(below(object.place, key), "this member stands twice, in two spellings");
      }
      found = {.value = &value, .place = below(object.place, key)};
    }
  }
  return found && !found.value->is_null() ? found : Node{};
}

std::vector<GoJson::Node> GoJson::elements(const Node& array) {
  std::vector<Node> nodes;
  if (!array) {
    return nodes;
  }
  if (!array.value->is_array()) {
    fail(array.place, "a list is wanted here");
    return nodes;
  }
  for (std::size_t i = 0; i < array.value->size(); ++i) {
    nodes.push_back({.value = &(*array.value)[i], .place = array.place + "/" + std::to_string(i)});
  }
  return nodes;
}

std::optional<std::string> GoJson::text(const Node& node) {
  if (!node) {
    return std::nullopt;
  }
  if (!node.value->is_string()) {
    fail(node.place, "a text in quotes is wanted here");
    return std::nullopt;
  }
  return node.value->get<std::string>();
}

std::optional<bool> GoJson::boolean(const Node& node) {
  if (!node) {
    return std::nullopt;
  }
  if (!node.value->is_boolean()) {
    fail(node.place, "true or false is wanted here, without quotes");
    return std::nullopt;
  }
  return node.value->get<bool>();
}

std::optional<std::int64_t> GoJson::integer(const Node& node, std::int64_t least,
                                            std::int64_t most) {
  if (!node) {
    return std::nullopt;
  }
  const std::string wanted = "a whole number from " + std::to_string(least) + " to " +
                             std::to_string(most) + " is wanted here, without quotes";
  // A number beyond the signed range is unsigned in the library, and would wrap round.
  const bool fits = node.value->is_number_integer() &&
                    (!node.value->is_number_unsigned() ||
                     node.value->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
  if (!fits) {
    fail(node.place, wanted);
    return std::nullopt;
  }
  const auto number = node.value->get<std::int64_t>();
  if (number < least || number > most) {
    fail(node.place, wanted);
    return std::nullopt;
  }
  return number;
}

void GoJson::fail(const std::string& place, std::string what) {
  if (!error_) {
    error_ = {.what = std::move(what), .where = place};
  }
}

}  // namespace translator
