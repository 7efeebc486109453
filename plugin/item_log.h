#pragma once

// What `velero restore logs` shows about an item: one line per finding, and one for what became of
// it. Data of Secrets never gets here, because findings have none.

#include <string_view>

#include "plugin/log.h"
#include "translator/translate.h"

namespace plugin {

// Nothing is written for an untouched item without findings.
void log_item(Log& log, const translator::Translation& translation);

// "shop/web", or "web" for a cluster-scoped object.
[[nodiscard]] std::string label_of(const translator::Json& object);

}  // namespace plugin
