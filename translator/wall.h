#pragma once

// The last wall. When the translator itself fails on an item, this small separate code makes an
// Ingress or a Service inert: it shares nothing with the rows, the fold or the edits.

#include <optional>
#include <string>
#include <string_view>

#include "translator/json.h"

namespace translator {

// The item parked, as bytes: the class that nobody serves for an Ingress, ClusterIP for a Service,
// with the reason and the whole previous spec, annotations and finalizers in eks2gke.io/original.
// Nothing for other kinds: they come back as they came.
[[nodiscard]] std::optional<std::string> minimally_parked(const Json& item,
                                                          const std::string& reason);

}  // namespace translator
