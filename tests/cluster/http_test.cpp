#include "cluster/http.h"

#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/cluster/http_server.h"

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

Result<HttpResponse> get(const HttpServer& server, milliseconds limit = milliseconds{3000}) {
  auto connection = connect_to(server.url());
  return get(connection, limit);
}

HttpServer::Handler always(const Reply& reply) {
  return [reply](const Request&) { return reply; };
}

TEST(Http, KeepsTheConnection) {
  const HttpServer server(always(reply(200, "hello")));
  auto connection = connect_to(server.url());
  for (int round = 0; round < 3; ++round) {
    const auto response = get(connection);
    ASSERT_TRUE(response) << response.error().text();
    EXPECT_EQ(response->status, 200U);
    EXPECT_EQ(response->body, "hello");
  }
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(server.requests().at(0).headers.at("host"), "127.0.0.1:" + server.port());
}

TEST(Http, SendsBodiesAndHeaders) {
  const HttpServer server([](const Request& request) { return reply(201, request.body); });
  auto connection = connect_to(server.url());
  const std::string body(300'000, 'b');
  const auto response = cluster::exchange(connection, {"POST", "/y?z=1", {{"X-One", "1"}}, body},
                                          deadline_in(milliseconds{3000}), kMost);
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, body);
  EXPECT_EQ(server.requests().at(0).target, "/y?z=1");
  EXPECT_EQ(server.requests().at(0).headers.at("x-one"), "1");
}

TEST(Http, RefusesToSendBrokenLines) {
  const HttpServer server(always(reply(200, "")));
  auto connection = connect_to(server.url());
  const std::vector<cluster::HttpRequest> requests = {
      {"GET", "/x\r\nHost: other"}, {"GET", "/x y"}, {"GET", "/x", {{"A", "b\r\nC: d"}}}};
  for (const auto& request : requests) {
    EXPECT_FALSE(cluster::exchange(connection, request, deadline_in(milliseconds{3000}), kMost));
  }
  EXPECT_TRUE(server.requests().empty());
}

TEST(Http, ReadsChunksHoweverTheyArrive) {
  const HttpServer server(
      always({{"HTTP/1.1 200 OK\r\nTransfer-Enc", "oding: chunked\r\n\r\n5\r\nhel", "lo\r\n6;x=y\r",
               "\n world\r\n0\r\nTrailer: t\r\n\r\n"},
              milliseconds{20}}));
  auto connection = connect_to(server.url());
  for (int round = 0; round < 2; ++round) {
    const auto response = get(connection);
    ASSERT_TRUE(response) << response.error().text();
    EXPECT_EQ(response->body, "hello world");
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(Http, ReadsUntilTheEndOfTheConnection) {
  const HttpServer server(
      always({{"HTTP/1.0 200 OK\r\n\r\nall", " of it"}, milliseconds{10}, true}));
  auto connection = connect_to(server.url());
  for (int round = 0; round < 2; ++round) {
    const auto response = get(connection);
    ASSERT_TRUE(response) << response.error().text();
    EXPECT_EQ(response->body, "all of it");
  }
  EXPECT_EQ(server.connections(), 2);
}

TEST(Http, StreamsLongBodiesInPieces) {
  const std::string body(5'000'000, 's');
  const HttpServer server(always(reply(200, body)));
  auto connection = connect_to(server.url());
  const auto deadline = deadline_in(milliseconds{5000});
  ASSERT_TRUE(connection.start({"GET", "/"}, deadline));
  std::size_t total = 0;
  while (true) {
    const auto piece = connection.next_piece(deadline);
    ASSERT_TRUE(piece) << piece.error().text();
    EXPECT_LE(piece->size(), 65536U);
    if (piece->empty()) {
      break;
    }
    total += piece->size();
  }
  EXPECT_EQ(total, body.size());
  // A body that is left unread does not spoil the next answer.
  ASSERT_TRUE(connection.start({"GET", "/"}, deadline));
  ASSERT_TRUE(connection.start({"GET", "/"}, deadline));
  EXPECT_EQ(connection.next_piece(deadline)->substr(0, 1), "s");
}

TEST(Http, AStaleConnectionIsDialledAgainOnce) {
  // Closed after each answer, without a word.
  const HttpServer server([](const Request& request) {
    auto answer = reply(200, request.method);
    answer.close = true;
    return answer;
  });
  auto connection = connect_to(server.url());
  for (const std::string method : {"GET", "POST", "GET"}) {
    const auto response = cluster::exchange(connection, {method, "/", {}, "b"},
                                            deadline_in(milliseconds{3000}), kMost);
    ASSERT_TRUE(response) << response.error().text();
    EXPECT_EQ(response->body, method);
    std::this_thread::sleep_for(milliseconds{50});  // let the end of the connection arrive
  }
  EXPECT_EQ(server.connections(), 3);
}

TEST(Http, ARequestThatDiedOnAKeptConnectionIsRepeatedUnlessItIsAPost) {
  for (const std::string method : {"GET", "PUT", "PATCH", "DELETE", "POST"}) {
    // The second request of the first connection is read, and the connection ends.
    const HttpServer server([count = 0](const Request&) mutable {
      return ++count == 2 ? Reply{{}, milliseconds{0}, true} : reply(200, std::to_string(count));
    });
    auto connection = connect_to(server.url());
    ASSERT_TRUE(get(connection));
    const auto second = cluster::exchange(connection, {method, "/", {}, "b"},
                                          deadline_in(milliseconds{3000}), kMost);
    EXPECT_EQ(second.has_value(), method != "POST") << method;
    if (second) {
      EXPECT_EQ(second->body, "3");
    }
    EXPECT_EQ(server.requests().size(), method == "POST" ? 2U : 3U) << method;
  }
}

TEST(Http, ANewConnectionThatDiesIsNotRepeated) {
  const HttpServer server(always({{}, milliseconds{0}, true}));
  const auto response = get(server);
  ASSERT_FALSE(response);
  EXPECT_NE(response.error().what.find("closed the connection"), std::string::npos);
  EXPECT_EQ(response.error().where, "127.0.0.1:" + server.port());
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Http, SlowServersMeetTheDeadline) {
  struct Case {
    std::string name;
    Reply reply;
  };
  const std::vector<Case> cases = {
      {"no answer", {{"HTTP/1.1 200 OK\r\n"}, milliseconds{5000}}},
      {"dripping head", {std::vector<std::string>(100, "H"), milliseconds{50}}},
      {"dripping body",
       {{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "a", "b", "c", "d", "e", "f", "g", "h",
         "i"},
        milliseconds{100}}},
  };
  for (const auto& slow : cases) {
    const HttpServer server(always(slow.reply));
    const auto begin = std::chrono::steady_clock::now();
    const auto response = get(server, milliseconds{300});
    const auto took = std::chrono::steady_clock::now() - begin;
    ASSERT_FALSE(response) << slow.name;
    EXPECT_GE(took, milliseconds{40}) << slow.name;
    EXPECT_LT(took, milliseconds{1000}) << slow.name;
    if (slow.name != "dripping head") {
      EXPECT_NE(response.error().what.find("time limit"), std::string::npos)
          << slow.name << ": " << response.error().text();
    }
  }
}

TEST(Http, AServerThatNeverShakesHandsMeetsTheDeadline) {
  // A listener that accepts nothing: the kernel completes the connection, TLS hears nothing.
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener, 4), 0);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  TlsOptions options;
  options.authorities = make_authority("a").certificate;
  auto connection =
      connect_to("https://127.0.0.1:" + std::to_string(ntohs(address.sin_port)), options);
  const auto begin = std::chrono::steady_clock::now();
  const auto response = get(connection, milliseconds{200});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{1000});
  ASSERT_FALSE(response);
  EXPECT_NE(response.error().what.find("time limit"), std::string::npos) << response.error().text();
  ::close(listener);
}

