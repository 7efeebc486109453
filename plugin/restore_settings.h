#pragma once

// From what the cluster answers to the settings of one restore. Every way in which they cannot be
// read ends in safe settings and a problem, which each item concerned tells.

#include <vector>

#include "translator/json.h"
#include "translator/result.h"
#include "translator/settings.h"

namespace plugin {

// `maps`: the ConfigMaps that bear the labels of settings. None: the defaults. One: its key
// settings.yaml. Several, or one without the key: unreadable. Error (the API is away, or refuses):
// unreadable.
[[nodiscard]] translator::Settings settings_from(
    const translator::Result<std::vector<translator::Json>>& maps);

}  // namespace plugin
