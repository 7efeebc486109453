// The client of AWS, and the CLI as a program, against moto's ECR and STS over TLS.

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>

#include "aws/credential_sources.h"
#include "aws/ecr_token.h"
#include "aws/pull_secret.h"
#include "aws/token_source.h"
#include "cmd/memory_cluster.h"
#include "cmd/temporary_folder.h"
#include "tests/cli/run_program.h"
#include "translator/base64.h"

namespace {

using testing::HasSubstr;
using testing::Not;
using translator::Json;

constexpr const char* kTokyo = "111122223333.dkr.ecr.ap-northeast-1.amazonaws.com";
constexpr const char* kIreland = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

class Moto : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_NE(variable("EKS2GKE_MOTO_URL"), "") << "run scripts/ecr-tests";
    const auto made = aws::network_of([](const std::string& name) {
      return name == "AWS_CA_BUNDLE"                 ? variable("EKS2GKE_MOTO_CA")
             : name.starts_with("AWS_ENDPOINT_URL_") ? variable("EKS2GKE_MOTO_URL")
                                                     : std::string();
    });
    ASSERT_TRUE(made) << made.error().text();
    network = *made;
  }

  [[nodiscard]] aws::Occasion occasion() const {
    return {network, aws::system_now(), cluster::deadline_in(std::chrono::seconds{20})};
  }

  aws::Network network;
};

const std::map<std::string, std::string> kKeys = {{"AWS_ACCESS_KEY_ID", "AKIAPLANTED"},
                                                  {"AWS_SECRET_ACCESS_KEY", "planted-key"}};

// moto's expiresAt is a day of 2015: the token counts all the same, and the clock is told.
TEST_F(Moto, GivesATokenWithAnOddEnd) {
  const auto own = credentials_of_secret(kKeys, "eu-west-1", occasion());
  ASSERT_TRUE(own) << own.error().text();
  const auto now = aws::system_now();
  const auto token = private_ecr_token(*translator::parse_ecr_host(kTokyo), *own, network, now,
                                       cluster::deadline_in(std::chrono::seconds{20}));
  ASSERT_TRUE(token) << token.error().text();
  EXPECT_THAT(translator::base64_decoded(token->authorization.revealed()).value_or(""),
              testing::StartsWith("AWS:"));
  EXPECT_TRUE(token->life.clock_is_odd);
  EXPECT_EQ(token->life.expires, now + aws::kTokenLife);
}

TEST_F(Moto, AssumesARole) {
  auto data = kKeys;
  data["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/pull";
  const auto own = credentials_of_secret(data, "eu-west-1", occasion());
  ASSERT_TRUE(own) << own.error().text();
  EXPECT_NE(own->access_key_id, "AKIAPLANTED");
  EXPECT_FALSE(own->session_token.empty());
}

TEST_F(Moto, AssumesARoleWithAWebIdentity) {
  const auto own =
      credentials_of_secret({{"AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/pull"},
                             {"AWS_WEB_IDENTITY_TOKEN", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."}},
                            "eu-west-1", occasion());
  ASSERT_TRUE(own) << own.error().text();
  EXPECT_FALSE(own->session_token.empty());
}

TEST_F(Moto, IsNotBelievedWithoutItsCertificate) {
  network.authorities.clear();
  const auto own = credentials_of_secret(kKeys, "eu-west-1", occasion());
  ASSERT_TRUE(own);
  EXPECT_FALSE(private_ecr_token(*translator::parse_ecr_host(kTokyo), *own, network,
                                 aws::system_now(),
                                 cluster::deadline_in(std::chrono::seconds{20})));
}

// Two accounts in two regions, one Secret; then the same again, which writes nothing.
TEST_F(Moto, TheCommandRenews) {
  auto cluster = cmd::MemoryCluster::start();
  ASSERT_TRUE(cluster);
  aws::EcrTokens old;
  for (const char* host : {kTokyo, kIreland}) {
    old.emplace(host, aws::EcrToken{aws::SecretText("b2xkOm9sZA=="), {}});
  }
  (*cluster)->with_objects([&](cmd::MemoryObjects& objects) {
    objects.create({"", "namespaces", "", ""},
                   {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "shop"}}}});
    return objects.create({"", "secrets", "shop", ""},
                          aws::new_pull_secret("regcred", "shop", old));
  });
  const auto folder = cmd::TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const std::string kubeconfig = (folder->path() / "config").string();
  std::ofstream(kubeconfig) << (*cluster)->kubeconfig();

  cli_tests::Program program;
  program.words = {CLI_BINARY, "pull-secrets", "refresh", "--registry",
                   std::string(kTokyo) + "," + kIreland};
  program.folder = folder->path().string();
  program.environment = {{"KUBECONFIG", kubeconfig},
                         {"HOME", folder->path().string()},
                         {"AWS_ENDPOINT_URL", "https://must-not-be-asked.invalid"},
                         {"AWS_ENDPOINT_URL_ECR", variable("EKS2GKE_MOTO_URL")},
                         {"AWS_CA_BUNDLE", variable("EKS2GKE_MOTO_CA")}};
  program.environment.insert(kKeys.begin(), kKeys.end());

  const auto first = run(program);
  EXPECT_EQ(first.exit, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("renewed"));
  EXPECT_THAT(first.out, HasSubstr("check the clock"));
  const Json renewed = (*cluster)->with_objects([](cmd::MemoryObjects& objects) {
    return objects.get({"", "secrets", "shop", "regcred"}).body;
  });
  const auto config = translator::base64_decoded(
      translator::string_at(renewed, translator::Pointer("/data/.dockerconfigjson")).value_or(""));
  ASSERT_TRUE(config);
  EXPECT_THAT(*config, HasSubstr(kTokyo));
  EXPECT_THAT(*config, HasSubstr(kIreland));
  EXPECT_THAT(*config, Not(HasSubstr("b2xkOm9sZA==")));

  const auto second = run(program);
  EXPECT_EQ(second.exit, 0) << second.err;
  EXPECT_THAT(second.out, Not(HasSubstr("renewed")));
  for (const std::string& text : {first.out, first.err, second.out, second.err}) {
    EXPECT_THAT(text, Not(HasSubstr("planted-key")));
    EXPECT_THAT(text, Not(HasSubstr("AKIAPLANTED")));
    EXPECT_THAT(text, Not(HasSubstr("QVdTO")));  // base64 of "AWS:"
  }
}

TEST_F(Moto, WithoutCredentialsTheCommandSaysWhatWasTried) {
  auto cluster = cmd::MemoryCluster::start();
  ASSERT_TRUE(cluster);
  (*cluster)->with_objects([](cmd::MemoryObjects& objects) {
    objects.create({"", "namespaces", "", ""},
                   {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "shop"}}}});
    aws::EcrTokens old;
    old.emplace(kTokyo, aws::EcrToken{aws::SecretText("b2xkOm9sZA=="), {}});
    return objects.create({"", "secrets", "shop", ""},
                          aws::new_pull_secret("regcred", "shop", old));
  });
  const auto folder = cmd::TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const std::string kubeconfig = (folder->path() / "config").string();
  std::ofstream(kubeconfig) << (*cluster)->kubeconfig();
  cli_tests::Program program;
  program.words = {CLI_BINARY, "pull-secrets", "refresh", "--registry", kTokyo};
  program.folder = folder->path().string();
  program.environment = {{"KUBECONFIG", kubeconfig}, {"HOME", folder->path().string()}};
  const auto outcome = run(program);
  EXPECT_EQ(outcome.exit, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("access keys: not set up; web identity: not set up; profile: "
                                     "not set up"));
}

}  // namespace
