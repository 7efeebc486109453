#include "plugin/go_plugin_services.h"

#include <atomic>
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "tests/plugin/in_process_server.h"

namespace plugin {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

class GoPluginServices : public testing::Test {
 protected:
  NoTargetCluster cluster_{"no Kubernetes API is configured"};
  InProcessServer server_{cluster_};
};

TEST_F(GoPluginServices, ShutdownAnswersAndAsksForTheEnd) {
  const auto controller = GRPCController::NewStub(server_.channel);
  grpc::ClientContext context;
  Empty answer;
  EXPECT_TRUE(controller->Shutdown(&context, Empty(), &answer).ok());
  EXPECT_EQ(server_.stops, 1);
}

TEST_F(GoPluginServices, StdioSendsNothingAndStaysOpenUntilCancelled) {
  const auto stdio = GRPCStdio::NewStub(server_.channel);
  grpc::ClientContext context;
  std::atomic<bool> open = true;
  grpc::Status status;
  std::thread reader([&] {
    const auto stream = stdio->StreamStdio(&context, google::protobuf::Empty());
    StdioData data;
    EXPECT_FALSE(stream->Read(&data));
    open = false;
    status = stream->Finish();
  });
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_TRUE(open);
  context.TryCancel();
  reader.join();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(GoPluginServices, TheBrokerReadsAndIgnoresUntilTheHostCloses) {
  const auto broker = GRPCBroker::NewStub(server_.channel);
  grpc::ClientContext context;
  context.set_deadline(system_clock::now() + std::chrono::seconds(10));
  const auto stream = broker->StartStream(&context);
  for (std::uint32_t id = 0; id < 20; ++id) {
    ConnInfo info;
    info.set_service_id(id);
    EXPECT_TRUE(stream->Write(info));
  }
  EXPECT_TRUE(stream->WritesDone());
  ConnInfo answer;
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(GoPluginServices, HealthKnowsTheServerAndThePlugin) {
  using grpc::health::v1::HealthCheckRequest;
  using grpc::health::v1::HealthCheckResponse;
  const auto health = grpc::health::v1::Health::NewStub(server_.channel);
  for (const char* service : {"", "plugin"}) {
    grpc::ClientContext context;
    HealthCheckRequest request;
    request.set_service(service);
    HealthCheckResponse response;
    EXPECT_TRUE(health->Check(&context, request, &response).ok()) << service;
    EXPECT_EQ(response.status(), HealthCheckResponse::SERVING) << service;
  }
  grpc::ClientContext context;
  HealthCheckRequest request;
  request.set_service("other");
  HealthCheckResponse response;
  EXPECT_EQ(health->Check(&context, request, &response).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(GoPluginServices, AWatchedHealthAnswersOnceAndStaysOpen) {
  using grpc::health::v1::HealthCheckResponse;
  const auto health = grpc::health::v1::Health::NewStub(server_.channel);
  grpc::ClientContext context;
  const auto stream = health->Watch(&context, grpc::health::v1::HealthCheckRequest());
  HealthCheckResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.status(), HealthCheckResponse::SERVING);
  context.TryCancel();
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

}  // namespace
}  // namespace plugin
