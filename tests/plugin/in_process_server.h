#pragma once

// The plugin's services without a process and without a socket.

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "plugin/server.h"
#include "tests/plugin/captured_log.h"

namespace plugin {

class InProcessServer {
 public:
  explicit InProcessServer(TargetCluster& cluster)
      : services_("/plugins/x", cluster, captured.log, [this] { ++stops; }),
        server_(start_server(services_, "")),
        channel(server_->InProcessChannel({})),
        action(v2::RestoreItemAction::NewStub(channel)) {}
  ~InProcessServer() {
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::milliseconds(100));
  }
  InProcessServer(const InProcessServer&) = delete;
  InProcessServer& operator=(const InProcessServer&) = delete;
  InProcessServer(InProcessServer&&) = delete;
  InProcessServer& operator=(InProcessServer&&) = delete;

  // One Execute; the status must be OK.
  [[nodiscard]] v2::RestoreItemActionExecuteResponse execute(
      const std::string& plugin, const std::string& item, const std::string& restore = "{}") const {
    v2::RestoreItemActionExecuteRequest request;
    request.set_plugin(plugin);
    request.set_item(item);
    request.set_itemfrombackup(item);
    request.set_restore(restore);
    v2::RestoreItemActionExecuteResponse response;
    grpc::ClientContext context;
    const grpc::Status status = action->Execute(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  CapturedLog captured;
  std::atomic<int> stops = 0;

 private:
  Services services_;
  std::unique_ptr<grpc::Server> server_;

 public:
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v2::RestoreItemAction::Stub> action;
};

}  // namespace plugin
