// From Execute to the last Progress, with real rules, a scripted cluster and a clock of our own.
// Every call goes to a new server: Velero polls in a new process each time.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/operation.h"
#include "tests/plugin/in_process_server.h"
#include "tests/plugin/scripted_cluster.h"
#include "translator/json.h"

namespace plugin {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using translator::Json;

constexpr const char* kService =
    R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{
  "service.beta.kubernetes.io/aws-load-balancer-type":"external",
  "service.beta.kubernetes.io/aws-load-balancer-scheme":"internal"}},
  "spec":{"type":"LoadBalancer","ports":[{"port":80,"targetPort":8080}]}})";

constexpr const char* kRestore = R"({"metadata":{"name":"r1","namespace":"velero","uid":"u-1"},
  "spec":{"backupName":"b1","namespaceMapping":{"shop":"shop-new"}}})";

struct Poll {
  bool ok = false;
  std::string message;  // of a call that failed
  generated::OperationProgress progress;
};

class Waiting : public testing::Test {
 protected:
  // Execute, and what Velero then makes of the answer.
  std::string execute(const std::string& item = kService) {
    const InProcessServer server{cluster_};
    const auto answer = server.execute("eks2gke.io/service", item, kRestore);
    Json live = Json::parse(answer.item());
    live["metadata"]["namespace"] = "shop-new";
    live["metadata"]["uid"] = "uid-1";
    live["metadata"]["creationTimestamp"] = "2027-01-15T08:00:01Z";  // wall_clock is 08:00:00
    live["metadata"]["labels"]["velero.io/restore-name"] = "r1";
    cluster_.live_object = live;
    return answer.operationid();
  }

  [[nodiscard]] Poll poll(const std::string& id) {
    const InProcessServer server{cluster_};
    v2::RestoreItemActionProgressRequest request;
    request.set_plugin("eks2gke.io/service");
    request.set_operationid(id);
    request.set_restore(kRestore);
    v2::RestoreItemActionProgressResponse response;
    grpc::ClientContext context;
    const grpc::Status status = server.action->Progress(&context, request, &response);
    return {status.ok(), status.error_message(), response.progress()};
  }

  Json& live() { return *cluster_.live_object; }

  ScriptedCluster cluster_;
};

