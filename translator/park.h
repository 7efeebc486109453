#pragma once

// Parking: an item restored inert, in a form that the API server accepts.

#include <vector>

#include "translator/rule.h"

namespace translator {

// True for the kinds that can be parked: Ingress and Service.
[[nodiscard]] bool can_be_parked(const Json& object);

// The edits that make the item inert, instead of `edits` where these ask for something of GKE:
// an Ingress gets a class that nobody serves, a Service becomes a ClusterIP without the fields and
// the annotation that the API server refuses there.
[[nodiscard]] std::vector<Edit> parking_edits(const Json& object, std::vector<Edit> edits);

}  // namespace translator
