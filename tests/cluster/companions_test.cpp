#include "cluster/companions.h"

#include <atomic>

#include <gtest/gtest.h>

#include "tests/cluster/fake_api.h"

namespace cluster_tests {

namespace {

using cluster::RestoreNames;
using translator::Companion;
using translator::Json;
using translator::ObjectName;
using translator::Patch;
using translator::Pointer;

const RestoreNames kNames{"restore-1", "backup-1", {{"shop", "shop-gke"}}};
const ObjectName kConfig{"cloud.google.com/v1", "BackendConfig", "shop", "eks2gke-web-80"};
const std::string kConfigPath =
    "/apis/cloud.google.com/v1/namespaces/shop-gke/backendconfigs/eks2gke-web-80";
const ObjectName kService{"v1", "Service", "shop", "web"};
const std::string kServicePath = "/api/v1/namespaces/shop-gke/services/web";
constexpr const char* kNeg = "cloud.google.com/neg";
constexpr const char* kBackend = "cloud.google.com/backend-config";

Companion companion() {
  return {kConfig, Json::parse(R"({"apiVersion":"cloud.google.com/v1","kind":"BackendConfig",
      "metadata":{"name":"eks2gke-web-80","namespace":"shop"},"spec":{"timeoutSec":60}})")};
}

Json live_service(const std::string& annotations = "{}") {
  return Json::parse(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":
      "shop-gke","annotations":)" +
                     annotations + R"(},"spec":{"ports":[{"port":80}]}})");
}

Patch patch_of(const std::string& annotation, const std::string& inside, Json value,
               const ObjectName& object = kService) {
  return {object, annotation, Pointer(inside), std::move(value), {}};
}

std::vector<Patch> usual_patches() {
  return {patch_of(kNeg, "/ingress", true), patch_of(kBackend, "/ports/80", "eks2gke-web-80")};
}

TEST(TargetAddress, OnlyKindsThatAreOurs) {
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"BackendConfig", "backendconfigs"},
      {"FrontendConfig", "frontendconfigs"},
      {"ManagedCertificate", "managedcertificates"},
      {"Service", "services"}};
  for (const auto& [kind, plural] : kinds) {
    const auto address = cluster::target_address({"v1", kind, "other", "x"}, kNames);
    ASSERT_TRUE(address);
    EXPECT_EQ(address->plural, plural);
    EXPECT_EQ(address->name_space, "other");
  }
  EXPECT_EQ(cluster::target_address(kService, kNames)->name_space, "shop-gke");
  EXPECT_FALSE(cluster::target_address({"v1", "Node", "", "x"}, kNames));
}

TEST(ApplyCompanion, MakesItInTheMappedNamespaceWithLabels) {
  FakeApi api;
  auto client = api.client();
  const RestoreNames names{std::string(70, 'r'), "backup-1", kNames.namespace_mapping};
  const auto status = cluster::apply_companion(client, companion(), names);
  ASSERT_TRUE(status) << status.error().text();
  const auto made = api.at(kConfigPath);
  ASSERT_TRUE(made);
  const auto& metadata = made->at("metadata");
  EXPECT_EQ(metadata["namespace"], "shop-gke");
  EXPECT_EQ(metadata["labels"]["app.kubernetes.io/managed-by"], "eks2gke");
  EXPECT_EQ(metadata["labels"]["velero.io/restore-name"], std::string(54, 'r') + "-" + "8e08f5fc");
  EXPECT_EQ(metadata["labels"]["velero.io/backup-name"], "backup-1");
  EXPECT_EQ(made->at("spec")["timeoutSec"], 60);
  EXPECT_EQ(api.writes(),
            std::vector<std::string>{"PATCH " + kConfigPath + "?fieldManager=eks2gke&force=true"});
}

TEST(ApplyCompanion, TakesItsOwnAndLeavesAStrangersAlone) {
  FakeApi api;
  auto client = api.client();
  ASSERT_TRUE(cluster::apply_companion(client, companion(), kNames));
  auto changed = companion();
  changed.object["spec"]["timeoutSec"] = 90;
  ASSERT_TRUE(cluster::apply_companion(client, changed, kNames));
  EXPECT_EQ(api.at(kConfigPath)->at("spec")["timeoutSec"], 90);

  for (const std::string labels : {R"({})", R"({"app.kubernetes.io/managed-by":"Helm"})"}) {
    auto stranger = companion().object;
    stranger["metadata"]["labels"] = Json::parse(labels);
    api.put(kConfigPath, stranger);
    const auto before = api.at(kConfigPath);
    const auto writes = api.writes().size();
    const auto status = cluster::apply_companion(client, changed, kNames);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().where, "BackendConfig shop-gke/eks2gke-web-80");
    EXPECT_NE(status.error().what.find("not made by eks2gke"), std::string::npos);
    EXPECT_EQ(api.at(kConfigPath), before);
    EXPECT_EQ(api.writes().size(), writes);
  }
}