TEST_F(Waiting, ItSaysWhatItWaitsForAndEndsWithTheAddress) {
  const std::string id = execute();
  Poll first = poll(id);
  ASSERT_TRUE(first.ok) << first.message;
  EXPECT_FALSE(first.progress.completed());
  EXPECT_THAT(first.progress.description(),
              AllOf(HasSubstr("waiting for GKE to give Service shop-new/tcp an address"),
                    HasSubstr("15m"), HasSubstr("translated: ")));
  EXPECT_EQ(first.progress.started().seconds(), 1'800'000'000);
  EXPECT_EQ(first.progress.ntotal(), 1);

  live()["status"]["loadBalancer"]["ingress"] =
      Json::parse(R"([{"hostname":"x.elb.us-east-1.amazonaws.com"}])");
  EXPECT_FALSE(poll(id).progress.completed()) << "a host name is AWS's";

  live()["status"]["loadBalancer"]["ingress"] = Json::parse(R"([{"ip":"10.0.0.7"}])");
  const Poll last = poll(id);
  EXPECT_TRUE(last.progress.completed());
  EXPECT_EQ(last.progress.err(), "");
  EXPECT_THAT(last.progress.description(), HasSubstr("has the address 10.0.0.7"));
  EXPECT_EQ(last.progress.ncompleted(), 1);
}

TEST_F(Waiting, AtTheDeadlineItFailsWithTheLastWarning) {
  const std::string id = execute();
  cluster_.live_events = {Json::parse(R"({"type":"Warning","reason":"Sync","message":"no subnet",
    "count":7,"lastTimestamp":"2027-01-15T08:10:00Z"})")};
  cluster_.wall_clock += 899;
  EXPECT_FALSE(poll(id).progress.completed());
  cluster_.wall_clock += 1;
  const Poll last = poll(id);
  ASSERT_TRUE(last.ok);
  EXPECT_TRUE(last.progress.completed());
  EXPECT_THAT(last.progress.err(), AllOf(HasSubstr("Service shop-new/tcp has got no address"),
                                         HasSubstr("Sync: no subnet (7 times)")));
}

TEST_F(Waiting, AtTheDeadlineEventsThatCannotBeReadAreTold) {
  const std::string id = execute();
  cluster_.wall_clock += 900;
  cluster_.events_fail = "forbidden";
  EXPECT_THAT(poll(id).progress.err(), HasSubstr("events could not be read (forbidden)"));
}

TEST_F(Waiting, TroubleWithTheApiIsNotYet) {
  const std::string id = execute();
  cluster_.live_fails = "connection refused";
  cluster_.wall_clock += 100'000;
  const Poll poll_now = poll(id);
  ASSERT_TRUE(poll_now.ok) << poll_now.message;
  EXPECT_FALSE(poll_now.progress.completed());
  EXPECT_THAT(poll_now.progress.description(), HasSubstr("connection refused"));
  cluster_.throws = true;
  EXPECT_TRUE(poll(id).ok);
  EXPECT_FALSE(poll(id).progress.completed());
}

TEST_F(Waiting, WhatIsGoneIsNotWaitedFor) {
  const std::string id = execute();
  live()["metadata"]["deletionTimestamp"] = "2027-01-15T08:00:05Z";
  EXPECT_THAT(poll(id).progress.description(), HasSubstr("is being deleted"));
  cluster_.live_object.reset();
  const Poll gone = poll(id);
  EXPECT_TRUE(gone.progress.completed());
  EXPECT_EQ(gone.progress.err(), "");
  EXPECT_THAT(gone.progress.description(), HasSubstr("is not in the cluster"));
}

TEST_F(Waiting, WhatWasParkedMeanwhileIsNotWaitedFor) {
  const std::string id = execute();
  live()["metadata"]["annotations"]["eks2gke.io/verdict"] = "parked";
  live()["spec"]["type"] = "ClusterIP";
  const Poll parked = poll(id);
  EXPECT_TRUE(parked.ok);
  EXPECT_TRUE(parked.progress.completed());
  EXPECT_THAT(parked.progress.description(), HasSubstr("was parked meanwhile"));
}

TEST_F(Waiting, WhatWasReplacedIsNotWaitedFor) {
  const std::string id = execute();
  live()["metadata"]["labels"].erase("velero.io/restore-name");
  live()["spec"]["type"] = "NodePort";
  const Poll replaced = poll(id);
  EXPECT_TRUE(replaced.ok);
  EXPECT_TRUE(replaced.progress.completed());
  EXPECT_THAT(replaced.progress.description(), HasSubstr("was replaced"));
}

TEST_F(Waiting, WhatStoodThereBeforeIsTold) {
  const std::string id = execute();
  live()["metadata"]["creationTimestamp"] = "2027-01-15T07:00:00Z";
  live()["metadata"]["annotations"] = Json::object();
  const Poll before = poll(id);
  EXPECT_TRUE(before.ok);
  EXPECT_THAT(before.progress.description(),
              AllOf(HasSubstr("in the cluster before"), HasSubstr("existing-resource-policy")));
}

TEST_F(Waiting, ASchemeThatAModifierTookAwayFailsLoudly) {
  const std::string id = execute();
  live()["metadata"]["annotations"].erase("networking.gke.io/load-balancer-type");
  live()["status"]["loadBalancer"]["ingress"] = Json::parse(R"([{"ip":"34.0.0.7"}])");
  const Poll opened = poll(id);
  EXPECT_FALSE(opened.ok) << "an address alone is no success";
  EXPECT_THAT(opened.message,
              AllOf(HasSubstr("Service shop-new/tcp is not as the plugin answered it"),
                    HasSubstr("networking.gke.io/load-balancer-type"), HasSubstr("modifier")));
}

TEST_F(Waiting, ZeroTurnsItOff) {
  cluster_.set_settings("waitForAddress: 0");
  const std::string id = execute();
  const Poll first = poll(id);
  EXPECT_TRUE(first.progress.completed());
  EXPECT_THAT(first.progress.description(), testing::StartsWith("translated: "));
  cluster_.live_fails = "connection refused";
  EXPECT_TRUE(poll(id).progress.completed()) << "trouble must not make it wait";
}

class Parked : public Waiting {
 protected:
  static std::string item() {
    Json service = Json::parse(kService);
    service["metadata"]["annotations"]["service.beta.kubernetes.io/aws-load-balancer-scheme"] =
        "internet-facing";
    service["metadata"]["annotations"]["service.beta.kubernetes.io/aws-load-balancer-ssl-cert"] =
        "arn:aws:acm:us-east-1:111122223333:certificate/1a";
    return service.dump();
  }
};

TEST_F(Parked, ItFailsOnTheFirstPollWithItsSentenceAndNextStep) {
  const Poll first = poll(execute(item()));
  EXPECT_FALSE(first.ok);
  EXPECT_THAT(first.message, AllOf(HasSubstr("Service shop-new/tcp: parked: "),
                                   HasSubstr("aws-load-balancer-ssl-cert")));
  const auto next_step = translator::annotation(live(), "eks2gke.io/next-step");
  ASSERT_TRUE(next_step);
  EXPECT_THAT(first.message, HasSubstr(*next_step));
  EXPECT_THAT(
      cluster_.announced,
      testing::ElementsAre(testing::StartsWith("Warning ParkedFromEKS for u-1 on tcp: parked: ")));
}

TEST_F(Parked, WarnMakesItAnOperationThatCompletes) {
  cluster_.set_settings("parked: warn");
  const std::string id = execute(item());
  const Poll first = poll(id);
  ASSERT_TRUE(first.ok) << first.message;
  EXPECT_TRUE(first.progress.completed());
  EXPECT_THAT(first.progress.description(), HasSubstr("parked: "));
  live()["spec"]["type"] = "LoadBalancer";
  EXPECT_FALSE(poll(id).ok) << "a modifier that opens it again is no warning";
}

constexpr const char* kPullSecret =
    R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"regcred",
  "namespace":"shop"},"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":
  "eyJhdXRocyI6eyIxMTExMjIyMjMzMzMuZGtyLmVjci51cy1lYXN0LTEuYW1hem9uYXdzLmNvbSI6eyJhdXRoIjoiUVZkVE9uTmxZM0psZEE9PSJ9fX0="}})";

