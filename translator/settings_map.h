#pragma once

// From the ConfigMaps of a cluster to the settings. Every way in which they cannot be read ends in
// safe settings and a problem, which each item concerned tells. Used by the plugin and by
// `eks2gke fix`.

#include <string_view>
#include <vector>

#include "translator/json.h"
#include "translator/result.h"
#include "translator/settings.h"

namespace translator {

// Velero's own convention for the configuration of a plugin; the value of the first label is "".
inline constexpr std::string_view kSettingsSelector =
    "velero.io/plugin-config=,eks2gke.io/settings=RestoreItemActionV2";

// `maps`: the ConfigMaps that bear the labels of settings. None: the defaults. One: its key
// settings.yaml. Several, or one without the key: unreadable. Error (the API is away, or refuses):
// unreadable.
[[nodiscard]] Settings settings_from(const Result<std::vector<Json>>& maps);

}  // namespace translator
