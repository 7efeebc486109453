#include "cmd/pull_secrets.h"

#include <gmock/gmock.h>

#include "aws/pull_secret.h"
#include "cluster/url.h"
#include "cmd/memory_cluster.h"
#include "tests/cluster/http_server.h"
#include "translator/base64.h"

// The cluster in memory on one side, an ECR that answers as the test says on the other.

namespace cmd {
namespace {

using cluster_tests::HttpServer;
using cluster_tests::reply;
using cluster_tests::Request;
using testing::HasSubstr;
using testing::Not;
using translator::Json;
using Rows = std::vector<PullSecretRow>;
using State = PullSecretRow::State;

constexpr const char* kTokyo = "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com";
constexpr const char* kIreland = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";

aws::Moment at(const char* time) { return *aws::parse_time(time); }

aws::EcrTokens old_tokens(const std::vector<const char*>& hosts, const char* issued) {
  aws::EcrTokens tokens;
  for (const char* host : hosts) {
    tokens.emplace(host, aws::EcrToken{aws::SecretText("b2xkOm9sZA=="),
                                       aws::token_life(at(issued), std::nullopt)});
  }
  return tokens;
}

class PullSecrets : public testing::Test {
 protected:
  PullSecrets() : ecr_([this](const Request& request) { return answer(request); }) {}

  void SetUp() override {
    auto started = MemoryCluster::start();
    ASSERT_TRUE(started);
    cluster_ = std::move(*started);
    for (const char* name : {"shop", "pay"}) {
      put("namespaces",
          {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
    }
    cluster::ClusterAccess access;
    access.server = *cluster::parse_url(cluster_->url());
    access.token = cluster_->token();
    auto client = cluster::KubernetesClient::make(access);
    ASSERT_TRUE(client) << client.error().text();
    client_ = std::make_unique<cluster::KubernetesClient>(std::move(*client));
  }

  void put(const char* plural, const Json& object) {
    const auto stored = cluster_->with_objects([&](MemoryObjects& objects) {
      return objects.create({"", plural, translator::namespace_of(object), ""}, object);
    });
    ASSERT_TRUE(stored.ok()) << stored.body.dump();
  }
  void put_secret(const char* name, const char* name_space, const std::vector<const char*>& hosts,
                  const char* issued) {
    put("secrets", aws::new_pull_secret(name, name_space, old_tokens(hosts, issued)));
  }
  [[nodiscard]] Json secret(const char* name_space, const char* name) {
    return cluster_->with_objects([&](MemoryObjects& objects) {
      return objects.get({"", "secrets", name_space, name}).body;
    });
  }
  [[nodiscard]] std::string config(const char* name_space, const char* name) {
    const auto text = translator::string_at(secret(name_space, name),
                                            translator::Pointer("/data/.dockerconfigjson"));
    return translator::base64_decoded(text.value_or("")).value_or("");
  }
  [[nodiscard]] Rows refresh(const PullSecretScope& scope) {
    aws::Network network;
    network.ecr_endpoint = *cluster::parse_url(ecr_.url());
    aws::TokenSource tokens(
        [](const std::string&, const aws::Occasion&) {
          return translator::Result<aws::Credentials>(
              aws::Credentials{"AKIA", aws::SecretText("planted-key"), {}});
        },
        network, std::chrono::seconds{5}, [this] { return now; });
    auto rows = refresh_pull_secrets(*client_, tokens, scope);
    EXPECT_TRUE(rows) << rows.error().text();
    return rows ? *rows : Rows{};
  }
  [[nodiscard]] std::size_t asked() const { return ecr_.requests().size(); }
  [[nodiscard]] std::size_t writes() const {
    std::size_t count = 0;
    for (const std::string& request : cluster_->requests()) {
      count += request.starts_with("GET") ? 0 : 1;
    }
    return count;
  }

  cluster_tests::Reply answer(const Request& request) const {
    if (!failing_region.empty() &&
        request.headers.at("authorization").find(failing_region) != std::string::npos) {
      return reply(400, R"({"__type":"AccessDeniedException","message":"no"})");
    }
    return reply(200, R"({"authorizationData":[{"authorizationToken":"QVdTOm5ldw=="}]})");
  }

  aws::Moment now = at("2026-11-23T09:00:00Z");
  std::string failing_region;
  std::unique_ptr<cluster::KubernetesClient> client_;

 private:
  std::unique_ptr<MemoryCluster> cluster_;
  HttpServer ecr_;
};

const PullSecretScope kBoth{{kTokyo, kIreland}, {"*"}, false};

TEST_F(PullSecrets, RenewsWhatIsDue) {
  put_secret("regcred", "shop", {kTokyo, kIreland}, "2026-11-23T01:00:00Z");
  const Rows rows = refresh(kBoth);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].state, State::renewed) << rows[0].reason;
  EXPECT_EQ(rows[0].expires, "2026-11-23T21:00:00Z");
  EXPECT_EQ(config("shop", "regcred"), std::string(R"({"auths":{")") + kTokyo +
                                           R"(":{"auth":"QVdTOm5ldw=="},")" + kIreland +
                                           R"(":{"auth":"QVdTOm5ldw=="}}})");
  EXPECT_EQ(aws::token_lives(secret("shop", "regcred")).at(kTokyo).issued, now);
  EXPECT_EQ(asked(), 2U);
  EXPECT_FALSE(has_failures(rows));
}

