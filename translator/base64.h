#pragma once

// Base64 as the Kubernetes API and docker configs write it: the standard alphabet, with padding.
// Used for data of Secrets and for `auth` of registries. Refuses everything else.

#include <optional>
#include <string>
#include <string_view>

namespace translator {

[[nodiscard]] std::string base64_encoded(std::string_view bytes);

// Line breaks are passed over, as Go's decoder does. Nothing when the text is no base64: a strange
// character, a missing or misplaced '='.
[[nodiscard]] std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace translator
