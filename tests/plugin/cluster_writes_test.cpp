// Execute with real rules and a scripted cluster: what a translated Ingress needs beside it is
// written before the answer, and when that fails the Ingress comes back parked.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/in_process_server.h"
#include "tests/plugin/scripted_cluster.h"
#include "translator/json.h"

namespace plugin {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using translator::Json;

constexpr const char* kIngress =
    R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{
  "name":"web","namespace":"shop","annotations":{
    "alb.ingress.kubernetes.io/scheme":"internal",
    "alb.ingress.kubernetes.io/target-group-attributes":"deregistration_delay.timeout_seconds=90",
    "alb.ingress.kubernetes.io/target-type":"ip"},
  "finalizers":["ingress.k8s.aws/resources"]},
  "spec":{"ingressClassName":"alb","rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix",
    "backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})";

constexpr const char* kService = R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web",
  "namespace":"shop"},"spec":{"type":"ClusterIP","ports":[{"port":80,"targetPort":8080}]}})";

constexpr const char* kRestore = R"({"metadata":{"name":"r1","namespace":"velero","uid":"u-1"},
  "spec":{"backupName":"b1","namespaceMapping":{"shop":"shop-new"}}})";

class ClusterWrites : public testing::Test {
 protected:
  void SetUp() override {
    cluster_.objects.add(Json::parse(kIngress));
    cluster_.objects.add(Json::parse(kService));
  }

  [[nodiscard]] Json execute(const std::string& plugin, const std::string& item) const {
    return Json::parse(server_.execute(plugin, item, kRestore).item());
  }

  // The messages of all log lines that have this verdict.
  std::vector<std::string> messages(const std::string& verdict) const {
    std::vector<std::string> found;
    for (const nlohmann::json& line : server_.captured.lines()) {
      if (line.value("verdict", "") == verdict) {
        found.push_back(line.at("@message").get<std::string>());
      }
    }
    return found;
  }

  ScriptedCluster cluster_;
  InProcessServer server_{cluster_};
};

TEST_F(ClusterWrites, CompanionsAndPatchesAreWrittenBeforeTheAnswer) {
  const Json answer = execute("eks2gke.io/ingress", kIngress);
  EXPECT_EQ(translator::annotation(answer, "kubernetes.io/ingress.class"), "gce-internal");
  EXPECT_EQ(translator::annotation(answer, "eks2gke.io/verdict"), "translated");
  EXPECT_EQ(cluster_.writes, 1);
  EXPECT_THAT(cluster_.companions, testing::ElementsAre("BackendConfig shop/eks2gke-web-80"));
  EXPECT_GE(cluster_.patches, 1U);
  EXPECT_EQ(cluster_.last_restore.name, "r1");
  EXPECT_EQ(cluster_.last_restore.backup, "b1");
  EXPECT_EQ(cluster_.last_restore.namespace_mapping.at("shop"), "shop-new");
}

TEST_F(ClusterWrites, WhatCannotBeWrittenParksTheItem) {
  cluster_.write_fails = "backendconfigs.cloud.google.com is forbidden";
  cluster_.write_fails_at = "BackendConfig shop-new/eks2gke-web-80";
  const Json answer = execute("eks2gke.io/ingress", kIngress);
  EXPECT_EQ(translator::annotation(answer, "kubernetes.io/ingress.class"), "eks2gke-parked");
  EXPECT_EQ(translator::annotation(answer, "eks2gke.io/verdict"), "parked");
  EXPECT_TRUE(translator::annotation(answer, "eks2gke.io/next-step"));
  EXPECT_THAT(messages("refused"),
              Contains(AllOf(HasSubstr("BackendConfig shop-new/eks2gke-web-80"),
                             HasSubstr("backendconfigs.cloud.google.com is forbidden"))));
  EXPECT_EQ(cluster_.writes, 1) << "a parked item writes nothing";
}

TEST_F(ClusterWrites, AnExceptionOfTheClusterParksTheItemToo) {
  cluster_.throws = true;
  const Json answer = execute("eks2gke.io/ingress", kIngress);
  EXPECT_EQ(translator::annotation(answer, "kubernetes.io/ingress.class"), "eks2gke-parked");
}

TEST_F(ClusterWrites, AParkedItemWritesNothing) {
  Json ingress = Json::parse(kIngress);
  ingress["metadata"]["annotations"]["alb.ingress.kubernetes.io/scheme"] = "internet-facing";
  ingress["metadata"]["annotations"]["alb.ingress.kubernetes.io/nobody-knows-this"] = "x";
  const Json answer = execute("eks2gke.io/ingress", ingress.dump());
  EXPECT_EQ(translator::annotation(answer, "eks2gke.io/verdict"), "parked");
  EXPECT_EQ(cluster_.writes, 0);
}

TEST_F(ClusterWrites, AnUntouchedItemAsksTheClusterForNothing) {
  constexpr const char* kPod = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}})";
  EXPECT_EQ(server_.execute("eks2gke.io/workload", kPod, kRestore).item(), kPod);
  EXPECT_TRUE(cluster_.fetched.empty());
  EXPECT_EQ(cluster_.writes, 0);
  EXPECT_EQ(server_.captured.text(), "");
}

