#pragma once

// The HTTP of MemoryCluster: keeps connections open, serves API calls and files, in one thread.
// Private to MemoryCluster. The only file of this folder that knows sockets.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "cmd/memory_api.h"
#include "translator/result.h"

namespace cmd {

struct MemoryServerOptions {
  std::string token;  // API calls without it are answered with 401
  std::function<ApiAnswer(const ApiRequest& request)> api;
  // The file that is served at a path; an empty one when there is none.
  std::function<std::filesystem::path(const std::string& target)> file;
};

class MemoryServer {
 public:
  [[nodiscard]] static translator::Result<std::unique_ptr<MemoryServer>> start(
      MemoryServerOptions options);

  // Closes all connections and joins the thread.
  virtual ~MemoryServer() = default;
  MemoryServer(const MemoryServer&) = delete;
  MemoryServer& operator=(const MemoryServer&) = delete;
  MemoryServer(MemoryServer&&) = delete;
  MemoryServer& operator=(MemoryServer&&) = delete;

  [[nodiscard]] virtual std::uint16_t port() const = 0;

 protected:
  MemoryServer() = default;
};

}  // namespace cmd
