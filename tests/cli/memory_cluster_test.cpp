#include "cmd/memory_cluster.h"

#include <fstream>

#include <gmock/gmock.h>

#include "cluster/backup_download.h"
#include "cluster/kubeconfig.h"
#include "cluster/kubernetes_client.h"
#include "cmd/temporary_folder.h"

// The client of the plugin on one side, the cluster in memory on the other.

namespace cmd {
namespace {

using cluster::ApiError;
using cluster::ObjectAddress;
using translator::Json;

struct TargetCase {
  const char* target;
  ObjectKey key;
  const char* version;
};

TEST(ApiTarget, IsParsed) {
  const TargetCase cases[] = {
      {"/api/v1/services", {"", "services", "", ""}, "v1"},
      {"/api/v1/namespaces", {"", "namespaces", "", ""}, "v1"},
      {"/api/v1/namespaces/shop", {"", "namespaces", "", "shop"}, "v1"},
      {"/api/v1/namespaces/shop/status", {"", "namespaces", "", "shop"}, "v1"},
      {"/api/v1/namespaces/shop/services", {"", "services", "shop", ""}, "v1"},
      {"/api/v1/namespaces/shop/services/web/status", {"", "services", "shop", "web"}, "v1"},
      {"/apis/networking.k8s.io/v1/namespaces/a/ingresses/b",
       {"networking.k8s.io", "ingresses", "a", "b"},
       "v1"},
      {"/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode?x=1",
       {"rbac.authorization.k8s.io", "clusterroles", "", "system:node"},
       "v1"},
  };
  for (const TargetCase& one : cases) {
    const auto target = parse_api_target(one.target);
    ASSERT_TRUE(target) << one.target;
    EXPECT_EQ(target->key, one.key) << one.target;
    EXPECT_EQ(target->version, one.version) << one.target;
  }
  for (const char* other :
       {"", "/", "/version", "/api/v1", "/apis/apps/v1", "/x/v1/services", "/api/v1/a/b/c/d"}) {
    EXPECT_FALSE(parse_api_target(other)) << other;
  }
  EXPECT_EQ(parse_api_target("/api/v1/pods?labelSelector=a%3Db%2Cc&limit=5")->query,
            (std::map<std::string, std::string>{{"labelSelector", "a=b,c"}, {"limit", "5"}}));
}

class MemoryClusterTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = MemoryCluster::start();
    ASSERT_TRUE(started);
    memory = std::move(*started);
    const auto folder = TemporaryFolder::make();
    ASSERT_TRUE(folder);
    const auto path = folder->path() / "config";
    std::ofstream(path) << memory->kubeconfig();
    const auto access = cluster::read_kubeconfig({path});
    ASSERT_TRUE(access) << access.error().text();
    auto made = cluster::KubernetesClient::make(*access);
    ASSERT_TRUE(made);
    client.emplace(std::move(*made));
    for (const char* name : {"shop", "velero"}) {
      ASSERT_TRUE(client->create(
          {"v1", "namespaces", "", ""},
          {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}}));
    }
  }

  std::unique_ptr<MemoryCluster> memory;
  std::optional<cluster::KubernetesClient> client;
};

const ObjectAddress kServices{"v1", "services", "shop", ""};
const ObjectAddress kWeb{"v1", "services", "shop", "web"};
const Json kService = {
    {"apiVersion", "v1"},
    {"kind", "Service"},
    {"metadata", {{"name", "web"}, {"namespace", "shop"}, {"labels", {{"app", "web"}}}}}};

TEST_F(MemoryClusterTest, ServesTheClientOfThePlugin) {
  EXPECT_TRUE(client->get(kWeb).failed_with(ApiError::Kind::not_found));
  ASSERT_TRUE(client->create(kServices, kService));
  EXPECT_TRUE(client->create(kServices, kService).failed_with(ApiError::Kind::already_exists));

  auto live = client->get(kWeb);
  ASSERT_TRUE(live);
  const std::string version =
      translator::string_at(*live, translator::Pointer("/metadata/resourceVersion")).value_or("");
  const Json patch = {{"metadata", {{"resourceVersion", version}, {"annotations", {{"a", "b"}}}}}};
  EXPECT_TRUE(client->merge_patch(kWeb, patch));
  EXPECT_TRUE(client->merge_patch(kWeb, patch).failed_with(ApiError::Kind::conflict));
  EXPECT_TRUE(client->update(kWeb, *live).failed_with(ApiError::Kind::conflict));

  const auto listed = client->list(kServices, {.labels = "app=web"});
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(translator::kind_of(listed->front()), "Service");
  EXPECT_EQ(translator::annotation(listed->front(), "a"), "b");

  EXPECT_TRUE(client->remove(kWeb));
  EXPECT_TRUE(client->remove(kWeb).failed_with(ApiError::Kind::not_found));
}

TEST_F(MemoryClusterTest, Applies) {
  const ObjectAddress address{"cloud.google.com/v1", "backendconfigs", "shop", "x"};
  Json object = {{"apiVersion", "cloud.google.com/v1"},
                 {"kind", "BackendConfig"},
                 {"metadata", {{"name", "x"}}},
                 {"spec", {{"timeoutSec", 60}}}};
  ASSERT_TRUE(client->apply(address, object));
  object["spec"] = {{"logging", true}};
  const auto applied = client->apply(address, object);
  ASSERT_TRUE(applied);
  EXPECT_EQ((*applied)["spec"].dump(), R"({"timeoutSec":60,"logging":true})");
}

TEST_F(MemoryClusterTest, CanMissACrd) {
  memory->with_objects([](MemoryObjects& objects) {
    objects.unknown_kinds = {{"cloud.google.com", "backendconfigs"}};
    return 0;
  });
  EXPECT_FALSE(client->get({"cloud.google.com/v1", "backendconfigs", "shop", "x"}));
}

TEST_F(MemoryClusterTest, RefusesStrangers) {
  const auto url = cluster::parse_url(memory->url());
  ASSERT_TRUE(url);
  cluster::ClusterAccess access;
  access.server = *url;
  access.token = "guessed";
  auto stranger = cluster::KubernetesClient::make(access);
  ASSERT_TRUE(stranger);
  EXPECT_TRUE(stranger->get(kWeb).failed_with(ApiError::Kind::forbidden));
}

TEST_F(MemoryClusterTest, PlaysVeleroForDownloads) {
  memory->serve_backup("eks-backup", std::string(PROJECT_FOLDER) + "/examples/eks-backup.tar.gz");
  const auto backup = cluster::download_backup(*client, "velero", "eks-backup");
  ASSERT_TRUE(backup) << backup.error().text();
  EXPECT_NE(
      backup->find("networking.k8s.io", "Ingress", "eks-sample-app", "eks-sample-linux-ingress"),
      nullptr);
  EXPECT_THAT(memory->requests(), testing::Contains(testing::StartsWith("POST /apis/velero.io/v1/"
                                                                        "namespaces/velero/"
                                                                        "downloadrequests")));
  const auto left = client->list({"velero.io/v1", "downloadrequests", "velero", ""});
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->empty());
}

TEST_F(MemoryClusterTest, DoesNotAnswerForOtherBackups) {
  cluster::Limits limits;
  limits.time = std::chrono::milliseconds(300);
  EXPECT_FALSE(cluster::download_backup(*client, "velero", "other", limits));
}

}  // namespace
}  // namespace cmd
