#include "cmd/json_difference.h"

#include <algorithm>

#include <fmt/format.h>

namespace cmd {
namespace {

using translator::Json;

bool is_word(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::string member_path(const std::string& parent, const std::string& key) {
  if (!is_word(key)) {
    return fmt::format("{}[{}]", parent, key);
  }
  return parent.empty() ? key : parent + "." + key;
}

// A whole object that comes or goes is told member by member: maps of annotations read better so.
template <typename Tell>
void for_each_leaf(const Json& value, const std::string& path, const Tell& tell) {
  if (!value.is_object() || value.empty()) {
    tell(path, value);
    return;
  }
  for (const auto& [key, member] : value.items()) {
    for_each_leaf(member, member_path(path, key), tell);
  }
}

void compare(const Json& before, const Json& after, const std::string& path,
             std::vector<FieldChange>& changes);

void compare_objects(const Json& before, const Json& after, const std::string& path,
                     std::vector<FieldChange>& changes) {
  for (const auto& [key, value] : before.items()) {
    const auto found = after.find(key);
    if (found == after.end()) {
      for_each_leaf(value, member_path(path, key), [&](const std::string& at, const Json& leaf) {
        changes.push_back({.path = at, .before = leaf, .after = {}});
      });
    } else {
      compare(value, *found, member_path(path, key), changes);
    }
  }
  for (const auto& [key, value] : after.items()) {
    if (!before.contains(key)) {
      for_each_leaf(value, member_path(path, key), [&](const std::string& at, const Json& leaf) {
        changes.push_back({.path = at, .before = {}, .after = leaf});
      });
    }
  }
}

void compare(const Json& before, const Json& after, const std::string& path,
             std::vector<FieldChange>& changes) {
  if (before.is_object() && after.is_object()) {
    compare_objects(before, after, path, changes);
    return;
  }
  if (before.is_array() && after.is_array() && before.size() == after.size()) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      compare(before[i], after[i], fmt::format("{}[{}]", path, i), changes);
    }
    return;
  }
  if (before != after) {
    changes.push_back({.path = path, .before = before, .after = after});
  }
}

}  // namespace

std::vector<FieldChange> difference(const Json& before, const Json& after) {
  std::vector<FieldChange> changes;
  compare(before, after, "", changes);
  return changes;
}

}  // namespace cmd
