#include "cluster/proxy.h"

#include <arpa/inet.h>
#include <cstdlib>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "cluster/http.h"
#include "tests/cluster/http_server.h"

namespace cluster_tests {

namespace {

using cluster::deadline_in;
using cluster::HttpConnection;
using cluster::parse_url;
using std::chrono::milliseconds;

constexpr std::size_t kMost = std::size_t{1} << 20U;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

// Serves one CONNECT, and leads it to the port whatever name is asked for.
class ConnectProxy {
 public:
  explicit ConnectProxy(int target_port) : target_port_(target_port) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 4);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ConnectProxy(const ConnectProxy&) = delete;
  ConnectProxy& operator=(const ConnectProxy&) = delete;
  ConnectProxy(ConnectProxy&&) = delete;
  ConnectProxy& operator=(ConnectProxy&&) = delete;
  ~ConnectProxy() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  int port = 0;
  std::string head;  // of the request; read it when the tunnel is used

 private:
  void serve() {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) {
      return;
    }
    char byte = 0;
    while (!head.ends_with("\r\n\r\n") && ::recv(client, &byte, 1, 0) == 1) {
      head += byte;
    }
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(target_port_);
    ::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address);
    const std::string good = "HTTP/1.1 200 Connection established\r\n\r\n";
    ::send(client, good.data(), good.size(), MSG_NOSIGNAL);
    while (pass(client, server)) {
    }
    ::close(client);
    ::close(server);
  }

  static bool pass(int one, int other) {
    std::array<pollfd, 2> ready{pollfd{one, POLLIN, 0}, pollfd{other, POLLIN, 0}};
    ::poll(ready.data(), ready.size(), 5000);
    for (const auto& [from, to] : {std::pair{0, other}, std::pair{1, one}}) {
      if (ready[static_cast<std::size_t>(from)].revents == 0) {
        continue;
      }
      std::array<char, 16384> block{};
      const auto count = ::recv(from == 0 ? one : other, block.data(), block.size(), 0);
      if (count <= 0) {
        return false;
      }
      ::send(to, block.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL);
      return true;
    }
    return false;
  }

  int target_port_;
  int listener_ = -1;
  std::thread thread_;
};

TEST(Proxy, HttpsGoesThroughATunnelAndTheServerIsStillVerified) {
  const auto authority = make_authority("ours");
  const auto identity = issue(authority, "api", {"DNS:api.test"});
  const HttpServer server([](const Request&) { return reply(200, "hello"); }, &identity);
  for (const bool trusted : {true, false}) {
    ConnectProxy proxy(std::stoi(server.port()));
    cluster::TlsOptions options;
    options.authorities = trusted ? authority.certificate : make_authority("other").certificate;
    auto connection = std::move(
        *HttpConnection::make(*parse_url("https://api.test:6443"), options,
                              parse_url("http://127.0.0.1:" + std::to_string(proxy.port)).value()));
    const auto answer =
        cluster::exchange(connection, {"GET", "/x"}, deadline_in(milliseconds{3000}), kMost);
    ASSERT_EQ(answer.has_value(), trusted);
    if (trusted) {
      EXPECT_EQ(answer->body, "hello");
    } else {
      EXPECT_NE(answer.error().what.find("certificate that is not accepted"), std::string::npos);
    }
    EXPECT_EQ(proxy.head.substr(0, proxy.head.find("\r\n")), "CONNECT api.test:6443 HTTP/1.1");
    EXPECT_EQ(server.last_server_name(), "api.test");
  }
}

TEST(Proxy, PlainHttpIsAskedOfTheProxyWithTheWholeAddress) {
  const HttpServer proxy([](const Request&) { return reply(200, "from the proxy"); });
  auto connection = std::move(
      *HttpConnection::make(*parse_url("http://store.test:9000"), {}, *parse_url(proxy.url())));
  const auto answer =
      cluster::exchange(connection, {"GET", "/x?y=z"}, deadline_in(milliseconds{3000}), kMost);
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_EQ(answer->body, "from the proxy");
  EXPECT_EQ(proxy.requests().at(0).target, "http://store.test:9000/x?y=z");
  EXPECT_EQ(proxy.requests().at(0).headers.at("host"), "store.test:9000");
}

