#pragma once

// `eks2gke fix`: mends on a live cluster what a restore without the plugin left, and judges parked
// objects again. The same translator as in the plugin, with the same surroundings; the same code
// writes companions and patches. Without `apply` nothing is written. Looks at Ingresses and
// Services; what is translated and right already is left alone.

#include <optional>
#include <string>
#include <vector>

#include "cluster/kubernetes_client.h"
#include "cmd/console.h"
#include "translator/report.h"
#include "translator/settings.h"

namespace cmd {

struct FixOptions {
  translator::Settings settings;
  std::vector<std::string> namespaces;  // none: all
  std::string restore;                  // only objects with Velero's label of it; "" for all
  std::string velero_namespace = "velero";
  bool apply = false;
  bool finish_deletions = false;
  bool release_dns = false;
};

enum class FixState {
  translated,    // serves on GKE from now on
  parked,        // inert, as a restore with the plugin would have left it
  dns_released,  // names for external-dns are back
  finished,      // was being deleted; AWS's dead finalizers are gone
  deleting,      // is being deleted, and AWS's finalizers hold it: left alone
  failed,        // `problem` says why
};

struct Fixed {
  translator::ItemReport report;  // with the object's name in the cluster
  FixState state = FixState::translated;
  translator::Json before;  // as it stood, without what only a server writes
  translator::Json after;
  std::vector<translator::Companion> companions = {};  // in the namespaces of the cluster
  std::vector<translator::Patch> patches = {};         // likewise
  std::string problem = {};  // what failed, or what was left alone and why

  [[nodiscard]] bool is_changed() const { return before != after; }
};

struct Fix {
  bool applied = false;
  std::vector<Fixed> objects;         // Services first, by namespace and name
  std::size_t right = 0;              // translated by us before, and right
  std::vector<std::string> warnings;  // about the run as a whole

  [[nodiscard]] bool has_failures() const;
};

// What fails on one object is told there, and the others are done.
// Error: Ingresses or Services cannot be read.
[[nodiscard]] cluster::ApiResult<Fix> fix_cluster(cluster::KubernetesClient& client,
                                                  const FixOptions& options, Console& console);

// Schema eks2gke.io/fix/v1.
[[nodiscard]] translator::Json to_json(const Fix& fix);
// The dry run as a unified difference, what was done as a list.
[[nodiscard]] std::string to_text(const Fix& fix, const Look& look);

}  // namespace cmd
