#pragma once

// Settings inside the manifest of their ConfigMap. Private to translator/settings_yaml.h.

#include <optional>
#include <string>
#include <string_view>

#include "translator/settings_parts/section.h"
#include "translator/settings_parts/tree.h"

namespace translator::settings_parts {

[[nodiscard]] bool is_manifest(const Node& root);

struct Manifest {
  std::optional<std::string> text;  // under the key settings.yaml; nothing when there is none
  // What keeps the plugin from finding the settings, or all of what is wrong when there is no text.
  Problems problems;
};

// `root` must be a manifest.
[[nodiscard]] Manifest read_manifest(const Node& root);

// Moves the problem from its place in the settings to that in `source`, the manifest. Where the
// settings are not a block of the YAML (`|`), the place is where they begin, and the message tells
// the line and column within.
void move_into_manifest(SettingsProblem& problem, const Node& root, std::string_view source);

}  // namespace translator::settings_parts
