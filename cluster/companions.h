#pragma once

// Writes into the target cluster what a translated item needs beside it: companions (BackendConfig
// and the like) and patches inside the annotations of Services. Used by the plugin before it
// answers, and by `eks2gke fix`. Refuses to touch an object that it has not made, but for the
// annotations that patches name.

#include <map>
#include <string>
#include <vector>

#include "cluster/kubernetes_client.h"
#include "translator/result.h"
#include "translator/rule.h"
#include "translator/translate.h"

namespace cluster {

struct RestoreNames {
  std::string restore;  // "" for what no restore is known of: then there is no such label
  std::string backup;
  std::map<std::string, std::string> namespace_mapping = {};  // of the restore: old to new
};

// Where the object of a rule lives in the cluster: plural by kind, namespace mapped. Error: a kind
// that this program has nothing to do with.
[[nodiscard]] translator::Result<ObjectAddress> target_address(const translator::ObjectName& object,
                                                               const RestoreNames& names);

// Puts the companion into the cluster by server-side apply, in the mapped namespace and with the
// labels app.kubernetes.io/managed-by, velero.io/restore-name and velero.io/backup-name.
// One that is right already is not written: its labels then name the restore that made it.
// Error: an object of that name exists without our managed-by label (it stays as it is), or the
// API's words; where = the object.
[[nodiscard]] translator::Status apply_companion(KubernetesClient& client,
                                                 const translator::Companion& companion,
                                                 const RestoreNames& names,
                                                 Deadline latest = kNoDeadline);

// Merges the patches into the live objects; several for one object are one write, and what is
// already as it should be is not written. An absent object is left absent: it is patched when it is
// restored itself. Another writer's change in between is taken in by trying again.
// All objects are tried; the Error is that of the first that failed.
[[nodiscard]] translator::Status apply_patches(KubernetesClient& client,
                                               const std::vector<translator::Patch>& patches,
                                               const RestoreNames& names,
                                               Deadline latest = kNoDeadline);

enum class CompanionState { absent, right, outdated };

// What stands in the place of a companion, without writing. Error: as for apply_companion().
[[nodiscard]] translator::Result<CompanionState> look_at_companion(
    KubernetesClient& client, const translator::Companion& companion, const RestoreNames& names,
    Deadline latest = kNoDeadline);

// All that a translated item needs beside it: companions in their order, then the patches; nothing
// more after the first failure.
[[nodiscard]] translator::Status write_needs(KubernetesClient& client,
                                             const translator::Translation& translation,
                                             const RestoreNames& names,
                                             Deadline latest = kNoDeadline);

}  // namespace cluster
