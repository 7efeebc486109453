#pragma once

// A mapping of the settings whose keys are known, and how its faults are told. Private to
// translator/settings_yaml.h and its parts.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "translator/settings.h"
#include "translator/settings_parts/tree.h"

namespace translator::settings_parts {

using Problems = std::vector<SettingsProblem>;

// "ingress" and "addresses": "ingress.addresses".
[[nodiscard]] std::string below(const std::string& path, std::string_view key);

// A key or value as it stands in a sentence: in quotes, and cut when long.
[[nodiscard]] std::string shown(const Node& node);

// Adds a problem at the node's place.
void tell(Problems& problems, const Node& at, std::string path, std::string message,
          std::string next_step);

// What a mapping with known keys says about one of them.
struct Given {
  const Node* value = nullptr;  // null when absent or unreadable
  bool unreadable = false;      // twice, or a slip for this key: its safe default counts
};

// Tells at once which keys are unknown or stand twice, or that the node is no mapping.
class Section {
 public:
  // The problems must outlive the section, the node too.
  Section(const Node& node, std::string path, std::vector<std::string_view> keys,
          Problems& problems);

  [[nodiscard]] Given operator[](std::string_view key) const;
  [[nodiscard]] std::string path_of(std::string_view key) const { return below(path_, key); }

 private:
  [[nodiscard]] bool is_known(const Node& key) const;
  void take_known(const Node& key, const Node& value);
  void take_unknown(const Node& key);

  std::string path_;
  std::vector<std::string_view> keys_;
  Problems& problems_;
  std::map<std::string_view, Given> given_;
  bool wrong_type_ = false;
};

}  // namespace translator::settings_parts
