#pragma once

// What keeps a result safe, to be found again in the cluster: a resource modifier of the restore or
// an admission webhook runs after the plugin and can take a class, a scheme or a source range away.
// Used by the plugin when a restore ends. Says nothing about what people may change without harm.

#include <string>
#include <vector>

#include "translator/json.h"

namespace translator {

// The protecting fields of an Ingress or Service that are there, by JSON Pointer; an empty object
// for other kinds. A very long value stands as its SHA-256.
[[nodiscard]] Json intent_of(const Json& object);

// One phrase for each protecting field of `live` that differs: `metadata.annotations[kubernetes.io/
// ingress.class] is absent, and was to be "gce-internal"`. Empty when all is as intended.
[[nodiscard]] std::vector<std::string> departures(const Json& intent, const Json& live);

}  // namespace translator