TEST_F(Waiting, WhatNeedsActionIsDescribedOrFailsAsTheSettingsSay) {
  const auto first_poll = [&] {
    const InProcessServer server{cluster_};
    return poll(server.execute("eks2gke.io/pull-secret", kPullSecret, kRestore).operationid());
  };
  const Poll described = first_poll();
  ASSERT_TRUE(described.ok);
  EXPECT_TRUE(described.progress.completed());
  EXPECT_THAT(described.progress.description(), HasSubstr("needs action: "));
  EXPECT_THAT(described.progress.description(), Not(HasSubstr("QVdTOnNlY3JldA")));
  cluster_.set_settings("needsAction: fail");
  const Poll failed = first_poll();
  EXPECT_FALSE(failed.ok);
  EXPECT_THAT(failed.message, HasSubstr("Secret shop-new/regcred: needs action: "));
}

TEST_F(Waiting, TheObjectGetsAnEventAndIsNotWrittenToAtEveryPoll) {
  const std::string id = execute();
  EXPECT_FALSE(poll(id).progress.completed());
  EXPECT_TRUE(cluster_.announced.empty()) << "a process that only polls";
  live()["status"]["loadBalancer"]["ingress"] = Json::parse(R"([{"ip":"10.0.0.7"}])");
  cluster_.announce_fails = "forbidden";
  EXPECT_TRUE(poll(id).progress.completed()) << "an Event is no reason to fail";
  EXPECT_THAT(cluster_.announced, testing::ElementsAre(testing::StartsWith(
                                      "Normal TranslatedFromEKS for u-1 on tcp: translated: ")));
}

TEST_F(Waiting, TheProcessThatAnsweredTheItemsAnnouncesThemAtOnce) {
  const std::string id = execute();
  const InProcessServer server{cluster_};
  static_cast<void>(server.execute("eks2gke.io/service", kService, kRestore));
  v2::RestoreItemActionProgressRequest request;
  request.set_operationid(id);
  request.set_restore(kRestore);
  v2::RestoreItemActionProgressResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(server.action->Progress(&context, request, &response).ok());
  EXPECT_FALSE(response.progress().completed());
  EXPECT_EQ(cluster_.announced.size(), 1U);
}

TEST_F(Waiting, AnObjectThatIsNotOursGetsNoEvent) {
  const std::string id = execute();
  live()["metadata"]["annotations"].erase("eks2gke.io/verdict");
  live()["status"]["loadBalancer"]["ingress"] = Json::parse(R"([{"ip":"10.0.0.7"}])");
  EXPECT_TRUE(poll(id).progress.completed());
  EXPECT_TRUE(cluster_.announced.empty());
}

TEST_F(Waiting, CancelIsAnsweredAndTold) {
  const std::string id = execute();
  const InProcessServer server{cluster_};
  v2::RestoreItemActionCancelRequest request;
  request.set_operationid(id);
  google::protobuf::Empty empty;
  grpc::ClientContext context;
  EXPECT_TRUE(server.action->Cancel(&context, request, &empty).ok());
  EXPECT_THAT(server.captured.text(), AllOf(HasSubstr("no longer waits"), HasSubstr("shop/tcp")));
}

TEST_F(Waiting, AnUntouchedItemHasNoOperation) {
  EXPECT_EQ(execute(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},
    "spec":{"type":"ClusterIP","ports":[{"port":80}]}})"),
            "");
}

}  // namespace
}  // namespace plugin
