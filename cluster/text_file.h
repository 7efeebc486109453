#pragma once

// Small files read whole: kubeconfigs, tokens, certificates.

#include <filesystem>
#include <string>

#include "translator/result.h"

namespace cluster {

inline constexpr std::size_t kMostFileBytes = std::size_t{1} << 20U;

// Error: the file cannot be read, or is larger than kMostFileBytes; where = the path.
[[nodiscard]] translator::Result<std::string> read_text_file(const std::filesystem::path& path);

}  // namespace cluster
