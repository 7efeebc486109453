#pragma once

// What a live Ingress or Service and its events tell about its load balancer on GKE. Used by the
// plugin while a restore waits.

#include <optional>
#include <string>
#include <vector>

#include "translator/json.h"

namespace translator {

// The first IP address of status.loadBalancer; "" while there is none. A host name does not count:
// GKE never writes one, so it is AWS's, restored from the backup.
[[nodiscard]] std::string address_of(const Json& object);

// The last Warning among the events of one object that still stands, as "REASON: MESSAGE (3
// times)"; nothing when there is none. A single warning "Translate" that a later event of another
// kind followed is none: GKE's controller says it when an Ingress comes a moment before its
// Service, and tries again (kubernetes/ingress-gce v1.41). Events of our own do not count.
[[nodiscard]] std::optional<std::string> standing_warning(const std::vector<Json>& events);

}  // namespace translator
