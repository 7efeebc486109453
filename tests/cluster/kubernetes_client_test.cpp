#include "cluster/kubernetes_client.h"

#include <gtest/gtest.h>

#include "tests/cluster/http_server.h"
#include "tests/cluster/temporary_folder.h"

namespace cluster_tests {

namespace {

using cluster::ApiError;
using cluster::ClientOptions;
using cluster::ClusterAccess;
using cluster::KubernetesClient;
using cluster::ObjectAddress;
using std::chrono::milliseconds;
using translator::Json;

const ObjectAddress kService{"v1", "services", "shop", "web"};
const std::string kServicePath = "/api/v1/namespaces/shop/services/web";

ClusterAccess access_to(const HttpServer& server, const std::string& prefix = "") {
  ClusterAccess access;
  access.server = *cluster::parse_url(server.url() + prefix);
  access.token = "abc";
  return access;
}

KubernetesClient client_of(const ClusterAccess& access, const ClientOptions& options = {}) {
  return std::move(*KubernetesClient::make(access, options));
}

HttpServer::Handler always(const Reply& reply) {
  return [reply](const Request&) { return reply; };
}

TEST(PathOf, CoreAndGroupsAndScopes) {
  const std::vector<std::pair<ObjectAddress, std::string>> cases = {
      {kService, kServicePath},
      {{"v1", "services", "shop", ""}, "/api/v1/namespaces/shop/services"},
      {{"v1", "services", "", ""}, "/api/v1/services"},
      {{"v1", "namespaces", "", "shop"}, "/api/v1/namespaces/shop"},
      {{"networking.k8s.io/v1", "ingresses", "shop", "web"},
       "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/web"},
      {{"rbac.authorization.k8s.io/v1", "clusterroles", "", "system:admin"},
       "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Aadmin"},
  };
  for (const auto& [address, expected] : cases) {
    EXPECT_EQ(*cluster::path_of(address), expected);
  }
}

TEST(PathOf, RefusesWhatWouldLeaveItsPlace) {
  for (const ObjectAddress& address :
       {ObjectAddress{"v1", "services", "shop", ".."}, ObjectAddress{"v1", "services", "..", "a"},
        ObjectAddress{"v1", "services", "shop", "a/b"},
        ObjectAddress{"v1", "services", "a%2fb", ""}, ObjectAddress{"", "services", "shop", "a"},
        ObjectAddress{"v1", "", "shop", "a"}, ObjectAddress{"../v1", "services", "shop", "a"},
        ObjectAddress{"a/b/c", "x", "", ""}, ObjectAddress{"a/", "services", "shop", "a"},
        ObjectAddress{"v1", ".", "shop", "a"}}) {
    EXPECT_FALSE(cluster::path_of(address)) << address.api_version << address.name;
  }
}

TEST(KubernetesClient, SpeaksTheApiOfKubernetes) {
  const HttpServer server(always(json_reply(200, {{"kind", "Service"}})));
  auto client = client_of(access_to(server));
  const Json object = {{"b", 1}, {"a", 2}};
  const ObjectAddress collection{"v1", "services", "shop", ""};
  ASSERT_TRUE(client.get(kService));
  ASSERT_TRUE(client.create(collection, object));
  ASSERT_TRUE(client.remove(kService));
  ASSERT_TRUE(client.apply(kService, object));
  ASSERT_TRUE(client.update(kService, object));
  ASSERT_TRUE(client.merge_patch(kService, object));
  struct Expected {
    std::string method;
    std::string target;
    std::string type;
    std::string body;
  };
  const std::string manager = "?fieldManager=eks2gke";
  const std::vector<Expected> expected = {
      {"GET", kServicePath, "", ""},
      {"POST", "/api/v1/namespaces/shop/services" + manager, "application/json", object.dump()},
      {"DELETE", kServicePath, "", ""},
      {"PATCH", kServicePath + manager + "&force=true", "application/apply-patch+yaml",
       object.dump()},
      {"PUT", kServicePath + manager, "application/json", object.dump()},
      {"PATCH", kServicePath + manager, "application/merge-patch+json", object.dump()},
  };
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), expected.size());
  for (std::size_t index = 0; index < expected.size(); ++index) {
    EXPECT_EQ(requests[index].method, expected[index].method);
    EXPECT_EQ(requests[index].target, expected[index].target);
    EXPECT_EQ(requests[index].body, expected[index].body);
    const auto type = requests[index].headers.find("content-type");
    EXPECT_EQ(type == requests[index].headers.end() ? "" : type->second, expected[index].type);
    EXPECT_EQ(requests[index].headers.at("authorization"), "Bearer abc");
    EXPECT_EQ(requests[index].headers.at("accept"), "application/json");
    EXPECT_EQ(requests[index].headers.at("user-agent").rfind("eks2gke/", 0), 0U);
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(KubernetesClient, ListsAllPages) {
  const HttpServer server([](const Request& request) {
    const bool first = request.target.find("continue") == std::string::npos;
    Json page = {{"kind", "ServiceList"}, {"apiVersion", "v1"}, {"items", Json::array()}};
    page["items"].push_back({{"metadata", {{"name", first ? "a" : "b"}}}});
    if (first) {
      page["metadata"]["continue"] = "next page/=";
    }
    return json_reply(200, page);
  });
  auto client = client_of(access_to(server));
  const auto items = client.list({"v1", "services", "", ""}, {.labels = "app=web,velero.io/x"});
  ASSERT_TRUE(items) << items.error().message;
  ASSERT_EQ(items->size(), 2U);
  EXPECT_EQ(items->at(0).dump(), R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}})");
  EXPECT_EQ(translator::name_of(items->at(1)), "b");
  EXPECT_EQ(server.requests().at(1).target,
            "/api/v1/services?limit=500&labelSelector=app%3Dweb%2Cvelero.io%2Fx"
            "&continue=next%20page%2F%3D");
}

