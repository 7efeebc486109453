#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/restore_item_action.h"
#include "plugin_lister.grpc.pb.h"
#include "tests/plugin/in_process_server.h"
#include "tests/plugin/scripted_cluster.h"
#include "translator/catalogue.h"

namespace plugin {
namespace {

using testing::HasSubstr;
using testing::Not;

class Execute : public testing::Test {
 protected:
  ScriptedCluster cluster_;
  InProcessServer server_{cluster_};
};

TEST_F(Execute, TheListHasEveryActionSortedWithTheCommandAsGiven) {
  const auto lister = generated::PluginLister::NewStub(server_.channel);
  grpc::ClientContext context;
  generated::ListPluginsResponse response;
  ASSERT_TRUE(lister->ListPlugins(&context, generated::Empty(), &response).ok());
  std::vector<std::string> names;
  for (const generated::PluginIdentifier& plugin : response.plugins()) {
    EXPECT_EQ(plugin.command(), "/plugins/x");
    EXPECT_EQ(plugin.kind(), "RestoreItemActionV2");
    names.push_back(plugin.name());
  }
  EXPECT_THAT(names, testing::ElementsAre("eks2gke.io/aws-only", "eks2gke.io/ingress",
                                          "eks2gke.io/pull-secret", "eks2gke.io/service",
                                          "eks2gke.io/workload"));
}

TEST_F(Execute, AppliesToIsWhatTheRulesAsk) {
  for (const translator::Action action : translator::kActions) {
    v2::RestoreItemActionAppliesToRequest request;
    request.set_plugin(std::string(translator::action_name(action)));
    v2::RestoreItemActionAppliesToResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(server_.action->AppliesTo(&context, request, &response).ok());
    std::vector<std::string> expected;
    for (const translator::Resource& resource : translator::resources_of(action)) {
      expected.push_back(resource.qualified());
    }
    const auto& included = response.resourceselector().includedresources();
    EXPECT_EQ(std::vector<std::string>(included.begin(), included.end()), expected);
    EXPECT_FALSE(expected.empty());
  }
}

TEST_F(Execute, AnUnknownActionIsAnErrorOfTheCallAlone) {
  v2::RestoreItemActionAppliesToRequest selector;
  selector.set_plugin("eks2gke.io/nonsense");
  v2::RestoreItemActionAppliesToResponse unused;
  grpc::ClientContext first;
  grpc::Status status = server_.action->AppliesTo(&first, selector, &unused);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNKNOWN);
  EXPECT_THAT(status.error_message(), HasSubstr("eks2gke.io/nonsense"));

  v2::RestoreItemActionExecuteRequest request;
  request.set_plugin("");
  request.set_item(R"({"kind":"Service"})");
  v2::RestoreItemActionExecuteResponse response;
  grpc::ClientContext second;
  status = server_.action->Execute(&second, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNKNOWN);
  EXPECT_THAT(status.error_message(), HasSubstr("has no action"));
}

TEST_F(Execute, WhatIsNoObjectIsAnErrorInOneLine) {
  for (const char* item :
       {"", "{", "[]", "null", "7", "{} {}", "{\"kind\":\"Service\"}\n}", "\xff"}) {
    v2::RestoreItemActionExecuteRequest request;
    request.set_plugin("eks2gke.io/service");
    request.set_item(item);
    v2::RestoreItemActionExecuteResponse response;
    grpc::ClientContext context;
    const grpc::Status status = server_.action->Execute(&context, request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNKNOWN) << item;
    EXPECT_THAT(status.error_message(), HasSubstr("the item is not restored")) << item;
    EXPECT_THAT(status.error_message(), Not(HasSubstr("\n"))) << item;
  }
}

TEST_F(Execute, TheErrorDoesNotQuoteASecret) {
  v2::RestoreItemActionExecuteRequest request;
  request.set_plugin("eks2gke.io/pull-secret");
  request.set_item("{\"kind\":\"Secret\",\"stringData\":{\"p\":\"hunter2\xc3(\"}}");
  v2::RestoreItemActionExecuteResponse response;
  grpc::ClientContext context;
  const grpc::Status status = server_.action->Execute(&context, request, &response);
  EXPECT_THAT(status.error_message(), HasSubstr("ill-formed UTF-8"));
  EXPECT_THAT(status.error_message(), HasSubstr("make a new backup"));
  EXPECT_THAT(status.error_message(), Not(HasSubstr("hunter2")));
  EXPECT_THAT(server_.captured.text(), Not(HasSubstr("hunter2")));
}

TEST_F(Execute, ProgressIsAlwaysThereAndComplete) {
  v2::RestoreItemActionProgressRequest request;
  request.set_plugin("eks2gke.io/ingress");
  request.set_operationid("never heard of");
  v2::RestoreItemActionProgressResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(server_.action->Progress(&context, request, &response).ok());
  ASSERT_TRUE(response.has_progress());
  EXPECT_TRUE(response.progress().completed());
  EXPECT_EQ(response.progress().err(), "");
  EXPECT_THAT(response.progress().description(), HasSubstr("never heard of"));
}

TEST_F(Execute, CancelAndReadinessAreAnswered) {
  grpc::ClientContext first;
  google::protobuf::Empty empty;
  EXPECT_TRUE(server_.action->Cancel(&first, v2::RestoreItemActionCancelRequest(), &empty).ok());
  grpc::ClientContext second;
  v2::RestoreItemActionItemsReadyResponse ready;
  EXPECT_TRUE(
      server_.action
          ->AreAdditionalItemsReady(&second, v2::RestoreItemActionItemsReadyRequest(), &ready)
          .ok());
  EXPECT_TRUE(ready.ready());
}

}  // namespace
}  // namespace plugin
