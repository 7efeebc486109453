#pragma once

// The services by which go-plugin, Velero's plugin host, controls the process: Shutdown, and two
// streams that it opens first and keeps open. Facts: grpc_controller.go, grpc_stdio.go and
// grpc_broker.go of hashicorp/go-plugin. All use gRPC's callback API: a waiting stream must not
// hold a thread that calls need.

#include <functional>
#include <utility>

#include <grpcpp/grpcpp.h>

#include "go_plugin.grpc.pb.h"
#include "health.grpc.pb.h"

namespace plugin {

// Answers at once; `stop` must not block, and shuts the server down from another thread.
class Controller final : public GRPCController::CallbackService {
 public:
  explicit Controller(std::function<void()> stop) : stop_(std::move(stop)) {}

  grpc::ServerUnaryReactor* Shutdown(grpc::CallbackServerContext* context, const Empty* request,
                                     Empty* response) override;

 private:
  std::function<void()> stop_;
};

// Velero discards what comes through it: nothing is sent, the stream stays open until cancelled.
class Stdio final : public GRPCStdio::CallbackService {
 public:
  grpc::ServerWriteReactor<StdioData>* StreamStdio(grpc::CallbackServerContext* context,
                                                   const google::protobuf::Empty* request) override;
};

// Velero never uses the broker: what it sends is read and ignored.
class Broker final : public GRPCBroker::CallbackService {
 public:
  grpc::ServerBidiReactor<ConnInfo, ConnInfo>* StartStream(
      grpc::CallbackServerContext* context) override;
};

// SERVING for the whole server ("") and for "plugin", the name that go-plugin asks for.
class Health final : public grpc::health::v1::Health::CallbackService {
 public:
  grpc::ServerUnaryReactor* Check(grpc::CallbackServerContext* context,
                                  const grpc::health::v1::HealthCheckRequest* request,
                                  grpc::health::v1::HealthCheckResponse* response) override;
  grpc::ServerWriteReactor<grpc::health::v1::HealthCheckResponse>* Watch(
      grpc::CallbackServerContext* context,
      const grpc::health::v1::HealthCheckRequest* request) override;
};

}  // namespace plugin