TEST(ApplyCompanion, SaysWhatTheApiSays) {
  struct Case {
    Reply reply;
    std::string what;
  };
  for (const auto& expected : {Case{reply(404, "404 page not found\n"), "does not know this kind"},
                               Case{status_reply(403, "Forbidden", "backendconfigs is forbidden"),
                                    "backendconfigs is forbidden"}}) {
    FakeApi api;
    api.fault = [&](const Request&) { return expected.reply; };
    auto client = api.client();
    const auto status = cluster::apply_companion(client, companion(), kNames);
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().what.find(expected.what), std::string::npos) << status.error().text();
    EXPECT_TRUE(api.writes().empty());
  }
}

TEST(ApplyCompanion, ABrokenOneIsAnErrorAndNoException) {
  FakeApi api;
  auto client = api.client();
  auto broken = companion();
  broken.object["metadata"] = "text";
  EXPECT_FALSE(cluster::apply_companion(client, broken, kNames));
  EXPECT_TRUE(api.writes().empty());
}

TEST(ApplyPatches, OneWriteForAllPatchesOfAnObject) {
  FakeApi api;
  api.put(kServicePath, live_service(R"({"keep":"me"})"));
  auto client = api.client();
  const auto status = cluster::apply_patches(client, usual_patches(), kNames);
  ASSERT_TRUE(status) << status.error().text();
  const auto service = *api.at(kServicePath);
  EXPECT_EQ(service["metadata"]["annotations"].dump(),
            R"({"keep":"me","cloud.google.com/neg":"{\"ingress\":true}",)"
            R"("cloud.google.com/backend-config":"{\"ports\":{\"80\":\"eks2gke-web-80\"}}"})");
  EXPECT_EQ(service["spec"]["ports"].size(), 1U);
  ASSERT_EQ(api.writes().size(), 1U);
  const auto sent = Json::parse(api.server().requests().at(1).body);
  EXPECT_EQ(sent["metadata"]["resourceVersion"], "1");
  EXPECT_FALSE(sent["metadata"]["annotations"].contains("keep"));
  // A second restore writes nothing.
  ASSERT_TRUE(cluster::apply_patches(client, usual_patches(), kNames));
  EXPECT_EQ(api.writes().size(), 1U);
}

TEST(ApplyPatches, AnAbsentServiceIsLeftAbsent) {
  FakeApi api;
  auto client = api.client();
  ASSERT_TRUE(cluster::apply_patches(client, usual_patches(), kNames));
  EXPECT_TRUE(api.writes().empty());
  ASSERT_TRUE(cluster::apply_patches(client, {}, kNames));
}

TEST(ApplyPatches, AConflictTakesTheOtherChangeIn) {
  FakeApi api;
  api.put(kServicePath, live_service());
  std::atomic<int> conflicts = 0;
  api.fault = [&](const Request& request) -> std::optional<Reply> {
    // Another writer is faster, twice: the fake finds the old version in our write.
    if (request.method == "PATCH" && ++conflicts <= 2) {
      api.put(kServicePath,
              live_service(R"({"cloud.google.com/backend-config":"{\"ports\":{\"443\":\"theirs)" +
                           std::to_string(conflicts) + R"(\"}}"})"));
    }
    return std::nullopt;
  };
  auto client = api.client();
  const auto status = cluster::apply_patches(client, usual_patches(), kNames);
  ASSERT_TRUE(status) << status.error().text();
  EXPECT_EQ(conflicts, 3);
  EXPECT_EQ(*translator::annotation(*api.at(kServicePath), kBackend),
            R"({"ports":{"443":"theirs2","80":"eks2gke-web-80"}})");
}

TEST(ApplyPatches, EndlessConflictsEnd) {
  FakeApi api;
  api.put(kServicePath, live_service());
  api.fault = [&](const Request& request) -> std::optional<Reply> {
    return request.method == "PATCH" ? std::optional(status_reply(409, "Conflict", "modified"))
                                     : std::nullopt;
  };
  auto client = api.client();
  const auto status = cluster::apply_patches(client, usual_patches(), kNames);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().where, "Service shop-gke/web");
  EXPECT_EQ(api.writes().size(), 5U);
}

TEST(ApplyPatches, AFailureDoesNotStopTheOthers) {
  FakeApi api;
  api.put("/api/v1/namespaces/shop-gke/services/broken",
          live_service(R"({"cloud.google.com/neg":"no JSON"})"));
  api.put(kServicePath, live_service());
  auto patches = usual_patches();
  const ObjectName broken{"v1", "Service", "shop", "broken"};
  patches.insert(patches.begin(), patch_of(kNeg, "/ingress", true, broken));
  auto client = api.client();
  const auto status = cluster::apply_patches(client, patches, kNames);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().where, "Service shop-gke/broken");
  EXPECT_NE(status.error().what.find(kNeg), std::string::npos);
  EXPECT_NE(status.error().what.find("no JSON object"), std::string::npos);
  EXPECT_TRUE(translator::annotation(*api.at(kServicePath), kBackend));
}

}  // namespace

}  // namespace cluster_tests
