// The settings of one restore: where they come from, that they are obeyed, and what happens when
// they cannot be had.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/in_process_server.h"
#include "tests/plugin/scripted_cluster.h"
#include "translator/json.h"
#include "translator/settings_map.h"

namespace plugin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using translator::DnsPolicy;
using translator::Error;
using translator::Json;
using translator::Settings;

Json config_map(const std::string& name, Json data) {
  return {{"kind", "ConfigMap"}, {"metadata", {{"name", name}}}, {"data", std::move(data)}};
}

Settings settings_of(std::vector<Json> maps) {
  return settings_from(translator::Result<std::vector<Json>>(std::move(maps)));
}

TEST(RestoreSettings, NoConfigMapIsTheDefaults) {
  EXPECT_EQ(settings_of({}), translator::default_settings());
}

TEST(RestoreSettings, OneConfigMapIsRead) {
  const Settings settings = settings_of({config_map("a", {{"settings.yaml", "parked: warn\n"}})});
  EXPECT_EQ(settings.parked, translator::OnParked::warn);
  EXPECT_THAT(settings.problems, IsEmpty());
}

void expect_unreadable(const Settings& settings, const std::string& message) {
  ASSERT_EQ(settings.problems.size(), 1U);
  EXPECT_THAT(settings.problems.front().message, HasSubstr(message));
  EXPECT_NE(settings.problems.front().next_step, "");
  EXPECT_EQ(settings, translator::unreadable_settings(settings.problems.front()));
}

TEST(RestoreSettings, WhatCannotBeReadEndsInSafeDefaults) {
  expect_unreadable(settings_of({config_map("a", {{"settings.yaml", "dns: keep"}}),
                                 config_map("b", {{"settings.yaml", "dns: keep"}})}),
                    "(a, b); none is read");
  expect_unreadable(settings_of({config_map("a", {{"settings.yml", "dns: keep"}})}),
                    "ConfigMap a has no key settings.yaml");
  expect_unreadable(settings_of({config_map("a", {{"settings.yaml", 7}})}), "has no key");
  expect_unreadable(settings_of({config_map("a", nullptr)}), "has no key");
  expect_unreadable(settings_of({config_map("a", {{"settings.yaml", "a: ["}})}), "no valid YAML");
  expect_unreadable(
      settings_from(Error{.what = "configmaps is forbidden", .where = "GET configmaps"}),
      "cannot be read from the cluster (GET configmaps: configmaps is forbidden)");
}

// --- through Execute -----------------------------------------------------------------------------

constexpr const char* kIngress =
    R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{
  "name":"web","namespace":"shop","annotations":{
    "alb.ingress.kubernetes.io/scheme":"internal",
    "alb.ingress.kubernetes.io/wafv2-acl-arn":"arn:aws:wafv2:x:1:regional/webacl/edge/0a1b"}},
  "spec":{"ingressClassName":"alb","rules":[{"http":{"paths":[{"path":"/","pathType":"Prefix",
    "backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})";

constexpr const char* kPlainSecret =
    R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"shop"}})";

constexpr const char* kAccepting =
    "accept:\n  - {rule: ingress-waf, kind: Ingress, object: shop/web, "
    "value: 'arn:aws:wafv2:x:1:regional/webacl/edge/0a1b', because: behind the VPN only}\n";

class ExecuteWithSettings : public testing::Test {
 protected:
  void SetUp() override { cluster_.objects.add(Json::parse(kIngress)); }

  [[nodiscard]] Json ingress(const std::string& uid = "u-1") const {
    return Json::parse(server_.execute("eks2gke.io/ingress", kIngress, restore(uid)).item());
  }
  [[nodiscard]] static std::string restore(const std::string& uid) {
    return R"({"metadata":{"name":"r","namespace":"velero","uid":")" + uid +
           R"("},"spec":{"backupName":"b1"}})";
  }
  [[nodiscard]] static std::string verdict(const Json& item) {
    return item.at("metadata").at("annotations").at("eks2gke.io/verdict").get<std::string>();
  }

  ScriptedCluster cluster_;
  InProcessServer server_{cluster_};
};

