#pragma once

// The item as Velero hands it to a plugin: the object of the backup after Velero's own preparation.
// Used by `plan` and `rehearse`, so that both judge what a restore would judge.
//
// Source: velero v1.18 pkg/restore/restore.go (resetMetadata, resetStatus, restoreItem) and
// pkg/restore/actions/service_action.go.

#include <string_view>

#include "translator/json.h"

namespace cmd {

// Metadata that belongs to the old cluster and the status are removed. A Service loses its cluster
// IPs (unless headless) and the node ports that Kubernetes chose. Everything else stays.
[[nodiscard]] translator::Json velero_item(const translator::Json& backup_object);

// The same for an object of a file or a backup. What no server has seen (it has no uid) is a
// person's manifest: it stays as it is written, node ports and all.
[[nodiscard]] translator::Json item_of_input(const translator::Json& object);

// Would a restore leave the object out before any plugin sees it: finished Pods and Jobs, mirror
// pods, kinds that Velero never restores. The reason as a few words; "" when it is restored.
[[nodiscard]] std::string_view why_left_out(const translator::Json& backup_object);

}  // namespace cmd
