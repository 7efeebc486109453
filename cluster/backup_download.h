#pragma once

// Fetches a backup while it is being restored, through Velero's public API: a DownloadRequest of
// kind BackupContents (velero pkg/apis/velero/v1/download_request_types.go, since 1.0), which the
// server answers with a presigned address. Used by the plugin once per restore.

#include <string_view>

#include "cluster/backup_archive.h"
#include "cluster/kubernetes_client.h"
#include "translator/result.h"
#include "translator/surroundings.h"

namespace cluster {

// Makes the request in Velero's namespace, waits for its address, reads the archive from there, and
// deletes the request whatever came of it. All of that ends within limits.time; a last tenth of it
// is kept for the deletion, and Velero deletes forgotten requests by itself after ten minutes.
//
// An https address is checked against the roots of the system (tls.h). The address itself is in no
// message: whoever has it can read the backup.
[[nodiscard]] translator::Result<translator::BackupObjects> download_backup(
    KubernetesClient& client, std::string_view velero_namespace, std::string_view backup_name,
    const Limits& limits = {});

}  // namespace cluster
