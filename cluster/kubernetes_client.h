#pragma once

// The few operations on a Kubernetes API that the plugin and the CLI need, on generic JSON. One
// connection is kept open. Every call ends within a time limit. Within it, what failed for a moment
// only (429, 5xx, a lost connection) is tried again after a pause (retry.h); a create only when the
// server says that it was not carried out.
//
// Safe for use by several threads: calls wait for each other within their time limits.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/api_error.h"
#include "cluster/cluster_access.h"
#include "cluster/deadline.h"
#include "cluster/object_address.h"
#include "translator/json.h"

namespace cluster {

// Which objects of a collection: selectors as the API reads them, "" for no restriction.
struct Selection {
  std::string labels = {};  // "app=web,tier"
  std::string fields = {};  // "involvedObject.uid=UID,type=Warning"
};

struct ClientOptions {
  std::chrono::milliseconds call_limit{5000};                // connecting and TLS included
  std::size_t most_response_bytes = std::size_t{16} << 20U;  // of one call, all pages of a list
  std::filesystem::path account_folder = "/var/run/secrets/kubernetes.io/serviceaccount";
};

class KubernetesClient {
 public:
  // KUBECONFIG, or the account of the pod (cluster_access.h). Contacts nobody yet.
  [[nodiscard]] static translator::Result<KubernetesClient> from_environment(
      const ClientOptions& options = {});

  // Runs the program for the credentials when the access names one. Error: it failed, or
  // certificates or keys that cannot be used.
  [[nodiscard]] static translator::Result<KubernetesClient> make(const ClusterAccess& access,
                                                                 const ClientOptions& options = {});

  KubernetesClient(KubernetesClient&&) noexcept;
  KubernetesClient& operator=(KubernetesClient&&) noexcept;
  KubernetesClient(const KubernetesClient&) = delete;
  KubernetesClient& operator=(const KubernetesClient&) = delete;
  ~KubernetesClient();

  using Json = translator::Json;

  // Every call ends at `latest`, and never later than call_limit from now.
  ApiResult<Json> get(const ObjectAddress& object, Deadline latest = kNoDeadline);

  // All pages. Each item bears apiVersion and kind, which the API leaves out in lists.
  ApiResult<std::vector<Json>> list(const ObjectAddress& collection,
                                    const Selection& selection = {}, Deadline latest = kNoDeadline);

  // `collection` is an address without a name; the object bears its own.
  ApiResult<Json> create(const ObjectAddress& collection, const Json& object,
                         Deadline latest = kNoDeadline);

  ApiStatus remove(const ObjectAddress& object, Deadline latest = kNoDeadline);

  // Server-side apply as field manager "eks2gke". Takes fields over from other managers, as
  // controllers do: ask before whether the object is ours.
  ApiResult<Json> apply(const ObjectAddress& address, const Json& object,
                        Deadline latest = kNoDeadline);

  // Replaces the object; a conflict when its metadata.resourceVersion is no longer the live one.
  ApiResult<Json> update(const ObjectAddress& address, const Json& object,
                         Deadline latest = kNoDeadline);

  // JSON merge patch (RFC 7386). With metadata.resourceVersion in it a conflict as for update().
  ApiResult<Json> merge_patch(const ObjectAddress& address, const Json& patch,
                              Deadline latest = kNoDeadline);

  // The default namespace of the kubeconfig's context or the pod; "" when none is named.
  [[nodiscard]] const std::string& name_space() const;

 private:
  struct State;
  explicit KubernetesClient(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace cluster
