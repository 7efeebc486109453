#pragma once

// How Velero marks what a restore makes.

#include <string>
#include <string_view>

namespace translator {

inline constexpr std::string_view kVeleroRestoreLabel = "velero.io/restore-name";

// What Velero writes into labels for a name: names longer than a label are cut and end in the
// beginning of their checksum (velero v1.18.3, pkg/label/label.go, GetValidName).
[[nodiscard]] std::string velero_label_value(const std::string& name);

}  // namespace translator
