#pragma once

// One gRPC connection to a plugin, with the two streams that go-plugin opens first and keeps open.
// The only header of the host side that knows gRPC; used by PluginHost alone.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include <grpcpp/grpcpp.h>

#include "go_plugin.grpc.pb.h"
#include "health.grpc.pb.h"
#include "plugin_lister.grpc.pb.h"
#include "restore_item_action_v2.grpc.pb.h"
#include "translator/result.h"

namespace cmd {

class PluginConnection {
 public:
  // Dials as go-plugin does: authority "unused", no limits on message sizes. The connection is made
  // by the first call. A call fails after `patience`.
  PluginConnection(const std::string& socket_path, std::chrono::milliseconds patience);

  // Cancels the streams and closes the connection.
  ~PluginConnection();
  PluginConnection(const PluginConnection&) = delete;
  PluginConnection& operator=(const PluginConnection&) = delete;
  PluginConnection(PluginConnection&&) = delete;
  PluginConnection& operator=(PluginConnection&&) = delete;

  [[nodiscard]] bool streams_open() const { return open_streams_ == 2; }

  // One unary call: `method` is a member function of the stub. `what` names it in the error.
  // Takes at most `patience`, or what the connection was made with when that is shorter.
  template <typename Stub, typename Method, typename Request, typename Response>
  [[nodiscard]] translator::Status call(
      Stub& stub, Method method, const Request& request, Response& response, const char* what,
      std::chrono::milliseconds patience = std::chrono::hours(24)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::min(patience, patience_));
    return checked((stub.*method)(&context, request, &response), what);
  }

  generated::PluginLister::Stub plugin_lister;
  v2::RestoreItemAction::Stub restore_item_action;
  plugin::GRPCController::Stub controller;
  grpc::health::v1::Health::Stub health;

 private:
  PluginConnection(const std::shared_ptr<grpc::Channel>& channel,
                   std::chrono::milliseconds patience);
  static translator::Status checked(const grpc::Status& status, const char* what);

  std::chrono::milliseconds patience_;
  plugin::GRPCStdio::Stub stdio_;
  plugin::GRPCBroker::Stub broker_;
  grpc::ClientContext stdio_context_;
  grpc::ClientContext broker_context_;
  std::atomic<int> open_streams_ = 2;
  std::thread stdio_reader_;
  std::thread broker_reader_;
};

}  // namespace cmd
