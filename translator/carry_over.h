#pragma once

// What an answer takes over from the object that already stands in the target cluster. Used by the
// plugin when a restore updates existing objects: Velero sends the difference as a merge patch, and
// nulls everything that the answer lacks (velero pkg/restore, generatePatch). Takes over nothing
// that would open what the answer keeps closed.

#include "translator/json.h"

namespace translator {

// For Ingress and Service; other kinds stay as they are.
//
// Taken over from `live`: finalizers that are not of AWS, annotations that GKE's controllers write,
// managedFields, what the API server allocates or does not allow to change (cluster IPs, node
// ports, load balancer class), and its defaults. Annotations that hold JSON keep what others wrote
// into them, and keep their very text when they mean the same. A parked `answer` takes over nothing
// that asks GKE for anything.
void carry_over(Json& answer, const Json& live, bool parked);

}  // namespace translator
