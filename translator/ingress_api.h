#pragma once

// Ingresses of the API versions before networking.k8s.io/v1, which Kubernetes 1.22 took away. Used
// before the rows, which know v1 only.

#include <optional>

#include "translator/json.h"

namespace translator {

// The same Ingress in networking.k8s.io/v1, as an API server would convert it: `backend` becomes
// `defaultBackend`, `serviceName` and `servicePort` become `service`, a path without a type is
// ImplementationSpecific. Nothing for every other object. What has no valid shape stays as it is.
// Source: kubernetes pkg/apis/networking/v1beta1/conversion.go and defaults.go, 1.21.
[[nodiscard]] std::optional<Json> ingress_as_v1(const Json& object);

}  // namespace translator
