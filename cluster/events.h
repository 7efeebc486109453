#pragma once

// Events about objects of a restore: what `kubectl describe` shows. Used by the plugin when all
// items are restored.

#include <chrono>
#include <string>
#include <vector>

#include "cluster/kubernetes_client.h"
#include "translator/result.h"

namespace cluster {

inline constexpr std::string_view kEventSource = "eks2gke";

struct Announcement {
  std::string reason;   // "TranslatedFromEKS"
  std::string message;  // at most kLongestMessage bytes are kept
  bool is_warning = false;
  std::string once_for;  // names the occasion: the same object gets one Event for it
  std::chrono::sys_seconds time;
};

// The API server refuses longer ones (k8s.io/kubernetes, pkg/apis/core/validation).
inline constexpr std::size_t kLongestMessage = 1024;

// Writes one Event that involves `live`, an object as the API answered it. Once it is there it is
// not written again. Error: the API's words.
[[nodiscard]] translator::Status announce(KubernetesClient& client, const translator::Json& live,
                                          const Announcement& announcement,
                                          Deadline latest = kNoDeadline);

// All events that involve the object with this uid.
[[nodiscard]] translator::Result<std::vector<translator::Json>> events_about(
    KubernetesClient& client, const translator::Json& live, Deadline latest = kNoDeadline);

}  // namespace cluster
