#pragma once

// The least of a Kubernetes API that the writers of companions and patches need: objects by path,
// resource versions, and faults that a test puts in the way.

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cluster/kubernetes_client.h"
#include "tests/cluster/http_server.h"
#include "translator/json.h"

namespace cluster_tests {

class FakeApi {
 public:
  using Json = translator::Json;

  // Asked before each request; an answer is given instead of the usual one.
  std::function<std::optional<Reply>(const Request&)> fault = {};
  // Called with each object that is created or applied, before it is stored.
  std::function<void(Json&)> on_write = {};

  FakeApi() : server_([this](const Request& request) { return answer(request); }) {}

  void put(const std::string& path, Json object);
  [[nodiscard]] std::optional<Json> at(const std::string& path) const;
  [[nodiscard]] const HttpServer& server() const { return server_; }
  // Requests that change something, as "METHOD path?query".
  [[nodiscard]] std::vector<std::string> writes() const;

  [[nodiscard]] cluster::KubernetesClient client(
      std::chrono::milliseconds call_limit = std::chrono::milliseconds{3000}) const;

 private:
  Reply answer(const Request& request);
  Reply patch(const Request& request, const std::string& path);
  Reply store(const std::string& path, Json object);

  mutable std::mutex mutex_;
  std::map<std::string, Json> objects_;
  int version_ = 0;
  HttpServer server_;  // last: it calls the others
};

}  // namespace cluster_tests