TEST_F(ClusterWrites, ASkippedItemKeepsItsBytesAndSaysWhy) {
  constexpr const char* kBinding = R"({"apiVersion":"elbv2.k8s.aws/v1beta1",
    "kind":"TargetGroupBinding","metadata":{"name":"b","namespace":"shop"},"spec":{}})";
  const auto response = server_.execute("eks2gke.io/aws-only", kBinding, kRestore);
  EXPECT_TRUE(response.skiprestore());
  EXPECT_EQ(response.item(), kBinding);
  const auto lines = server_.captured.lines();
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.back().at("outcome"), "skipped");
  EXPECT_EQ(lines.back().at("item"), "shop/b");
}

TEST_F(ClusterWrites, TheLogTellsEachChangeWithItsPlaceInTheSource) {
  EXPECT_TRUE(execute("eks2gke.io/ingress", kIngress).is_object());
  std::vector<std::string> keys;
  for (const nlohmann::json& line : server_.captured.lines()) {
    EXPECT_EQ(line.at("item"), "shop/web") << line;
    EXPECT_EQ(line.at("kind"), "Ingress") << line;
    EXPECT_THAT(line.at("logSource").get<std::string>(), HasSubstr(".cpp:")) << line;
    keys.push_back(line.value("key", ""));
  }
  EXPECT_THAT(keys, IsSupersetOf({"alb.ingress.kubernetes.io/scheme",
                                  "alb.ingress.kubernetes.io/target-group-attributes",
                                  "alb.ingress.kubernetes.io/target-type"}));
}

TEST_F(ClusterWrites, DataOfASecretIsNeverLogged) {
  // {"auths":{"111122223333.dkr.ecr.us-east-1.amazonaws.com":{"auth":"QVdTOnNlY3JldA=="}}}
  constexpr const char* kSecret =
      R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"regcred",
    "namespace":"shop"},"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":
    "eyJhdXRocyI6eyIxMTExMjIyMjMzMzMuZGtyLmVjci51cy1lYXN0LTEuYW1hem9uYXdzLmNvbSI6eyJhdXRoIjoiUVZkVE9uTmxZM0psZEE9PSJ9fX0="}})";
  EXPECT_TRUE(execute("eks2gke.io/pull-secret", kSecret).is_object());
  const std::string text = server_.captured.text();
  EXPECT_THAT(text, HasSubstr("regcred")) << "the dead token is told";
  EXPECT_THAT(text, Not(HasSubstr("QVdTOnNlY3JldA")));
  EXPECT_THAT(text, Not(HasSubstr("eyJhdXRocyI6")));
}

constexpr const char* kUpdating = R"({"metadata":{"name":"r1","namespace":"velero","uid":"u-2"},
  "spec":{"backupName":"b1","existingResourcePolicy":"update"}})";

TEST_F(ClusterWrites, AnUpdateKeepsWhatGkeWroteIntoTheLiveObject) {
  Json live = Json::parse(kIngress);
  live["metadata"]["finalizers"] = {"networking.gke.io/ingress-finalizer-V2"};
  live["metadata"]["annotations"] = {{"ingress.kubernetes.io/url-map", "k8s2-um-1"}};
  cluster_.live_object = live;
  const Json answer =
      Json::parse(server_.execute("eks2gke.io/ingress", kIngress, kUpdating).item());
  EXPECT_EQ(translator::array_at(answer, translator::Pointer("/metadata/finalizers")),
            Json::parse(R"(["networking.gke.io/ingress-finalizer-V2"])"));
  EXPECT_EQ(translator::annotation(answer, "ingress.kubernetes.io/url-map"), "k8s2-um-1");
  EXPECT_EQ(translator::annotation(answer, "kubernetes.io/ingress.class"), "gce-internal");
  EXPECT_THAT(cluster_.asked_for_live, testing::ElementsAre("Ingress shop/web"));
}

TEST_F(ClusterWrites, WithoutTheUpdatePolicyTheLiveObjectIsNotAskedFor) {
  EXPECT_TRUE(execute("eks2gke.io/ingress", kIngress).is_object());
  EXPECT_TRUE(cluster_.asked_for_live.empty());
}

TEST_F(ClusterWrites, ALiveObjectThatCannotBeReadIsTold) {
  cluster_.live_fails = "the API is away";
  const Json answer =
      Json::parse(server_.execute("eks2gke.io/ingress", kIngress, kUpdating).item());
  EXPECT_EQ(translator::annotation(answer, "eks2gke.io/verdict"), "translated");
  EXPECT_THAT(messages("needs-action"), Contains(HasSubstr("the API is away")));
}

TEST_F(ClusterWrites, ALiveObjectOfOddShapeHarmsNobody) {
  cluster_.live_object =
      Json::parse(R"({"kind":"Service","metadata":{"finalizers":7,"annotations":[]},
                      "spec":{"clusterIP":{},"ports":"x","type":9}})");
  Json service = Json::parse(kService);
  service["spec"]["type"] = "LoadBalancer";
  service["spec"]["clusterIP"] = "None";
  service["metadata"]["annotations"] = {
      {"service.beta.kubernetes.io/aws-load-balancer-type", "external"},
      {"service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"}};
  const Json answer =
      Json::parse(server_.execute("eks2gke.io/service", service.dump(), kUpdating).item());
  EXPECT_EQ(translator::kind_of(answer), "Service");
  EXPECT_FALSE(cluster_.asked_for_live.empty());
}

}  // namespace
}  // namespace plugin