TEST_F(PullSecrets, WritesNothingTheSecondTime) {
  put_secret("regcred", "shop", {kTokyo}, "2026-11-23T01:00:00Z");
  EXPECT_EQ(refresh(kBoth).at(0).state, State::renewed);
  const std::size_t before = writes();
  now += std::chrono::hours{5};
  EXPECT_EQ(refresh(kBoth).at(0).state, State::fresh);
  EXPECT_EQ(writes(), before);
  PullSecretScope force = kBoth;
  force.force = true;
  EXPECT_EQ(refresh(force).at(0).state, State::renewed);
  EXPECT_EQ(writes(), before + 1);
}

TEST_F(PullSecrets, OneRegionIsAskedOnceForManySecrets) {
  put_secret("a", "shop", {kTokyo}, "2026-11-23T01:00:00Z");
  put_secret("b", "shop", {kTokyo}, "2026-11-23T01:00:00Z");
  put_secret("c", "pay", {kTokyo}, "2026-11-23T01:00:00Z");
  EXPECT_EQ(refresh(kBoth).size(), 3U);
  EXPECT_EQ(asked(), 1U);
}

TEST_F(PullSecrets, OneFailingRegionStopsNoOther) {
  failing_region = "eu-west-1";
  put_secret("a", "pay", {kIreland}, "2026-11-23T01:00:00Z");
  put_secret("b", "shop", {kTokyo, kIreland}, "2026-11-23T01:00:00Z");
  const Rows rows = refresh(kBoth);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].state, State::failed);
  EXPECT_THAT(rows[0].reason, HasSubstr("AccessDeniedException"));
  EXPECT_EQ(rows[1].state, State::renewed);
  EXPECT_EQ(rows[2].state, State::failed);
  EXPECT_THAT(config("shop", "b"), HasSubstr(std::string(kTokyo) + R"(":{"auth":"QVdTOm5ldw==")"));
  EXPECT_THAT(config("shop", "b"),
              HasSubstr(std::string(kIreland) + R"(":{"auth":"b2xkOm9sZA==")"));
  EXPECT_EQ(config("pay", "a"),
            std::string(R"({"auths":{")") + kIreland + R"(":{"auth":"b2xkOm9sZA=="}}})");
  EXPECT_TRUE(has_failures(rows));
}

// Whoever may write Secrets can copy the mark: the list of the operator decides.
TEST_F(PullSecrets, AMarkAloneGivesNobodyAToken) {
  put_secret("mine", "shop", {kTokyo}, "2026-11-23T01:00:00Z");
  const Rows rows = refresh({{kIreland}, {"*"}, true});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].state, State::not_listed);
  EXPECT_TRUE(has_failures(rows));
  EXPECT_EQ(asked(), 0U);
  EXPECT_THAT(config("shop", "mine"), Not(HasSubstr("QVdTOm5ldw==")));
}

TEST_F(PullSecrets, OnlyInTheNamedNamespaces) {
  put_secret("a", "shop", {kTokyo}, "2026-11-23T01:00:00Z");
  put_secret("b", "pay", {kTokyo}, "2026-11-23T01:00:00Z");
  const Rows rows = refresh({{kTokyo}, {"pay"}, false});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].name_space, "pay");
  EXPECT_THAT(config("shop", "a"), HasSubstr("b2xkOm9sZA=="));
}

