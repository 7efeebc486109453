#include "plugin/go_plugin_services.h"

namespace plugin {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

// Open until the host cancels it or the server shuts down. Reactors delete themselves when done:
// that is how gRPC's callback API is meant to be used.
class SilentWriter final : public grpc::ServerWriteReactor<StdioData> {
 public:
  void OnCancel() override { Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }  // NOLINT(cppcoreguidelines-owning-memory)
};

class IgnoringReader final : public grpc::ServerBidiReactor<ConnInfo, ConnInfo> {
 public:
  IgnoringReader() { StartRead(&ignored_); }
  void OnReadDone(bool ok) override {
    if (ok) {
      StartRead(&ignored_);
    } else {
      Finish(grpc::Status::OK);  // the host has closed its half, or cancelled
    }
  }
  void OnDone() override { delete this; }  // NOLINT(cppcoreguidelines-owning-memory)

 private:
  ConnInfo ignored_;
};

bool known(const HealthCheckRequest& request) {
  return request.service().empty() || request.service() == "plugin";
}

// One answer, which never changes while the process lives.
class HealthWriter final : public grpc::ServerWriteReactor<HealthCheckResponse> {
 public:
  explicit HealthWriter(const HealthCheckRequest& request) {
    response_.set_status(known(request) ? HealthCheckResponse::SERVING
                                        : HealthCheckResponse::SERVICE_UNKNOWN);
    StartWrite(&response_);
  }
  void OnCancel() override { Finish(grpc::Status::CANCELLED); }
  void OnDone() override { delete this; }  // NOLINT(cppcoreguidelines-owning-memory)

 private:
  HealthCheckResponse response_;
};

}  // namespace

grpc::ServerUnaryReactor* Controller::Shutdown(grpc::CallbackServerContext* context, const Empty*,
                                               Empty*) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(grpc::Status::OK);
  stop_();
  return reactor;
}

grpc::ServerWriteReactor<StdioData>* Stdio::StreamStdio(grpc::CallbackServerContext*,
                                                        const google::protobuf::Empty*) {
  return new SilentWriter;  // NOLINT(cppcoreguidelines-owning-memory)
}

grpc::ServerBidiReactor<ConnInfo, ConnInfo>* Broker::StartStream(grpc::CallbackServerContext*) {
  return new IgnoringReader;  // NOLINT(cppcoreguidelines-owning-memory)
}

grpc::ServerUnaryReactor* Health::Check(grpc::CallbackServerContext* context,
                                        const HealthCheckRequest* request,
                                        HealthCheckResponse* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  if (known(*request)) {
    response->set_status(HealthCheckResponse::SERVING);
    reactor->Finish(grpc::Status::OK);
  } else {
    reactor->Finish({grpc::StatusCode::NOT_FOUND, "no such service"});
  }
  return reactor;
}

grpc::ServerWriteReactor<HealthCheckResponse>* Health::Watch(grpc::CallbackServerContext*,
                                                             const HealthCheckRequest* request) {
  return new HealthWriter(*request);  // NOLINT(cppcoreguidelines-owning-memory)
}

}  // namespace plugin
