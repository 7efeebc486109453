#pragma once

// The order in which Velero restores the kinds of a backup: a list of what goes first, then all
// others by name, then a list of what goes last.
// Source: velero v1.18 pkg/cmd/server/config/config.go (defaultRestorePriorities).

#include <cstddef>
#include <string_view>
#include <utility>

namespace cmd {

// Compares as Velero orders; `directory` is plural.group in full, as below resources/ in a backup.
[[nodiscard]] std::pair<std::size_t, std::string_view> restore_rank(std::string_view directory);

}  // namespace cmd
