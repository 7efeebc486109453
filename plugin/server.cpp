#include "plugin/server.h"

#include <future>
#include <sys/stat.h>
#include <thread>
#include <utility>

#include <climits>

namespace plugin {
namespace {

// The two streams of the host stay open until they are cancelled at this deadline; the answer to
// Shutdown needs far less.
constexpr std::chrono::milliseconds kStreamPatience{50};

void set_limits(grpc::ServerBuilder& builder) {
  // Velero sends item and itemFromBackup in one message and takes answers of up to 2 GiB.
  builder.SetMaxReceiveMessageSize(INT_MAX);
  builder.SetMaxSendMessageSize(INT_MAX);
  // grpc-go measures bandwidth with pings; gRPC C++ would end the connection for "too many pings".
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, 0);
}

}  // namespace

Services::Services(std::string command, TargetCluster& cluster, Log& log,
                   std::function<void()> stop)
    : sessions(cluster, log),
      plugin_lister(std::move(command)),
      restore_item_action(sessions, log),
      controller(std::move(stop)) {}

std::unique_ptr<grpc::Server> start_server(Services& services, const std::string& socket_path) {
  grpc::ServerBuilder builder;
  set_limits(builder);
  if (!socket_path.empty()) {
    builder.AddListeningPort("unix:" + socket_path, grpc::InsecureServerCredentials());
  }
  builder.RegisterService(&services.plugin_lister);
  builder.RegisterService(&services.restore_item_action);
  builder.RegisterService(&services.controller);
  builder.RegisterService(&services.stdio);
  builder.RegisterService(&services.broker);
  builder.RegisterService(&services.health);
  const mode_t before = ::umask(S_IRWXG | S_IRWXO);  // the socket is its owner's alone
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  ::umask(before);
  return server;
}

void stop_server(grpc::Server& server, std::chrono::milliseconds patience) {
  // Shutdown waits for running calls without limit; they hold on to their thread.
  std::promise<void> promise;
  std::future<void> ended = promise.get_future();
  std::thread([&server, promise = std::move(promise)]() mutable {
    server.Shutdown(std::chrono::system_clock::now() + kStreamPatience);
    promise.set_value();
  }).detach();
  ended.wait_for(patience);
}

}  // namespace plugin