TEST(KubernetesClient, AListWithoutEndMeetsItsLimits) {
  const HttpServer server(always(json_reply(
      200,
      {{"kind", "ServiceList"}, {"items", Json::array()}, {"metadata", {{"continue", "x"}}}})));
  ClientOptions options;
  options.call_limit = milliseconds{300};
  auto client = client_of(access_to(server), options);
  EXPECT_TRUE(client.list({"v1", "services", "", ""}).failed_with(ApiError::Kind::unreachable));
  options.call_limit = milliseconds{5000};
  options.most_response_bytes = 1000;
  auto small = client_of(access_to(server), options);
  EXPECT_FALSE(small.list({"v1", "services", "", ""}));
}

TEST(KubernetesClient, TellsErrorsApart) {
  struct Case {
    Reply reply;
    ApiError::Kind kind;
    std::string message;
  };
  using Kind = ApiError::Kind;
  const std::vector<Case> cases = {
      {status_reply(404, "NotFound", "services \"web\" not found"), Kind::not_found,
       "services \"web\" not found"},
      {reply(404, "404 page not found\n"), Kind::unknown_resource,
       "the cluster does not know this kind of object"},
      {status_reply(409, "AlreadyExists", "exists"), Kind::already_exists, "exists"},
      {status_reply(409, "Conflict", "modified"), Kind::conflict, "modified"},
      {status_reply(403, "Forbidden", R"(User "velero" cannot get resource "services")"),
       Kind::forbidden, R"(User "velero" cannot get resource "services")"},
      {status_reply(401, "Unauthorized", "Unauthorized"), Kind::forbidden, "Unauthorized"},
      {status_reply(422, "Invalid", "spec is wrong"), Kind::other, "spec is wrong"},
      {reply(500, ""), Kind::other, "the Kubernetes API answered with HTTP status 500"},
      {reply(302, "", "Location: http://x/\r\n"), Kind::other,
       "the Kubernetes API answered with HTTP status 302"},
      {reply(200, "<html>"), Kind::other,
       "the answer is no JSON object; is this a Kubernetes API?"},
      {reply(200, "[]"), Kind::other, "the answer is no JSON object; is this a Kubernetes API?"},
  };
  for (const auto& expected : cases) {
    const HttpServer server(always(expected.reply));
    auto client = client_of(access_to(server));
    const auto result = client.get(kService);
    ASSERT_FALSE(result) << expected.message;
    EXPECT_EQ(result.error().kind, expected.kind) << expected.message;
    EXPECT_EQ(result.error().message, expected.message);
    EXPECT_EQ(result.error().where, "GET " + kServicePath);
    EXPECT_NE(result.error().http_status, 0U);
  }
}