TEST_F(PullSecrets, WithoutTheLabelAreSomebodyElses) {
  Json other = aws::new_pull_secret("other", "shop", old_tokens({kTokyo}, "2026-11-23T01:00:00Z"));
  other["metadata"].erase("labels");
  put("secrets", other);
  EXPECT_TRUE(refresh(kBoth).empty());
}

// The mark is lost or broken: the Secret is renewed all the same.
TEST_F(PullSecrets, AnUnreadableMarkIsDue) {
  Json broken =
      aws::new_pull_secret("broken", "shop", old_tokens({kTokyo}, "2026-11-23T08:00:00Z"));
  broken["metadata"]["annotations"]["eks2gke.io/ecr-tokens"] = "{";
  put("secrets", broken);
  EXPECT_EQ(refresh(kBoth).at(0).state, State::renewed);
}

TEST_F(PullSecrets, ABrokenSecretIsToldAndStays) {
  Json broken =
      aws::new_pull_secret("broken", "shop", old_tokens({kTokyo}, "2026-11-23T01:00:00Z"));
  broken["data"][".dockerconfigjson"] = "planted";
  put("secrets", broken);
  const Rows rows = refresh(kBoth);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].state, State::failed);
  EXPECT_THAT(rows[0].reason, HasSubstr("cannot be read"));
  EXPECT_THAT(rows[0].reason, Not(HasSubstr("planted")));
  EXPECT_EQ(secret("shop", "broken")["data"][".dockerconfigjson"], "planted");
}

TEST_F(PullSecrets, ListShowsLifeAndUsers) {
  put_secret("regcred", "shop", {kTokyo}, "2026-11-23T01:00:00Z");
  put_secret("old", "pay", {kTokyo}, "2026-11-20T01:00:00Z");
  put("pods", {{"apiVersion", "v1"},
               {"kind", "Pod"},
               {"metadata", {{"name", "web"}, {"namespace", "shop"}}},
               {"spec", {{"imagePullSecrets", {{{"name", "regcred"}}}}}}});
  put("serviceaccounts", {{"apiVersion", "v1"},
                          {"kind", "ServiceAccount"},
                          {"metadata", {{"name", "default"}, {"namespace", "shop"}}},
                          {"imagePullSecrets", {{{"name", "regcred"}}}}});
  const auto rows = list_pull_secrets(*client_, {}, now);
  ASSERT_TRUE(rows) << rows.error().text();
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].name, "old");
  EXPECT_EQ((*rows)[0].reason, "the token is dead");
  EXPECT_EQ((*rows)[1].state, State::fresh);
  EXPECT_THAT((*rows)[1].users, testing::ElementsAre("Pod web", "ServiceAccount default"));
  EXPECT_THAT(to_text(*rows, true), HasSubstr("shop/regcred"));
  const std::string json = to_json(*rows).dump();
  EXPECT_THAT(json, HasSubstr(R"("expires":"2026-11-23T13:00:00Z")"));
  EXPECT_THAT(json, Not(HasSubstr("b2xkOm9sZA")));
}

}  // namespace
}  // namespace cmd
