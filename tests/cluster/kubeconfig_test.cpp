#include "cluster/kubeconfig.h"

#include <cstdlib>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/cluster/temporary_folder.h"

namespace cluster_tests {

namespace {

using cluster::ClusterAccess;
using std::filesystem::path;

// A kubeconfig with these lines in its cluster and its user.
std::string with(const std::string& cluster, const std::string& user) {
  return R"(apiVersion: v1
kind: Config
current-context: main
contexts:
- name: other
  context: {cluster: nowhere, user: nobody}
- name: main
  context: {cluster: gke, user: operator, namespace: velero}
clusters:
- name: gke
  cluster: {)" +
         cluster + R"(}
users:
- name: operator
  user: {)" +
         user + "}\n";
}

const std::string kServer = "server: 'https://api.test:6443'";

TEST(Kubeconfig, Understood) {
  const TemporaryFolder folder;
  folder.write("ca.pem", "CA IN A FILE");
  folder.write("client.pem", "CERTIFICATE");
  folder.write("client.key", "KEY");
  struct Case {
    std::string text;
    std::function<void(const ClusterAccess&)> check;
  };
  const std::vector<Case> cases = {
      {with(kServer, "token: abc"),
       [](const ClusterAccess& access) {
         EXPECT_EQ(access.server.authority(), "api.test:6443");
         EXPECT_TRUE(access.server.tls);
         EXPECT_EQ(access.token, "abc");
         EXPECT_EQ(access.name_space, "velero");
         EXPECT_FALSE(access.tls.insecure);
       }},
      {with(kServer + ", certificate-authority-data: Q0E=",
            "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: bin/log-in, "
            "args: [a, 'b c'], env: [{name: N, value: V}], provideClusterInfo: true, "
            "interactiveMode: IfAvailable, installHint: get it}"),
       [](const ClusterAccess& access) {
         ASSERT_TRUE(access.exec);
         EXPECT_EQ(access.exec->api_version, "client.authentication.k8s.io/v1beta1");
         EXPECT_TRUE(access.exec->command.starts_with('/')) << access.exec->command;
         EXPECT_TRUE(access.exec->command.ends_with("/bin/log-in"));
         EXPECT_EQ(access.exec->arguments, (std::vector<std::string>{"a", "b c"}));
         EXPECT_EQ(access.exec->environment.at(0).second, "V");
         EXPECT_EQ(access.exec->install_hint, "get it");
         EXPECT_NE(access.exec->cluster.find(R"("certificate-authority-data":"Q0E=")"),
                   std::string::npos)
             << access.exec->cluster;
       }},
      {with(kServer, "exec: {command: gke-gcloud-auth-plugin}"),
       [](const ClusterAccess& access) {
         ASSERT_TRUE(access.exec);
         EXPECT_EQ(access.exec->command, "gke-gcloud-auth-plugin");
         EXPECT_EQ(access.exec->cluster, "");
       }},
      {with(kServer + ", proxy-url: 'http://proxy.test:3128'", ""),
       [](const ClusterAccess& access) {
         ASSERT_TRUE(access.proxy);
         EXPECT_EQ(access.proxy->authority(), "proxy.test:3128");
       }},
      {with("server: 'http://127.0.0.1:8001/prefix'", ""),
       [](const ClusterAccess& access) {
         EXPECT_FALSE(access.server.tls);
         EXPECT_EQ(access.server.target, "/prefix");
       }},
      {with(kServer + ", certificate-authority: ca.pem", ""),
       [](const ClusterAccess& access) { EXPECT_EQ(access.tls.authorities, "CA IN A FILE"); }},
      {with(kServer + ", certificate-authority: " + (folder.path() / "ca.pem").string(), ""),
       [](const ClusterAccess& access) { EXPECT_EQ(access.tls.authorities, "CA IN A FILE"); }},
      // Data goes before the file, which need not even exist.
      {with(kServer + ", certificate-authority: gone, certificate-authority-data: Q0EgSU5MSU5F",
            ""),
       [](const ClusterAccess& access) { EXPECT_EQ(access.tls.authorities, "CA INLINE"); }},
      {with(kServer + ", insecure-skip-tls-verify: true, tls-server-name: real.test", ""),
       [](const ClusterAccess& access) {
         EXPECT_TRUE(access.tls.insecure);
         EXPECT_EQ(access.tls.server_name, "real.test");
       }},
      {with(kServer, "client-certificate: client.pem, client-key: ./client.key"),
       [](const ClusterAccess& access) {
         EXPECT_EQ(access.tls.certificate, "CERTIFICATE");
         EXPECT_EQ(access.tls.key, "KEY");
       }},
      {with(kServer, "client-certificate-data: QQ==, client-key-data: Qg=="),
       [](const ClusterAccess& access) {
         EXPECT_EQ(access.tls.certificate, "A");
         EXPECT_EQ(access.tls.key, "B");
       }},
      {with(kServer, "token: old, tokenFile: token"),
       [&](const ClusterAccess& access) { EXPECT_EQ(access.token_file, folder.path() / "token"); }},
      {with(kServer, "token: ''"),
       [](const ClusterAccess& access) { EXPECT_EQ(access.token, ""); }},
  };
  for (const auto& expected : cases) {
    const auto file = folder.write("config", expected.text);
    const auto access = cluster::read_kubeconfig({file});
    ASSERT_TRUE(access) << expected.text << access.error().text();
    expected.check(*access);
  }
}

TEST(Kubeconfig, RefusedWithThePlace) {
  const TemporaryFolder folder;
  struct Case {
    std::string text;
    std::string where;  // after the path of the file
    std::string what;
  };
  const std::vector<Case> cases = {
      {"a: [", ":1:", "no valid YAML"},
      {"a: 1\nb: {\n", ":3:1", "no valid YAML"},
      {"just text", "", "no kubeconfig"},
      {"", "", "no kubeconfig"},
      {"clusters: []\n", "", "no current-context"},
      {"current-context: gone\n", ": contexts", "no entry is named \"gone\""},
      {"current-context: a\ncontexts: [{name: a}]\n", ": contexts[a].context", "missing"},
      {"current-context: a\ncontexts: [{name: a, context: {cluster: c}}]\nclusters: {}\n",
       ": clusters", "no entry is named \"c\""},
      {"current-context: a\ncontexts: [{name: a, context: {cluster: [c]}}]\n",
       ": contexts[a].context.cluster", "must be text"},
      {with("", ""), ": clusters[gke].cluster.server", "missing"},
      {with("server: api.test", ""), ": clusters[gke].cluster.server", "http:// or https://"},
      {with(kServer + ", insecure-skip-tls-verify: maybe", ""),
       ": clusters[gke].cluster.insecure-skip-tls-verify", "true or false"},
      {with(kServer + ", certificate-authority: gone.pem", ""),
       ": clusters[gke].cluster.certificate-authority", "gone.pem: cannot be read: No such file"},
      {with(kServer + ", certificate-authority-data: '@@@@'", ""),
       ": clusters[gke].cluster.certificate-authority-data", "base64"},
      {with(kServer + ", certificate-authority-data: QQ", ""),
       ": clusters[gke].cluster.certificate-authority-data", "base64"},
      {with(kServer + ", proxy-url: 'socks5://p'", ""), ": clusters[gke].cluster.proxy-url",
       "must be an http:// address"},
      {with(kServer, "exec: {args: [a]}"), ": users[operator].user.exec.command", "is missing"},
      {with(kServer, "exec: {command: a, apiVersion: client.authentication.k8s.io/v1alpha1}"),
       ": users[operator].user.exec.apiVersion", "v1 or v1beta1"},
      {with(kServer, "exec: {command: a, interactiveMode: Always}"),
       ": users[operator].user.exec.interactiveMode", "terminal"},
      {with(kServer, "exec: {command: a, env: [b]}"), ": users[operator].user.exec.env",
       "name and value"},
      {with(kServer, "auth-provider: {name: gcp}"), ": users[operator].user.auth-provider",
       "not supported"},
      {with(kServer, "username: admin, password: x"), ": users[operator].user.username",
       "not supported"},
      {with(kServer, "client-certificate-data: QQ=="), ": users[operator].user", "together"},
      {with(kServer, "token: {a: b}"), ": users[operator].user.token", "must be text"},
  };
  for (const auto& expected : cases) {
    const auto file = folder.write("config", expected.text);
    const auto access = cluster::read_kubeconfig({file});
    ASSERT_FALSE(access) << expected.text;
    EXPECT_EQ(access.error().where.rfind(file.string() + expected.where, 0), 0U)
        << access.error().text();
    EXPECT_NE(access.error().what.find(expected.what), std::string::npos) << access.error().text();
  }
  EXPECT_FALSE(cluster::read_kubeconfig({folder.path() / "gone"}));
  EXPECT_FALSE(cluster::read_kubeconfig({folder.path()}));
  EXPECT_FALSE(cluster::read_kubeconfig({}));
}

TEST(Kubeconfig, SecretsAreInNoMessage) {
  const TemporaryFolder folder;
  const auto file =
      folder.write("config", with(kServer, "token: very-secret, client-key-data: 'very-secret@@'"));
  const auto access = cluster::read_kubeconfig({file});
  ASSERT_FALSE(access);
  EXPECT_EQ(access.error().text().find("very-secret"), std::string::npos);
}

TEST(Kubeconfig, SeveralFilesAreOne) {
  const TemporaryFolder folder;
  const auto first = folder.write("first",
                                  "current-context: main\nusers: [{name: operator, user: "
                                  "{token: from-first}}]\n");
  const auto second = folder.write("second", with(kServer, "token: from-second"));
  const auto files = cluster::kubeconfig_files(
      first.string() + ":" + (folder.path() / "gone").string() + "::" + second.string());
  ASSERT_EQ(files.size(), 3U);
  const auto access = cluster::read_kubeconfig(files);
  ASSERT_TRUE(access) << access.error().text();
  EXPECT_EQ(access->token, "from-first");
  EXPECT_EQ(access->server.host, "api.test");
  const auto other = cluster::read_kubeconfig(files, "other");
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().what.find("nowhere"), std::string::npos);
}

// Environment variables for the length of a test.
class Environment {
 public:
  Environment() { clear(); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { clear(); }

  static void set(const char* name, const std::string& value) { ::setenv(name, value.c_str(), 1); }

 private:
  static void clear() {
    for (const char* name : {"KUBECONFIG", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"}) {
      ::unsetenv(name);
    }
  }
};

TEST(AccessFromEnvironment, KubeconfigGoesBeforeTheAccount) {
  const TemporaryFolder folder;
  const Environment environment;
  const auto neither = cluster::access_from_environment(folder.path());
  ASSERT_FALSE(neither);
  EXPECT_NE(neither.error().what.find("set KUBECONFIG"), std::string::npos);

  Environment::set("KUBERNETES_SERVICE_HOST", "fd00::1");
  Environment::set("KUBERNETES_SERVICE_PORT", "443");
  const auto no_account = cluster::access_from_environment(folder.path());
  ASSERT_FALSE(no_account);
  EXPECT_EQ(no_account.error().where, (folder.path() / "ca.crt").string());
  folder.write("ca.crt", "CA");
  const auto no_token = cluster::access_from_environment(folder.path());
  ASSERT_FALSE(no_token);
  EXPECT_EQ(no_token.error().where, (folder.path() / "token").string());

  folder.write("token", "abc\n");
  folder.write("namespace", "velero");
  const auto account = cluster::access_from_environment(folder.path());
  ASSERT_TRUE(account) << account.error().text();
  EXPECT_EQ(account->server.authority(), "[fd00::1]:443");
  EXPECT_EQ(account->tls.authorities, "CA");
  EXPECT_EQ(account->token_file, folder.path() / "token");
  EXPECT_EQ(account->name_space, "velero");

  Environment::set("KUBECONFIG", folder.write("config", with(kServer, "token: abc")).string());
  const auto chosen = cluster::access_from_environment(folder.path());
  ASSERT_TRUE(chosen) << chosen.error().text();
  EXPECT_EQ(chosen->server.host, "api.test");

  Environment::set("KUBECONFIG", "/nowhere/config");
  EXPECT_FALSE(cluster::access_from_environment(folder.path()));
}

}  // namespace

}  // namespace cluster_tests