TEST(KubernetesClient, ASlowApiMeetsTheLimit) {
  const HttpServer server(always({{"HTTP/1.1 200 OK\r\n"}, milliseconds{5000}}));
  ClientOptions options;
  options.call_limit = milliseconds{200};
  auto client = client_of(access_to(server), options);
  const auto begin = std::chrono::steady_clock::now();
  const auto result = client.get(kService);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{1000});
  ASSERT_TRUE(result.failed_with(ApiError::Kind::unreachable));
  EXPECT_EQ(result.error().http_status, 0U);
  // The caller's own deadline is obeyed when it is earlier.
  auto patient = client_of(access_to(server));
  const auto earlier = patient.get(kService, cluster::deadline_in(milliseconds{100}));
  EXPECT_TRUE(earlier.failed_with(ApiError::Kind::unreachable));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{2000});
}

TEST(KubernetesClient, ThreadsShareItWithinTheirTime) {
  const HttpServer server(always({reply(200, "{}").pieces, milliseconds{20}}));
  auto client = client_of(access_to(server));
  std::vector<std::thread> threads;
  threads.reserve(8);
  std::atomic<int> good = 0;
  for (int index = 0; index < 8; ++index) {
    threads.emplace_back([&] { good += client.get(kService) ? 1 : 0; });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(good, 8);
  EXPECT_EQ(server.connections(), 1);
}

TEST(KubernetesClient, AChangedTokenFileIsReadAgain) {
  const TemporaryFolder folder;
  const HttpServer server(always(json_reply(200, Json::object())));
  auto access = access_to(server);
  access.token_file = folder.write("token", "first\n");
  auto client = client_of(access);
  ASSERT_TRUE(client.get(kService));
  ASSERT_TRUE(client.get(kService));
  folder.write("token", "other\n");  // of the same length
  ASSERT_TRUE(client.get(kService));
  std::filesystem::remove(access.token_file);
  const auto gone = client.get(kService);
  ASSERT_FALSE(gone);
  EXPECT_NE(gone.error().message.find(access.token_file.string()), std::string::npos);
  folder.write("token", "third");
  ASSERT_TRUE(client.get(kService));
  std::vector<std::string> tokens;
  for (const auto& request : server.requests()) {
    tokens.push_back(request.headers.at("authorization"));
  }
  EXPECT_EQ(tokens, (std::vector<std::string>{"Bearer first", "Bearer first", "Bearer other",
                                              "Bearer third"}));
}

TEST(KubernetesClient, APathBeforeTheApiIsKept) {
  const HttpServer server(always(json_reply(200, Json::object())));
  auto client = client_of(access_to(server, "/k8s/clusters/c-1/"));
  ASSERT_TRUE(client.get(kService));
  EXPECT_EQ(server.requests().at(0).target, "/k8s/clusters/c-1" + kServicePath);
}

TEST(KubernetesClient, AccountOfAPodOverTls) {
  const TemporaryFolder folder;
  const auto authority = make_authority("cluster");
  const auto identity = issue(authority, "apiserver", {"IP:127.0.0.1", "DNS:kubernetes.default"});
  const HttpServer server(always(json_reply(200, {{"kind", "Service"}})), &identity);
  folder.write("ca.crt", authority.certificate);
  folder.write("token", "pod-token\n");
  ::unsetenv("KUBECONFIG");
  ::setenv("KUBERNETES_SERVICE_HOST", "127.0.0.1", 1);
  ::setenv("KUBERNETES_SERVICE_PORT", server.port().c_str(), 1);
  ClientOptions options;
  options.account_folder = folder.path();
  auto client = KubernetesClient::from_environment(options);
  ::unsetenv("KUBERNETES_SERVICE_HOST");
  ::unsetenv("KUBERNETES_SERVICE_PORT");
  ASSERT_TRUE(client) << client.error().text();
  const auto result = client->get(kService);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(server.requests().at(0).headers.at("authorization"), "Bearer pod-token");
}

TEST(KubernetesClient, UnusableAccessIsNamed) {
  ClusterAccess access;
  access.server = *cluster::parse_url("https://api.test");
  access.tls.authorities = "no PEM";
  access.origin = "kubeconfig /x, context y";
  const auto client = KubernetesClient::make(access);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().where, "kubeconfig /x, context y");
}

}  // namespace

}  // namespace cluster_tests
