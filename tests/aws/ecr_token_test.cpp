#include "aws/ecr_token.h"

#include <gtest/gtest.h>

#include "tests/cluster/http_server.h"

namespace {

using aws::Moment;
using aws::read_token_answer;
using cluster_tests::HttpServer;
using cluster_tests::reply;
using cluster_tests::Request;
using translator::EcrHost;

constexpr auto kGood =
    R"({"authorizationData":[{"authorizationToken":"QVdTOnBsYW50ZWQ=",)"
    R"("expiresAt":1.795467599999E9,)"
    R"("proxyEndpoint":"https://111122223333.dkr.ecr.us-east-1.amazonaws.com"}]})";

const Moment kNow = *aws::parse_time("2026-11-23T09:00:00Z");
const aws::Credentials kKey{"AKIAPLANTED", aws::SecretText("planted-secret-key"), {}};
const EcrHost kTokyo =
    *translator::parse_ecr_host("111122223333.dkr.ecr.ap-northeast-1.amazonaws.com");

TEST(TokenAnswer, OfPrivateAndPublicRegistries) {
  const auto token = read_token_answer(kGood, kNow);
  ASSERT_TRUE(token) << token.error().text();
  EXPECT_EQ(token->authorization.revealed(), "QVdTOnBsYW50ZWQ=");
  EXPECT_EQ(aws::time_text(token->life.expires), "2026-11-23T20:59:59Z");
  EXPECT_FALSE(token->life.clock_is_odd);

  const auto open =
      read_token_answer(R"({"authorizationData":{"authorizationToken":"QVdTOng="}})", kNow);
  ASSERT_TRUE(open) << open.error().text();
  EXPECT_EQ(open->authorization.revealed(), "QVdTOng=");
  EXPECT_EQ(open->life.expires, kNow + aws::kTokenLife);
}

TEST(TokenAnswer, AStrangeEndIsNoReasonToRefuse) {
  const auto token = read_token_answer(
      R"({"authorizationData":[{"authorizationToken":"QVdTOng=","expiresAt":1420070400}]})", kNow);
  ASSERT_TRUE(token) << token.error().text();
  EXPECT_TRUE(token->life.clock_is_odd);
  EXPECT_EQ(token->life.expires, kNow + aws::kTokenLife);
}

// What is no token is refused, and no part of it is in the message.
TEST(TokenAnswer, RefusesWhatIsNone) {
  for (const char* body :
       {"", "planted", "[]", "{}", R"({"authorizationData":[]})",
        R"({"authorizationData":"planted"})", R"({"authorizationData":[{}]})",
        R"({"authorizationData":[{"authorizationToken":7}]})",
        R"({"authorizationData":[{"authorizationToken":""}]})",
        R"({"authorizationData":[{"authorizationToken":"planted!"}]})",
        R"({"authorizationData":[{"authorizationToken":"cGxhbnRlZA=="}]})",     // no colon
        R"({"authorizationData":[{"authorizationToken":"QVdTOg=="}]})",         // no password
        R"({"authorizationData":[{"authorizationToken":"QVdTOmEKYg=="}]})"}) {  // a line break
    const auto token = read_token_answer(body, kNow);
    ASSERT_FALSE(token) << body;
    EXPECT_EQ(token.error().text().find("planted"), std::string::npos) << token.error().text();
  }
}

aws::Network at(const HttpServer& server) {
  aws::Network network;
  network.ecr_endpoint = *cluster::parse_url(server.url());
  return network;
}

cluster::Deadline soon() { return cluster::deadline_in(std::chrono::seconds{3}); }

TEST(EcrToken, AsksAsTheSdksDo) {
  const HttpServer server([](const Request&) { return reply(200, kGood); });
  const auto token = private_ecr_token(kTokyo, kKey, at(server), kNow, soon());
  ASSERT_TRUE(token) << token.error().text();
  const Request request = server.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/");
  EXPECT_EQ(request.body, "{}");
  EXPECT_EQ(request.headers.at("content-type"), "application/x-amz-json-1.1");
  EXPECT_EQ(request.headers.at("x-amz-target"),
            "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken");
  EXPECT_EQ(request.headers.at("authorization")
                .find("AWS4-HMAC-SHA256 Credential=AKIAPLANTED/20261123/ap-northeast-1/ecr/"
                      "aws4_request, "
                      "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature="),
            0U);
}

TEST(EcrToken, OfThePublicGalleryIsAskedForInItsOnlyRegion) {
  const HttpServer server([](const Request&) {
    return reply(200, R"({"authorizationData":{"authorizationToken":"QVdTOng="}})");
  });
  const auto token = public_ecr_token(kKey, at(server), kNow, soon());
  ASSERT_TRUE(token) << token.error().text();
  const Request request = server.requests().at(0);
  EXPECT_EQ(request.headers.at("x-amz-target"), "SpencerFrontendService.GetAuthorizationToken");
  EXPECT_NE(request.headers.at("authorization").find("/us-east-1/ecr-public/aws4_request"),
            std::string::npos);
}

TEST(EcrToken, TellsARefusalWithoutTheKeys) {
  const HttpServer server([](const Request& request) {
    return reply(400, R"({"__type":"UnrecognizedClientException","message":"no such key: )" +
                          request.headers.at("authorization").substr(28, 11) + R"("})");
  });
  const auto token = private_ecr_token(kTokyo, kKey, at(server), kNow, soon());
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().what, "AWS answers with HTTP status 400");
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(EcrToken, TriesAgainWhatFailsForAMoment) {
  int calls = 0;
  const HttpServer server(
      [&calls](const Request&) { return ++calls < 3 ? reply(500, "") : reply(200, kGood); });
  EXPECT_TRUE(private_ecr_token(kTokyo, kKey, at(server), kNow, soon()));
  EXPECT_EQ(calls, 3);
}

// A certificate that nobody vouches for never sees a signature.
TEST(EcrToken, NeedsACertificateThatIsAccepted) {
  const auto authority = cluster_tests::make_authority("ours");
  const auto identity = cluster_tests::issue(authority, "server", {"IP:127.0.0.1"});
  const HttpServer server([](const Request&) { return reply(200, kGood); }, &identity);
  aws::Network network = at(server);
  network.authorities = cluster_tests::make_authority("another").certificate;
  EXPECT_FALSE(private_ecr_token(kTokyo, kKey, network, kNow, soon()));
  EXPECT_TRUE(server.requests().empty());
  network.authorities = authority.certificate;
  const auto token = private_ecr_token(kTokyo, kKey, network, kNow, soon());
  EXPECT_TRUE(token) << token.error().text();
}

TEST(EcrToken, AsksNobodyForAnUnknownRegion) {
  const HttpServer server([](const Request&) { return reply(200, kGood); });
  const auto host = translator::parse_ecr_host("111122223333.dkr.ecr.x.amazonaws.com");
  ASSERT_TRUE(host);
  EXPECT_FALSE(private_ecr_token(*host, kKey, at(server), kNow, soon()));
  EXPECT_TRUE(server.requests().empty());
}

}  // namespace