TEST(Proxy, ThatRefusesIsNamed) {
  const HttpServer proxy([](const Request&) { return reply(407, "log in"); });
  cluster::TlsOptions options;
  options.insecure = true;
  auto connection = std::move(
      *HttpConnection::make(*parse_url("https://api.test"), options, *parse_url(proxy.url())));
  const auto answer =
      cluster::exchange(connection, {"GET", "/"}, deadline_in(milliseconds{3000}), kMost);
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().what.find("HTTP status 407"), std::string::npos) << answer.error().what;
  EXPECT_EQ(answer.error().where, "127.0.0.1:" + proxy.port());
}

TEST(Proxy, NoProxyIsReadAsGoReadsIt) {
  struct Case {
    std::string list;
    std::string server;
    bool listed;
  };
  const std::vector<Case> cases = {
      {"", "https://a.test", false},
      {"*", "https://a.test", true},
      {"x, a.test", "https://a.test", true},
      {"A.test", "https://a.TEST", true},
      {"a.test", "https://b.a.test", true},
      {"a.test", "https://ba.test", false},
      {".a.test", "https://a.test", false},
      {".a.test", "https://b.a.test", true},
      {"*.a.test", "https://b.a.test", true},
      {"*.a.test", "https://a.test", false},
      {"a.test:443", "https://a.test", true},
      {"a.test:8443", "https://a.test", false},
      {"10.0.0.1", "https://10.0.0.1", true},
      {"10.0.0.1:443", "https://10.0.0.1", true},
      {"10.0.0.0/8", "https://10.20.30.40", true},
      {"10.0.0.0/8", "https://11.0.0.1", false},
      {"10.0.0.0/8", "https://a.test", false},
      {"10.0.0.0/99", "https://10.0.0.1", false},
      {"fd00::/8", "https://[fd12::1]", true},
      {"fd12::1", "https://[fd12::1]", true},
      {"[fd12::1]:443", "https://[fd12::1]", true},
      {"[", "https://[fd12::1]", false},
      {",,", "https://a.test", false},
  };
  for (const auto& [list, server, listed] : cases) {
    EXPECT_EQ(cluster::is_listed(list, *parse_url(server)), listed) << list << " " << server;
  }
}

class ProxyEnvironment : public testing::Test {
 protected:
  void SetUp() override { clear(); }
  void TearDown() override { clear(); }
  static void clear() {
    for (const char* name :
         {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"}) {
      ::unsetenv(name);
    }
  }
  static std::string proxy_of(const std::string& server) {
    const auto proxy = cluster::proxy_from_environment(*parse_url(server));
    EXPECT_TRUE(proxy);
    return proxy && proxy->has_value() ? (*proxy)->authority() : "";
  }
};

TEST_F(ProxyEnvironment, EachSchemeHasItsVariable) {
  EXPECT_EQ(proxy_of("https://a.test"), "");
  ::setenv("https_proxy", "two.test:3128", 1);
  EXPECT_EQ(proxy_of("https://a.test"), "two.test:3128");
  ::setenv("HTTPS_PROXY", "http://one.test:3128", 1);
  EXPECT_EQ(proxy_of("https://a.test"), "one.test:3128");
  EXPECT_EQ(proxy_of("http://a.test"), "");
  EXPECT_EQ(proxy_of("https://localhost:6443"), "");
  EXPECT_EQ(proxy_of("https://127.0.0.9"), "");
  EXPECT_EQ(proxy_of("https://[::1]"), "");
  ::setenv("NO_PROXY", "10.0.0.0/8,.svc", 1);
  EXPECT_EQ(proxy_of("https://10.0.0.1:443"), "");
  EXPECT_EQ(proxy_of("https://kubernetes.default.svc"), "");
  EXPECT_EQ(proxy_of("https://34.1.2.3"), "one.test:3128");
}

TEST_F(ProxyEnvironment, AnAddressThatIsNoHttpProxyIsRefused) {
  for (const char* address :
       {"socks5://p.test:1080", "https://p.test", "http://me:secret@p.test"}) {
    ::setenv("HTTPS_PROXY", address, 1);
    const auto proxy = cluster::proxy_from_environment(*parse_url("https://a.test"));
    ASSERT_FALSE(proxy) << address;
    EXPECT_EQ(proxy.error().where, "HTTPS_PROXY");
    EXPECT_EQ(proxy.error().what.find("secret"), std::string::npos);
  }
}

}  // namespace

}  // namespace cluster_tests
