#include "aws/credential_sources.h"

#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "aws/token_life.h"
#include "tests/cluster/http_server.h"
#include "tests/cluster/temporary_folder.h"

namespace {

using aws::Credentials;
using cluster_tests::HttpServer;
using cluster_tests::reply;
using cluster_tests::Request;
using translator::Result;

using Values = std::map<std::string, std::string>;

constexpr const char* kRoleAnswer =
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
    "<SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-session+/=</SessionToken>"
    "<Expiration>2026-11-23T10:00:00Z</Expiration></Credentials></AssumeRoleResult>"
    "</AssumeRoleResponse>";

// STS that answers with a role's credentials, or with what the test says.
class Sources : public ::testing::Test {
 protected:
  Sources() : server_([this](const Request&) { return answer; }) {
    network_.sts_endpoint = *cluster::parse_url(server_.url());
  }

  [[nodiscard]] aws::Occasion occasion() const {
    return {network_, *aws::parse_time("2026-11-23T09:00:00Z"),
            cluster::deadline_in(std::chrono::seconds{3})};
  }
  [[nodiscard]] Result<Credentials> of_variables(Values values) const {
    values.emplace("HOME", folder.path().string());
    const aws::Variables variables = [&values](const std::string& name) {
      const auto found = values.find(name);
      return found == values.end() ? std::string() : found->second;
    };
    return credentials_of_variables(variables, "eu-west-1", occasion());
  }
  [[nodiscard]] Result<Credentials> of_secret(const Values& data) const {
    return credentials_of_secret(data, "eu-west-1", occasion());
  }
  [[nodiscard]] std::vector<Request> requests() const { return server_.requests(); }

  std::string write(const std::string& name, const std::string& text) {
    const auto path = folder.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return path.string();
  }

  cluster_tests::TemporaryFolder folder;
  cluster_tests::Reply answer = reply(200, kRoleAnswer);

