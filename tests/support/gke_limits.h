#pragma once

// What Google's API and GKE's controllers refuse: used by tests/support/laws.h. Written from their
// documents, without translator/: numbers of a BackendConfig, hosts and paths, names, and
// annotations that hold JSON.

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace support {

// One sentence for each limit that an Ingress of GKE breaks.
[[nodiscard]] std::vector<std::string> limits_broken_by(const nlohmann::ordered_json& object);

// The same of an object beside it: BackendConfig, FrontendConfig, ManagedCertificate. `internal` is
// whether the Ingress that names it is of class gce-internal.
[[nodiscard]] std::vector<std::string> limits_broken_by_companion(
    const nlohmann::ordered_json& companion, bool internal);

}  // namespace support
