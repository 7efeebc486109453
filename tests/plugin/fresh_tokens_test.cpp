// Execute with the strategy refresh: pull Secrets come back with fresh tokens.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/pull_secret.h"
#include "tests/plugin/in_process_server.h"
#include "tests/plugin/scripted_cluster.h"
#include "translator/base64.h"
#include "translator/json.h"

namespace plugin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using translator::Json;

const std::string kTokyo = "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com";
const std::string kIreland = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";

constexpr const char* kRestore = R"({"metadata":{"name":"r1","namespace":"velero","uid":"u-1"},
  "spec":{"backupName":"b1","namespaceMapping":{"shop":"shop-new"}}})";

const std::string kSettings =
    "pullSecrets:\n  strategy: refresh\n  credentials: {secret: ecr-credentials}\n  registries: [" +
    kTokyo + ", " + kIreland + "]\n";

std::string pull_secret(const std::string& config) {
  return Json{{"apiVersion", "v1"},
              {"kind", "Secret"},
              {"metadata", {{"name", "regcred"}, {"namespace", "shop"}}},
              {"type", "kubernetes.io/dockerconfigjson"},
              {"data", {{".dockerconfigjson", translator::base64_encoded(config)}}}}
      .dump();
}

std::string entry(const std::string& host, const std::string& auth) {
  return "\"" + host + R"(":{"auth":")" + auth + "\"}";
}

class FreshTokens : public testing::Test {
 protected:
  [[nodiscard]] std::string execute(const std::string& item) const {
    return server_.execute("eks2gke.io/pull-secret", item, kRestore).item();
  }
  [[nodiscard]] static std::string config_of(const std::string& item) {
    return translator::base64_decoded(
               translator::string_at(Json::parse(item),
                                     translator::Pointer("/data/.dockerconfigjson"))
                   .value_or(""))
        .value_or("");
  }
  [[nodiscard]] std::string log() const {
    std::string text;
    for (const nlohmann::json& line : server_.captured.lines()) {
      text += line.dump() + "\n";
    }
    return text;
  }

  ScriptedCluster cluster_;
  InProcessServer server_{cluster_};
};

TEST_F(FreshTokens, GoIntoTheListedHostsOnly) {
  cluster_.set_settings(kSettings);
  const std::string other = R"("docker.io": {"auth":"a2VlcDptZQ==" })";
  const std::string answer = execute(pull_secret(
      "{\"auths\":{" + other + "," + entry(kTokyo, "b2xk") + "," + entry(kIreland, "b2xk") + "," +
      entry("777788889999.dkr.ecr.eu-west-1.amazonaws.com", "b2xk") + "}}"));
  EXPECT_EQ(config_of(answer), "{\"auths\":{" + other + "," + entry(kTokyo, "QVdTOm5ldw==") + "," +
                                   entry(kIreland, "QVdTOm5ldw==") + "," +
                                   entry("777788889999.dkr.ecr.eu-west-1.amazonaws.com", "b2xk") +
                                   "}}");
  const Json secret = Json::parse(answer);
  EXPECT_EQ(secret["metadata"]["labels"]["eks2gke.io/pull-secret"], "ecr");
  EXPECT_EQ(aws::token_lives(secret).size(), 2U);
  EXPECT_EQ(secret["metadata"]["name"], "regcred");
  EXPECT_THAT(log(), HasSubstr("good for twelve hours"));
  EXPECT_THAT(log(),
              HasSubstr("777788889999.dkr.ecr.eu-west-1.amazonaws.com). ECR tokens are dead"));
}

TEST_F(FreshTokens, AreNeverLogged) {
  cluster_.set_settings(kSettings);
  (void)execute(pull_secret("{\"auths\":{" + entry(kTokyo, "cGxhbnRlZA==") + "}}"));
  for (const char* secret : {"QVdTOm5ldw", "AWS:new", "cGxhbnRlZA", "planted"}) {
    EXPECT_THAT(log(), Not(HasSubstr(secret)));
  }
}

TEST_F(FreshTokens, ByDefaultNobodyIsAskedAndTheBytesStay) {
  const std::string item = pull_secret("{\"auths\":{" + entry(kTokyo, "b2xk") + "}}");
  EXPECT_EQ(execute(item), item);
  EXPECT_THAT(cluster_.asked_for_tokens, IsEmpty());
}

TEST_F(FreshTokens, OnlyInTheListedNamespaces) {
  cluster_.set_settings(kSettings + "  namespaces: [shop-new, pay]\n");
  const std::string item = pull_secret("{\"auths\":{" + entry(kTokyo, "b2xk") + "}}");
  EXPECT_EQ(execute(item), item);
  EXPECT_THAT(cluster_.asked_for_tokens, IsEmpty());
}

TEST_F(FreshTokens, AFailureKeepsTheOldTokenAndIsTold) {
  cluster_.set_settings(kSettings);
  cluster_.token_fails = "AWS answers with HTTP status 400: ExpiredTokenException";
  cluster_.token_fails_in = "eu-west-1";
  const std::string answer = execute(
      pull_secret("{\"auths\":{" + entry(kTokyo, "b2xk") + "," + entry(kIreland, "b2xk") + "}}"));
  EXPECT_EQ(config_of(answer),
            "{\"auths\":{" + entry(kTokyo, "QVdTOm5ldw==") + "," + entry(kIreland, "b2xk") + "}}");
  EXPECT_THAT(cluster_.asked_for_tokens,
              ElementsAre("111122223333 ap-northeast-1", "444455556666 eu-west-1"));
  EXPECT_THAT(log(), HasSubstr("No fresh token could be had, so the old one is kept: api.ecr: AWS "
                               "answers with HTTP status 400: ExpiredTokenException."));
  EXPECT_THAT(log(), HasSubstr("(" + kIreland + "). ECR tokens are dead"));
}

TEST_F(FreshTokens, AnOddClockIsToldAndNoObstacle) {
  cluster_.set_settings(kSettings);
  cluster_.token_is_odd = true;
  const std::string answer = execute(pull_secret("{\"auths\":{" + entry(kTokyo, "b2xk") + "}}"));
  EXPECT_THAT(config_of(answer), HasSubstr("QVdTOm5ldw=="));
  EXPECT_THAT(log(), HasSubstr("Check the clock"));
}

TEST_F(FreshTokens, ABrokenSecretStaysAsItIs) {
  cluster_.set_settings(kSettings);
  const std::string item = pull_secret("planted");
  EXPECT_EQ(execute(item), item);
  EXPECT_THAT(cluster_.asked_for_tokens, IsEmpty());
}

TEST_F(FreshTokens, AHelperGetsATokenBesideIt) {
  cluster_.set_settings(kSettings);
  const std::string answer =
      execute(pull_secret("{\"credHelpers\":{\"" + kTokyo + "\":\"ecr-login\"}}"));
  EXPECT_EQ(config_of(answer), "{\"auths\":{" + entry(kTokyo, "QVdTOm5ldw==") +
                                   "},\"credHelpers\":{\"" + kTokyo + "\":\"ecr-login\"}}");
}

}  // namespace
}  // namespace plugin
