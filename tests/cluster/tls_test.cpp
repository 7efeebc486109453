#include "cluster/tls.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "cluster/http.h"
#include "tests/cluster/http_server.h"
#include "tests/cluster/temporary_folder.h"

namespace cluster_tests {

namespace {

using cluster::deadline_in;
using cluster::HttpConnection;
using cluster::HttpResponse;
using cluster::TlsOptions;
using std::chrono::milliseconds;
using translator::Result;

constexpr std::size_t kMost = std::size_t{1} << 20U;

HttpConnection connect_to(const std::string& url, const TlsOptions& options = {}) {
  return std::move(*HttpConnection::make(*cluster::parse_url(url), options));
}

Result<HttpResponse> get(HttpConnection& connection, milliseconds limit = milliseconds{3000}) {
  return cluster::exchange(connection, {"GET", "/x"}, deadline_in(limit), kMost);
}

HttpServer::Handler always(const Reply& reply) {
  return [reply](const Request&) { return reply; };
}

TEST(Tls, TrustsOnlyItsAuthorityAndName) {
  const auto authority = make_authority("our authority");
  const auto stranger = make_authority("another authority");
  struct Case {
    std::string name;
    std::vector<std::string> certificate_names;
    std::string host;
    std::string server_name;  // tls-server-name
    std::string authorities;
    std::string failure;  // "" when it works
    std::string sni;
  };
  const std::vector<Case> cases = {
      {"an IP address in the certificate",
       {"IP:127.0.0.1"},
       "127.0.0.1",
       "",
       authority.certificate,
       "",
       ""},
      {"a name in the certificate",
       {"DNS:localhost"},
       "localhost",
       "",
       authority.certificate,
       "",
       "localhost"},
      {"a wildcard",
       {"DNS:*.cluster.test"},
       "127.0.0.1",
       "api.cluster.test",
       authority.certificate,
       "",
       "api.cluster.test"},
      {"another name is expected",
       {"DNS:api.test"},
       "127.0.0.1",
       "api.test",
       authority.certificate,
       "",
       "api.test"},
      {"several authorities",
       {"IP:127.0.0.1"},
       "127.0.0.1",
       "",
       stranger.certificate + authority.certificate,
       "",
       ""},
      {"an unknown authority",
       {"IP:127.0.0.1"},
       "127.0.0.1",
       "",
       stranger.certificate,
       "unable to get local issuer certificate",
       ""},
      {"another IP address",
       {"IP:127.0.0.2"},
       "127.0.0.1",
       "",
       authority.certificate,
       "IP address mismatch",
       ""},
      {"another name",
       {"DNS:other.test"},
       "localhost",
       "",
       authority.certificate,
       "hostname mismatch",
       "localhost"},
      {"an address as a name",
       {"DNS:127.0.0.1"},
       "127.0.0.1",
       "",
       authority.certificate,
       "IP address mismatch",
       ""},
      {"only the common name fits",
       {},
       "localhost",
       "",
       authority.certificate,
       "hostname mismatch",
       "localhost"},
  };
  for (const auto& expected : cases) {
    const auto identity = issue(authority, "localhost", expected.certificate_names);
    const HttpServer server(always(reply(200, "secret")), &identity);
    TlsOptions options;
    options.authorities = expected.authorities;
    options.server_name = expected.server_name;
    auto connection = connect_to(server.url(expected.host), options);
    const auto response = get(connection);
    if (expected.failure.empty()) {
      ASSERT_TRUE(response) << expected.name << ": " << response.error().text();
      EXPECT_EQ(response->body, "secret");
      ASSERT_TRUE(get(connection)) << "on the same connection";
      EXPECT_EQ(server.connections(), 1);
      EXPECT_EQ(server.last_server_name(), expected.sni) << expected.name;
    } else {
      ASSERT_FALSE(response) << expected.name;
      EXPECT_NE(response.error().what.find(expected.failure), std::string::npos)
          << expected.name << ": " << response.error().text();
      EXPECT_TRUE(server.requests().empty()) << "nothing is sent to a stranger";
    }
    options.insecure = true;
    auto careless = connect_to(server.url(expected.host), options);
    EXPECT_TRUE(get(careless)) << expected.name;
  }
}

TEST(Tls, ALeafCanBeTheAnchor) {
  const auto identity = issue(make_authority("a"), "x", {"IP:127.0.0.1"});
  const HttpServer server(always(reply(200, "")), &identity);
  TlsOptions options;
  options.authorities = identity.certificate;
  auto connection = connect_to(server.url(), options);
  const auto response = get(connection);
  EXPECT_TRUE(response) << response.error().text();
}

TEST(Tls, ClientCertificates) {
  const auto authority = make_authority("a");
  auto identity = issue(authority, "server", {"IP:127.0.0.1"});
  identity.required_authority = authority.certificate;
  const auto client = issue(authority, "client", {});
  const HttpServer server(always(reply(200, "you are known")), &identity);
  TlsOptions options;
  options.authorities = authority.certificate;
  auto unknown = connect_to(server.url(), options);
  EXPECT_FALSE(get(unknown));
  options.certificate = client.certificate;
  options.key = client.key;
  auto known = connect_to(server.url(), options);
  const auto response = get(known);
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, "you are known");
}

TEST(Tls, UnusableOptionsAreNamed) {
  const auto authority = make_authority("a");
  const auto one = issue(authority, "one", {});
  const auto two = issue(authority, "two", {});
  struct Case {
    TlsOptions options;
    std::string what;
  };
  const std::vector<Case> cases = {
      {{"no PEM", "", "", "", false}, "certificate authority"},
      {{authority.certificate, "no PEM", one.key, "", false}, "client certificate"},
      {{authority.certificate, one.certificate, "no PEM", "", false}, "client key"},
      {{authority.certificate, one.certificate, two.key, "", false}, "does not fit"},
  };
  for (const auto& expected : cases) {
    const auto connection =
        HttpConnection::make(*cluster::parse_url("https://a.test"), expected.options);
    ASSERT_FALSE(connection) << expected.what;
    EXPECT_NE(connection.error().what.find(expected.what), std::string::npos)
        << connection.error().text();
  }
}

TEST(Tls, RootsOfTheSystemCanBeChosen) {
  const auto authority = make_authority("a");
  const auto identity = issue(authority, "x", {"IP:127.0.0.1"});
  const HttpServer server(always(reply(200, "")), &identity);
  const TemporaryFolder folder;
  const auto file = folder.write("roots.pem", authority.certificate);
  ::setenv("SSL_CERT_FILE", file.c_str(), 1);
  EXPECT_EQ(*cluster::system_roots_file(), file.string());
  auto connection = connect_to(server.url());
  const auto response = get(connection);
  EXPECT_TRUE(response) << response.error().text();
  ::setenv("SSL_CERT_FILE", "/nowhere.pem", 1);
  const auto missing = HttpConnection::make(*cluster::parse_url(server.url()));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().text(),
            "/nowhere.pem: cannot read trusted certificates: No such file or directory");
  ::unsetenv("SSL_CERT_FILE");
}

TEST(Tls, APlainServerIsNoTlsServer) {
  const HttpServer server(always(reply(200, "")));
  TlsOptions options;
  options.authorities = make_authority("a").certificate;
  auto connection = connect_to("https://127.0.0.1:" + server.port(), options);
  EXPECT_FALSE(get(connection, milliseconds{1000}));
}

}  // namespace

}  // namespace cluster_tests
