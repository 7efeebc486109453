#pragma once

// A small Kubernetes cluster in memory, behind plain HTTP on the loopback address: for rehearsals,
// and for tests that need an API. It also plays the part of Velero's server that answers download
// requests, and of the storage that a backup is downloaded from.
//
// Everything needs the token that the kubeconfig has, because other users of the machine reach the
// loopback address too.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cmd/memory_api.h"
#include "cmd/memory_objects.h"
#include "translator/result.h"

namespace cmd {

class MemoryServer;

class MemoryCluster {
 public:
  // Listens on a free port, in a thread of its own. Error: no socket can be had.
  [[nodiscard]] static translator::Result<std::unique_ptr<MemoryCluster>> start();

  ~MemoryCluster();
  MemoryCluster(const MemoryCluster&) = delete;
  MemoryCluster& operator=(const MemoryCluster&) = delete;
  MemoryCluster(MemoryCluster&&) = delete;
  MemoryCluster& operator=(MemoryCluster&&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const std::string& token() const { return token_; }
  // The text of a kubeconfig file.
  [[nodiscard]] std::string kubeconfig() const;

  // From now on a DownloadRequest for the contents of `backup` is answered with an address of this
  // cluster where `archive` can be read.
  void serve_backup(const std::string& backup, const std::filesystem::path& archive);

  // Access without HTTP, while no other thread changes the objects.
  template <typename Action>
  auto with_objects(const Action& action) {
    const std::lock_guard lock(mutex_);
    return action(objects_);
  }

  // "PATCH /api/v1/…": what was asked, in order.
  [[nodiscard]] std::vector<std::string> requests() const;

 private:
  MemoryCluster() = default;
  [[nodiscard]] ApiAnswer handle(const ApiRequest& request);
  void answer_download_request(const ApiTarget& target, const translator::Json& created);
  [[nodiscard]] std::filesystem::path archive_at(const std::string& target) const;

  std::string url_;
  std::string token_;
  mutable std::mutex mutex_;  // guards what follows
  MemoryObjects objects_;
  std::map<std::string, std::filesystem::path> archives_;  // by the name of the backup
  std::vector<std::string> requests_;

  std::unique_ptr<MemoryServer> server_;  // last: it stops before the rest goes
};

}  // namespace cmd
