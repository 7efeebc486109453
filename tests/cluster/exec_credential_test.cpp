#include "cluster/exec_credential.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "cluster/kubernetes_client.h"
#include "cluster/text_file.h"
#include "tests/cluster/http_server.h"
#include "tests/cluster/temporary_folder.h"

namespace cluster_tests {

namespace {

using cluster::deadline_in;
using cluster::ExecProgram;
using cluster::run_exec_program;
using std::chrono::milliseconds;
using std::chrono::seconds;

class ExecCredential : public testing::Test {
 protected:
  // A program with these lines of shell.
  ExecProgram program(const std::string& lines) const {
    const auto file = folder.write("log-in", "#!/bin/sh\n" + lines + "\n");
    ::chmod(file.c_str(), 0700);
    ExecProgram made;
    made.command = file.string();
    made.place = "config: users[me].user.exec";
    return made;
  }

  static std::string printing(const std::string& status) {
    return R"(echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",)"
           R"("status":)" +
           status + "}'";
  }

  TemporaryFolder folder;
};

TEST_F(ExecCredential, ATokenWithItsEnd) {
  const auto credential = run_exec_program(
      program(printing(R"({"token":"abc","expirationTimestamp":"2026-01-31T21:11:58Z"})")));
  ASSERT_TRUE(credential) << credential.error().text();
  EXPECT_EQ(credential->token, "abc");
  EXPECT_EQ(credential->expires.value().time_since_epoch().count(), 1769893918);
}

TEST_F(ExecCredential, TheProgramGetsArgumentsEnvironmentAndClusterAndNoInput) {
  auto asking = program(R"(read line && exit 9
printf '%s|%s|%s|%s' "$1" "$2" "$EXTRA" "$KUBERNETES_EXEC_INFO" >"$0.seen"
)" + printing(R"({"token":"abc"})"));
  asking.arguments = {"a b", "c"};
  asking.environment = {{"EXTRA", "e"}};
  asking.cluster = R"({"server":"https://api.test:443/"})";
  ASSERT_TRUE(run_exec_program(asking));
  EXPECT_EQ(*cluster::read_text_file(folder.path() / "log-in.seen"),
            R"(a b|c|e|{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",)"
            R"("spec":{"interactive":false,"cluster":{"server":"https://api.test:443/"}}})");
}

TEST_F(ExecCredential, FailuresAreSentences) {
  struct Case {
    std::string lines;
    std::string sentence;
  };
  const std::vector<Case> cases = {
      {"echo my-secret; exit 3", "failed; its own message"},
      {"echo my-secret", "printed no ExecCredential"},
      {"kill -9 $$", "failed"},
      {printing("{}"), "neither a token nor a certificate"},
      {printing(R"({"clientCertificateData":"x"})"), "neither a token nor a certificate"},
      {"yes my-secret", "did not end in time or printed too much"},
  };
  for (const auto& [lines, sentence] : cases) {
    const auto credential = run_exec_program(program(lines));
    ASSERT_FALSE(credential) << lines;
    EXPECT_NE(credential.error().what.find(sentence), std::string::npos) << credential.error().what;
    EXPECT_EQ(credential.error().what.find("my-secret"), std::string::npos);
    EXPECT_EQ(credential.error().where, "config: users[me].user.exec");
  }
}

TEST_F(ExecCredential, AMissingProgramComesWithTheHint) {
  ExecProgram missing;
  missing.command = "eks2gke-no-such-program";
  missing.install_hint = "gcloud components install it";
  const auto credential = run_exec_program(missing);
  ASSERT_FALSE(credential);
  EXPECT_NE(credential.error().what.find("gcloud components install it"), std::string::npos);
}

TEST_F(ExecCredential, AProgramThatHangsIsKilledWithItsChildren) {
  const auto start = std::chrono::steady_clock::now();
  const auto credential =
      run_exec_program(program("sleep 60 & sleep 60"), deadline_in(milliseconds{300}));
  EXPECT_FALSE(credential);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds{3});
}

TEST_F(ExecCredential, TheClientShowsTheTokenAndRunsTheProgramAgainWhenItExpires) {
  const HttpServer server([](const Request&) { return json_reply(200, {{"kind", "Service"}}); });
  for (const auto& [expires, second] : {std::pair{"2020-01-01T00:00:00Z", "Bearer token-3"},
                                        std::pair{"2999-01-01T00:00:00Z", "Bearer token-1"}}) {
    cluster::ClusterAccess access;
    access.server = *cluster::parse_url(server.url());
    access.token = "not this one";
    folder.write("log-in.count", "");
    access.exec = program("echo x >>$0.count\ncount=$(grep -c x $0.count)\n" +
                          printing(R"({"token":"token-'$count'","expirationTimestamp":")" +
                                   std::string(expires) + "\"}"));
    auto client = std::move(*cluster::KubernetesClient::make(access));
    ASSERT_TRUE(client.get({"v1", "services", "shop", "web"}));
    ASSERT_TRUE(client.get({"v1", "services", "shop", "web"}));
    EXPECT_EQ(server.requests().back().headers.at("authorization"), second);
  }
}

}  // namespace

}  // namespace cluster_tests
