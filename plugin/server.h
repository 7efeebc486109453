#pragma once

// The gRPC server and everything that it serves, put together once. Used by main() and by tests.

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "plugin/go_plugin_services.h"
#include "plugin/log.h"
#include "plugin/plugin_lister.h"
#include "plugin/restore_item_action.h"
#include "plugin/restore_session.h"
#include "plugin/target_cluster.h"

namespace plugin {

// All services of the process. `cluster` and `log` must outlive it.
struct Services {
  Services(std::string command, TargetCluster& cluster, Log& log, std::function<void()> stop);

  RestoreSessions sessions;
  PluginLister plugin_lister;
  RestoreItemAction restore_item_action;
  Controller controller;
  Stdio stdio;
  Broker broker;
  Health health;
};

// Listens on the Unix socket when the function returns; with an empty path only InProcessChannel
// reaches the server. Null when the socket cannot be had.
[[nodiscard]] std::unique_ptr<grpc::Server> start_server(Services& services,
                                                         const std::string& socket_path);

// Ends the server within `patience`, even if a call hangs; a call that still runs is left running,
// so the process has to end next. Precondition: not called from a handler of the server.
void stop_server(grpc::Server& server, std::chrono::milliseconds patience);

}  // namespace plugin