 private:
  HttpServer server_;
  aws::Network network_;
};

void expect_role(const Result<Credentials>& credentials) {
  ASSERT_TRUE(credentials) << credentials.error().text();
  EXPECT_EQ(credentials->access_key_id, "ASIAROLE");
  EXPECT_EQ(credentials->secret_access_key.revealed(), "role-secret");
  EXPECT_EQ(credentials->session_token.revealed(), "role-session+/=");
}

TEST_F(Sources, KeysInVariables) {
  const auto credentials = of_variables({{"AWS_ACCESS_KEY_ID", "AKIA"},
                                         {"AWS_SECRET_ACCESS_KEY", "secret"},
                                         {"AWS_SESSION_TOKEN", "session"},
                                         {"AWS_ROLE_ARN", "arn:aws:iam::1:role/unused"}});
  ASSERT_TRUE(credentials) << credentials.error().text();
  EXPECT_EQ(credentials->access_key_id, "AKIA");
  EXPECT_EQ(credentials->secret_access_key.revealed(), "secret");
  EXPECT_EQ(credentials->session_token.revealed(), "session");
  EXPECT_TRUE(requests().empty());
}

TEST_F(Sources, WebIdentityOfAFile) {
  const std::string file = write("token", "eyJ.planted.jwt\n");
  expect_role(of_variables({{"AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/pull"},
                            {"AWS_WEB_IDENTITY_TOKEN_FILE", file}}));
  const Request request = requests().at(0);
  EXPECT_EQ(request.headers.count("authorization"), 0U);
  EXPECT_EQ(request.body,
            "Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fpull&"
            "RoleSessionName=eks2gke&Action=AssumeRoleWithWebIdentity&"
            "WebIdentityToken=eyJ.planted.jwt");
}

TEST_F(Sources, ProfileThatAssumesARole) {
  write(".aws/credentials", "[base]\naws_access_key_id=AKIABASE\naws_secret_access_key=planted\n");
  write(".aws/config",
        "[profile pull]\nrole_arn=arn:aws:iam::111122223333:role/pull\nsource_profile=base\n"
        "external_id=x 1\nregion=us-west-2\n");
  expect_role(of_variables({{"AWS_PROFILE", "pull"}}));
  const Request request = requests().at(0);
  EXPECT_NE(request.body.find("Action=AssumeRole&ExternalId=x%201"), std::string::npos);
  EXPECT_NE(request.headers.at("authorization")
                .find("Credential=AKIABASE/20261123/us-west-2/sts/aws4_request"),
            std::string::npos);
}

TEST_F(Sources, DefaultProfileOfANamedFile) {
  const std::string file =
      write("keys", "[default]\naws_access_key_id=AKIA\naws_secret_access_key=secret\n");
  const auto credentials = of_variables({{"AWS_SHARED_CREDENTIALS_FILE", file}});
  ASSERT_TRUE(credentials) << credentials.error().text();
  EXPECT_EQ(credentials->access_key_id, "AKIA");
}

TEST_F(Sources, SecretWithKeysInEitherCase) {
  for (const Values& data :
       {Values{{"AWS_ACCESS_KEY_ID", "AKIA\n"}, {"AWS_SECRET_ACCESS_KEY", "s"}},
        Values{{"aws_access_key_id", "AKIA"}, {"aws_secret_access_key", "s"}}}) {
    const auto credentials = of_secret(data);
    ASSERT_TRUE(credentials) << credentials.error().text();
    EXPECT_EQ(credentials->access_key_id, "AKIA");
  }
}

TEST_F(Sources, SecretWithKeysAndARole) {
  expect_role(of_secret({{"AWS_ACCESS_KEY_ID", "AKIA"},
                         {"AWS_SECRET_ACCESS_KEY", "s"},
                         {"AWS_ROLE_ARN", "arn:aws:iam::1:role/x"}}));
}

TEST_F(Sources, SecretAsVelerosOwn) {
  const auto credentials =
      of_secret({{"cloud", "[default]\naws_access_key_id=AKIA\naws_secret_access_key=planted\n"}});
  ASSERT_TRUE(credentials) << credentials.error().text();
  EXPECT_EQ(credentials->access_key_id, "AKIA");
}

TEST_F(Sources, SecretWithAWebIdentity) {
  expect_role(of_secret(
      {{"AWS_ROLE_ARN", "arn:aws:iam::1:role/x"}, {"AWS_WEB_IDENTITY_TOKEN", "eyJ.planted.jwt"}}));
}

// A Secret speaks for itself: nothing of the plugin's own pod stands in for what it lacks.
TEST_F(Sources, SecretThatHoldsNothing) {
  const auto credentials = of_secret({});
  ASSERT_FALSE(credentials);
  EXPECT_EQ(credentials.error().text(),
            "no credentials for AWS. access keys: not set up; web identity: not set up; profile: "
            "not set up");
}

TEST_F(Sources, TellsEachWayAndWhyItFailed) {
  answer =
      reply(403,
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized to perform "
            "sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>");
  const auto credentials =
      of_variables({{"AWS_ACCESS_KEY_ID", "AKIAPLANTED"},
                    {"AWS_ROLE_ARN", "arn:aws:iam::1:role/x"},
                    {"AWS_WEB_IDENTITY_TOKEN_FILE", write("token", "eyJ.planted.jwt")},
                    {"AWS_PROFILE", "pull"}});
  ASSERT_FALSE(credentials);
  const std::string text = credentials.error().text();
  EXPECT_NE(text.find("access keys: AWS_SECRET_ACCESS_KEY is not set"), std::string::npos) << text;
  EXPECT_NE(text.find("AccessDenied: Not authorized"), std::string::npos) << text;
  EXPECT_NE(text.find("profile: there is no profile \"pull\""), std::string::npos) << text;
  for (const char* secret : {"planted", "PLANTED", "eyJ"}) {
    EXPECT_EQ(text.find(secret), std::string::npos) << text;
  }
}

TEST_F(Sources, ProfilesThatCannotWork) {
  struct Row {
    const char* text;
    const char* says;
  };
  const Row rows[] = {
      {"[p]\nregion=x\n", "it has no aws_access_key_id"},
      {"[p]\naws_access_key_id=A\n", "it has no aws_secret_access_key"},
      {"[p]\nsso_session=x\n", "sso_session is not supported"},
      {"[p]\ncredential_process=/bin/x\n", "credential_process is not supported"},
      {"[p]\nrole_arn=r\n", "role_arn needs source_profile"},
      {"[p]\nrole_arn=r\nsource_profile=q\n", "profile \"q\": there is no such profile"},
      {"[p]\nrole_arn=r\nsource_profile=q\n[q]\nrole_arn=r\nsource_profile=p\n", "in a circle"},
      {"[p]\nrole_arn=r\ncredential_source=Ec2InstanceMetadata\n", "credential_source is not"},
      {"[p]\nrole_arn=r\nmfa_serial=m\nsource_profile=p\n", "mfa_serial is not"},
      {"[p]\nrole_arn=r\nweb_identity_token_file=/nowhere\n", "/nowhere: cannot be read"},
  };
  for (const Row& row : rows) {
    const auto credentials = of_secret({{"cloud", row.text}, {"AWS_PROFILE", "p"}});
    ASSERT_FALSE(credentials) << row.text;
    EXPECT_NE(credentials.error().text().find(row.says), std::string::npos)
        << credentials.error().text();
  }
  EXPECT_TRUE(requests().empty());
}

TEST_F(Sources, AnAnswerWithoutCredentials) {
  answer = reply(200, "<AssumeRoleResponse>planted</AssumeRoleResponse>");
  const auto credentials = of_secret(
      {{"AWS_ROLE_ARN", "arn:aws:iam::1:role/x"}, {"AWS_WEB_IDENTITY_TOKEN", "eyJ.planted.jwt"}});
  ASSERT_FALSE(credentials);
  EXPECT_NE(credentials.error().text().find("holds no credentials"), std::string::npos);
  EXPECT_EQ(credentials.error().text().find("planted"), std::string::npos);
}

}  // namespace
