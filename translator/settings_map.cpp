#include "translator/settings_map.h"

#include <string>

#include "translator/settings_yaml.h"

namespace translator {
namespace {

std::string names_of(const std::vector<Json>& maps) {
  std::string names;
  for (const Json& map : maps) {
    names += (names.empty() ? "" : ", ") + name_of(map);
  }
  return names;
}

}  // namespace

Settings settings_from(const Result<std::vector<Json>>& maps) {
  if (!maps) {
    return unreadable_settings(
        {.line = 0,
         .column = 0,
         .path = "",
         .message = "they cannot be read from the cluster (" + maps.error().text() +
                    "), so the safe defaults are used.",
         .next_step = "Give Velero's account the right to list ConfigMaps in its own namespace, "
                      "and restore again when you have settings."});
  }
  if (maps->empty()) {
    return {};
  }
  if (maps->size() > 1) {
    return unreadable_settings(
        {.line = 0,
         .column = 0,
         .path = "",
         .message = "several ConfigMaps in Velero's namespace are labelled as settings (" +
                    names_of(*maps) + "); none is read.",
         .next_step = "Keep the labels on one of them."});
  }
  const auto text = string_at(maps->front(), Pointer("/data/settings.yaml"));
  if (!text) {
    return unreadable_settings(
        {.line = 0,
         .column = 0,
         .path = "",
         .message =
             "the ConfigMap " + names_of(*maps) + " has no key settings.yaml; no setting is read.",
         .next_step = "Put the settings under the key settings.yaml, or delete the ConfigMap."});
  }
  return parse_settings(*text);
}

}  // namespace translator
