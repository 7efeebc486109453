#pragma once

// The spelling of the settings: one YAML document, as docs/settings.md describes it. Text in, value
// out; this layer reads no file and no cluster. It is part of the translator because both doors
// must read the same text alike.

#include <span>
#include <string>
#include <string_view>

#include "translator/settings.h"

namespace translator {

// Never fails: what cannot be obeyed is in `problems` of the result, by line and column, and the
// smallest part that keeps it safe has its safe default:
// - one bad entry of a list or table is left out, the others count;
// - a scalar that cannot be read has its default, or the stricter of its words where the default
//   would open something (`dns: hold`, no namespaces, nothing created);
// - an unknown key that looks like a slip for another one makes that other one count as unreadable;
// - an entry that opens something (accept, certificates, securityPolicies, iap, credentials) and
// has a
//   key that is not known is left out whole;
// - a key that stands twice counts as unreadable;
// - a text that is no YAML, too large, several documents, or has aliases: unreadable_settings().
// An empty text is the defaults, without problems.
[[nodiscard]] Settings parse_settings(std::string_view text);

// The entries that no rule acts on yet: docs/settings.md marks each of them, and a test compares.
// Whoever makes an entry do something takes it out of this list.
[[nodiscard]] std::span<const std::string_view> entries_not_in_effect();

// The settings of a file, and their bare text as it stands in the ConfigMap.
struct SettingsFile {
  Settings settings;
  std::string text;
};

// For a file that holds either the settings or the whole manifest of their ConfigMap. Problems have
// their place in the file; labels without which the plugin does not find the ConfigMap are
// problems.
[[nodiscard]] SettingsFile parse_settings_file(std::string_view file);

}  // namespace translator
