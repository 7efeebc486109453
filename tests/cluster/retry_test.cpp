#include "cluster/retry.h"

#include <gtest/gtest.h>

#include "cluster/kubernetes_client.h"
#include "tests/cluster/http_server.h"

namespace cluster_tests {

namespace {

using cluster::ApiError;
using cluster::ClusterAccess;
using cluster::FailedAttempt;
using cluster::KubernetesClient;
using cluster::ObjectAddress;
using cluster::pause_before_retry;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using translator::Json;

const ObjectAddress kService{"v1", "services", "shop", "web"};
const ObjectAddress kServices{"v1", "services", "shop", ""};

KubernetesClient client_of(const HttpServer& server, milliseconds limit = seconds{5}) {
  ClusterAccess access;
  access.server = *cluster::parse_url(server.url());
  cluster::ClientOptions options;
  options.call_limit = limit;
  return std::move(*KubernetesClient::make(access, options));
}

// Answers with the replies in turn, then with an object.
HttpServer::Handler first(std::vector<Reply> replies) {
  auto next = std::make_shared<std::atomic<std::size_t>>(0);
  return [replies = std::move(replies), next](const Request&) {
    const std::size_t index = (*next)++;
    return index < replies.size() ? replies[index] : json_reply(200, {{"kind", "Service"}});
  };
}

Reply status_with_retry_after(int status, const std::string& after) {
  return reply(status, R"({"kind":"Status","message":"too many requests"})",
               "Retry-After: " + after + "\r\n");
}

Reply cut() {
  return {{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"kind\":"}, milliseconds{0}, true};
}

TEST(PauseBeforeRetry, GrowsAndEnds) {
  const auto later = steady_clock::now() + seconds{60};
  milliseconds least{100};
  for (int number = 1; number <= 4; ++number, least *= 2) {
    const auto pause = pause_before_retry({.number = number, .status = 503}, later);
    ASSERT_TRUE(pause);
    EXPECT_GE(*pause, least);
    EXPECT_LE(*pause, 2 * least);
  }
  EXPECT_FALSE(pause_before_retry({.number = 5, .status = 503}, later));
}

TEST(PauseBeforeRetry, OnlyForWhatPassesByItself) {
  const auto later = steady_clock::now() + seconds{60};
  for (const unsigned status : {200U, 400U, 401U, 403U, 404U, 409U, 422U}) {
    EXPECT_FALSE(pause_before_retry({.status = status}, later)) << status;
  }
  for (const unsigned status : {0U, 429U, 500U, 502U, 503U, 504U}) {
    EXPECT_TRUE(pause_before_retry({.status = status}, later)) << status;
  }
  for (const unsigned status : {0U, 500U, 502U, 504U}) {
    EXPECT_FALSE(pause_before_retry({.status = status, .repeatable = false}, later)) << status;
  }
  for (const unsigned status : {429U, 503U}) {
    EXPECT_TRUE(pause_before_retry({.status = status, .repeatable = false}, later)) << status;
  }
}

TEST(PauseBeforeRetry, NotBeyondTheDeadline) {
  const auto soon = steady_clock::now() + milliseconds{500};
  EXPECT_FALSE(pause_before_retry({.status = 429, .retry_after = seconds{1}}, soon));
  EXPECT_TRUE(pause_before_retry({.status = 429, .retry_after = seconds{0}}, soon));
  EXPECT_FALSE(pause_before_retry({.status = 429, .retry_after = seconds::max()}, soon));
}

TEST(Retry, AfterTheTimeThatTheServerNames) {
  const HttpServer server(first({status_with_retry_after(429, "1")}));
  auto client = client_of(server);
  const auto start = steady_clock::now();
  ASSERT_TRUE(client.get(kService));
  EXPECT_GE(steady_clock::now() - start, seconds{1});
  EXPECT_LT(steady_clock::now() - start, milliseconds{1800});
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Retry, NotWhenTheServerAsksForMoreTimeThanThereIs) {
  const HttpServer server(first({status_with_retry_after(429, "120")}));
  auto client = client_of(server);
  const auto start = steady_clock::now();
  const auto answer = client.get(kService);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "too many requests");
  EXPECT_EQ(answer.error().http_status, 429U);
  EXPECT_LT(steady_clock::now() - start, seconds{1});
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Retry, WhenTheConnectionIsCutInTheMiddleOfAnAnswer) {
  const HttpServer server(first({cut(), cut()}));
  auto client = client_of(server);
  EXPECT_TRUE(client.merge_patch(kService, Json::object()));
  EXPECT_EQ(server.requests().size(), 3U);
}

TEST(Retry, ACreateThatMayHaveHappenedIsNotRepeated) {
  const HttpServer server(first({cut()}));
  auto client = client_of(server);
  const auto answer = client.create(kServices, Json::object());
  EXPECT_TRUE(answer.failed_with(ApiError::Kind::unreachable));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Retry, ACreateThatTheServerTurnedAwayIsRepeated) {
  const HttpServer server(first({status_with_retry_after(429, "0")}));
  auto client = client_of(server);
  EXPECT_TRUE(client.create(kServices, Json::object()));
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Retry, GivesUpWithTheLastWordsOfTheServer) {
  const HttpServer server(
      [](const Request&) { return status_reply(500, "InternalError", "etcd has no leader"); });
  auto client = client_of(server);
  const auto start = steady_clock::now();
  const auto answer = client.get(kService);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "etcd has no leader");
  EXPECT_LT(steady_clock::now() - start, seconds{4});
  EXPECT_EQ(server.requests().size(), 5U);
}

TEST(Retry, NobodyListensAndTheTimeIsBounded) {
  std::string port;
  {
    const HttpServer gone(first({}));
    port = gone.port();
  }
  ClusterAccess access;
  access.server = *cluster::parse_url("http://127.0.0.1:" + port);
  cluster::ClientOptions options;
  options.call_limit = milliseconds{600};
  auto client = std::move(*KubernetesClient::make(access, options));
  const auto start = steady_clock::now();
  EXPECT_TRUE(client.get(kService).failed_with(ApiError::Kind::unreachable));
  EXPECT_LT(steady_clock::now() - start, milliseconds{900});
}

}  // namespace

}  // namespace cluster_tests