TEST(Http, GarbageIsAnError) {
  const std::string both_lengths =
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::vector<std::string> answers = {
      "SSH-2.0-OpenSSH_9.2\r\n\r\n",
      "HTTP/9.9 200 OK\r\n\r\n",
      "HTTP/1.1 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
      both_lengths + "3\r\nabc\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
      "HTTP/1.1 200 OK\r\n" + std::string(200'000, 'a') + ": b\r\n\r\n",
      std::string("\x00\x01\x02\x03", 4),
      "\r\n\r\n\r\n",
  };
  for (const auto& answer : answers) {
    const HttpServer server(always({{answer}, milliseconds{0}, true}));
    const auto response = get(server);
    EXPECT_FALSE(response) << answer.substr(0, 60);
    EXPECT_EQ(server.requests().size(), 1U);
  }
}

TEST(Http, BodiesHaveALimit) {
  const HttpServer server(always(reply(200, std::string(2000, 'x'))));
  auto connection = connect_to(server.url());
  const auto response =
      cluster::exchange(connection, {"GET", "/"}, deadline_in(milliseconds{3000}), 1999);
  ASSERT_FALSE(response);
  EXPECT_NE(response.error().what.find("1999"), std::string::npos);
  EXPECT_TRUE(cluster::exchange(connection, {"GET", "/"}, deadline_in(milliseconds{3000}), 2000));
}

TEST(Http, NobodyThere) {
  auto connection = connect_to("http://127.0.0.1:1");
  const auto refused = get(connection);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text(),
            "127.0.0.1:1: the server cannot be reached: Connection refused");
  auto nowhere = connect_to("http://name.invalid:1");
  const auto unknown = get(nowhere, milliseconds{2000});
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().what.find("resolved"), std::string::npos) << unknown.error().text();
}

TEST(Http, Ipv6) {
  const HttpServer server(always(reply(200, "six")), nullptr, true);
  if (!server.listening()) {
    GTEST_SKIP() << "no IPv6 on this machine";
  }
  auto connection = connect_to(server.url("[::1]"));
  const auto response = get(connection);
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, "six");
  EXPECT_EQ(server.requests().at(0).headers.at("host"), "[::1]:" + server.port());
}

TEST(Http, NamesAreResolved) {
  const HttpServer server(always(reply(200, "named")));
  auto connection = connect_to(server.url("localhost"));
  const auto response = get(connection);
  ASSERT_TRUE(response) << response.error().text();
  EXPECT_EQ(response->body, "named");
}

}  // namespace

}  // namespace cluster_tests