TEST_F(ExecuteWithSettings, WithoutSettingsTheDefaultsCount) {
  EXPECT_EQ(verdict(ingress()), "parked");
  EXPECT_THAT(server_.captured.text(), Not(HasSubstr("settings-invalid")));
}

TEST_F(ExecuteWithSettings, AnAcceptanceIsObeyedAndQuoted) {
  cluster_.set_settings(kAccepting);
  EXPECT_EQ(verdict(ingress()), "translated");
  EXPECT_THAT(server_.captured.text(), HasSubstr("behind the VPN only"));
}

TEST_F(ExecuteWithSettings, TheyAreAskedForOnceInARestoreInVelerosNamespace) {
  cluster_.set_settings(kAccepting);
  EXPECT_EQ(verdict(ingress()), "translated");
  cluster_.set_settings("");
  EXPECT_EQ(verdict(ingress()), "translated") << "all items of a restore are judged alike";
  EXPECT_THAT(cluster_.asked_for_settings, ElementsAre("velero"));
  EXPECT_EQ(verdict(ingress("u-2")), "parked");
  EXPECT_THAT(cluster_.asked_for_settings, ElementsAre("velero", "velero"));
}

TEST_F(ExecuteWithSettings, AnItemWithoutAwsNeverAsksForThem) {
  cluster_.set_settings("dns: nonsense");
  EXPECT_EQ(server_.execute("eks2gke.io/pull-secret", kPlainSecret, restore("u-1")).item(),
            kPlainSecret);
  EXPECT_THAT(cluster_.asked_for_settings, IsEmpty());
}

TEST_F(ExecuteWithSettings, AFaultIsToldOnEachItemConcernedAndOnceForTheRestore) {
  cluster_.set_settings("parked: maybe\n" + std::string(kAccepting));
  EXPECT_EQ(verdict(ingress()), "translated") << "the other parts count";
  EXPECT_EQ(verdict(ingress()), "translated");
  int told = 0;
  int for_the_restore = 0;
  for (const nlohmann::json& line : server_.captured.lines()) {
    const auto message = line.at("@message").get<std::string>();
    told += line.value("rule", "") == "settings-invalid" ? 1 : 0;
    for_the_restore += message.find("the settings: line 1, column 9: ") == 0 ? 1 : 0;
  }
  EXPECT_EQ(told, 2);
  EXPECT_EQ(for_the_restore, 1);
}

TEST_F(ExecuteWithSettings, BrokenOnesObeyNothingAndSaySo) {
  cluster_.set_settings(std::string(kAccepting) + "parked: [\n");
  EXPECT_EQ(verdict(ingress()), "parked");
  EXPECT_THAT(server_.captured.text(), HasSubstr("no valid YAML"));
}

TEST_F(ExecuteWithSettings, ADeniedApiEndsInSafeDefaults) {
  cluster_.settings_fail = "configmaps is forbidden";
  EXPECT_EQ(verdict(ingress()), "parked");
  EXPECT_EQ(verdict(ingress()), "parked");
  EXPECT_THAT(server_.captured.text(), HasSubstr("configmaps is forbidden"));
  EXPECT_THAT(server_.captured.text(), HasSubstr("settings-invalid"));
  EXPECT_THAT(cluster_.asked_for_settings, ElementsAre("velero")) << "asked once, not per item";
}

TEST_F(ExecuteWithSettings, AnApiThatThrowsEndsInSafeDefaults) {
  cluster_.throws = true;
  EXPECT_EQ(verdict(ingress()), "parked");
  EXPECT_THAT(server_.captured.text(), HasSubstr("cannot be read from the cluster"));
}

TEST(ExecuteWithoutACluster, EndsInSafeDefaults) {
  NoTargetCluster cluster("there is no kubeconfig");
  const InProcessServer server(cluster);
  const Json item = Json::parse(server.execute("eks2gke.io/ingress", kIngress, "{}").item());
  EXPECT_EQ(item.at("metadata").at("annotations").at("eks2gke.io/verdict"), "parked");
  EXPECT_THAT(server.captured.text(), HasSubstr("there is no kubeconfig"));
}

}  // namespace
}  // namespace plugin
