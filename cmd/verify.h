#pragma once

// `eks2gke verify --restore NAME`: does what a restore translated serve? Reads the cluster and
// changes nothing. An Ingress or Service serves when GKE gave it an IP address and calls none of
// its backends unhealthy.

#include <cstddef>
#include <string>
#include <vector>

#include "cluster/kubernetes_client.h"
#include "cmd/console.h"
#include "translator/item.h"

namespace cmd {

enum class Serving {
  serving,
  unhealthy,   // has its address, and backends that GKE calls unhealthy
  no_address,  // GKE gave none so far
  deleting,    // somebody deleted it, and a finalizer holds it
  parked,      // by the restore: serves nobody until somebody decides
  opted_out,   // not for GKE's load balancers: of another class, or no LoadBalancer
};

struct Verified {
  translator::ObjectName object;
  Serving serving = Serving::no_address;
  std::string address;                 // "" when there is none
  std::vector<std::string> unhealthy;  // names that GKE gave the backends
  std::string warning;    // the last Warning event that nothing cured: "Reason: message"
  std::string next_step;  // one sentence; "" when there is nothing to do
};

struct Verification {
  std::vector<Verified> objects;  // of the restore, with a verdict of ours; by kind and name
  // True when each of them serves or was left to somebody else.
  [[nodiscard]] bool all_serve() const;
};

// A name with a slip in it must not end as "nothing to do". Error: there is no such restore (what
// to do is told), or the API cannot be reached. A namespace that may not be read is no error.
[[nodiscard]] cluster::ApiStatus find_restore(cluster::KubernetesClient& client,
                                              const std::string& velero_namespace,
                                              const std::string& restore);

// Error: the API cannot be reached or refuses the reading, or there is no such restore in Velero's
// namespace. Where only that namespace may not be read, the objects are looked at all the same.
[[nodiscard]] cluster::ApiResult<Verification> verify_restore(cluster::KubernetesClient& client,
                                                              const std::string& velero_namespace,
                                                              const std::string& restore);

// Schema eks2gke.io/verify/v1.
[[nodiscard]] translator::Json to_json(const Verification& verification);
[[nodiscard]] std::string to_text(const Verification& verification, const Look& look);

}  // namespace cmd
