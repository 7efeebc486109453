#pragma once

// YAML text as a tree in which every node knows its place. Private to translator/settings_yaml.h
// and its parts: settings are small and plain, so what only makes trouble is refused here (aliases,
// several documents, deep nesting, large texts). Duplicate keys are kept, to be told by who reads.

#include <string>
#include <string_view>
#include <vector>

#include "translator/result.h"
#include "translator/settings.h"

namespace translator::settings_parts {

struct Entry;

struct Node {
  enum class Kind { null, scalar, sequence, mapping };

  Kind kind = Kind::null;
  int line = 1;
  int column = 1;
  std::string text;            // of a scalar
  bool plain = false;          // a scalar without quotes
  std::vector<Node> items;     // of a sequence
  std::vector<Entry> entries;  // of a mapping, in order
};

struct Entry {
  Node key;
  Node value;
};

// A ConfigMap holds 1 MiB at most; a quarter is far more than a fleet needs.
inline constexpr std::size_t kMostSettingsBytes = std::size_t{256} << 10U;

struct Tree {
  Node root;                              // null for an empty text
  std::vector<SettingsProblem> problems;  // at most one; then root means nothing
};

[[nodiscard]] Tree read_tree(std::string_view text);

}  // namespace translator::settings_parts
