#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <sys/stat.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/plugin_under_test.h"

namespace plugin_test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

class Start : public RunningPlugin {
 protected:
  void SetUp() override {}
};

TEST_F(Start, TheHandshakeIsOneLineForAListeningPrivateSocket) {
  start(options_for(scratch_, lines_));
  EXPECT_THAT(host_->handshake(), MatchesRegex("1\\|2\\|unix\\|/[^|]*\\|grpc\\|"));
  EXPECT_THAT(host_->socket_path(), StartsWith(scratch_.path.string()));
  EXPECT_LT(host_->socket_path().size(), 100U);
  struct stat about {};
  ASSERT_EQ(::stat(host_->socket_path().c_str(), &about), 0);
  EXPECT_TRUE(S_ISSOCK(about.st_mode));
  EXPECT_EQ(about.st_mode & 0077U, 0U);
  ASSERT_EQ(::stat(fs::path(host_->socket_path()).parent_path().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777U, 0700U);
}

TEST_F(Start, NoArgumentIsRefused) {
  const std::vector<std::vector<std::string>> vectors = {
      {},
      {"--features=EnableCSI", "--uploader-type=kopia", "--restore-only", "--log-level", "debug",
       "bogus"},
      {"--log-level", "info", "--features", "EnableCSI"},
      {"--help"},
      {"-h", "--version", "help"},
      {"", "", "--profiler-address", ""},
      {"--log-level"},
      {"--log-level=nonsense", "--log-level", ""},
      {"server", "--", "--log-format=json", "\xff\xfe", std::string(100'000, 'x')},
      std::vector<std::string>(2000, "--flag=value"),
  };
  for (const std::vector<std::string>& arguments : vectors) {
    cmd::PluginOptions options = options_for(scratch_, lines_);
    options.arguments = arguments;
    start(options);
    ASSERT_NE(host_, nullptr) << (arguments.empty() ? "no arguments" : arguments.front());
    EXPECT_TRUE(host_->list_plugins());
    TearDown();
    host_.reset();
  }
}

struct EndedByItself {
  cmd::ProcessEnd end;
  bool wrote_stdout = false;
  std::string said;
};

EndedByItself run(const std::map<std::string, std::string>& environment,
                  const std::vector<std::string>& arguments = {}) {
  std::vector<std::string> command = {PLUGIN_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  std::string said;
  auto process = cmd::PluginProcess::start(
      {.command = command, .environment = environment, .on_stderr = [&](std::string_view line) {
         said.append(line).append("\n");
       }});
  EXPECT_TRUE(process) << process.error().text();
  EndedByItself result;
  const auto end = (*process)->wait(seconds(5));
  EXPECT_TRUE(end.has_value()) << "still running";
  EXPECT_TRUE((*process)->output_closed(seconds(5)));
  result.end = end.value_or(cmd::ProcessEnd{});
  result.wrote_stdout = (*process)->first_line(milliseconds(0)).has_value();
  result.said = said;
  return result;
}

TEST_F(Start, WithoutTheCookieAPersonIsToldWhatTheFileIs) {
  const std::vector<std::vector<std::string>> argument_lists = {
      {}, {"--help"}, {"--log-level", "x"}};
  for (const char* cookie : {"", "wrong", "hello "}) {
    for (const std::vector<std::string>& arguments : argument_lists) {
      const EndedByItself result = run({{"VELERO_PLUGIN", cookie}}, arguments);
      EXPECT_EQ(result.end.text(), "status 1");
      EXPECT_FALSE(result.wrote_stdout);
      EXPECT_THAT(result.said, HasSubstr("is a plugin for Velero"));
      EXPECT_THAT(result.said, HasSubstr("velero plugin add IMAGE"));
    }
  }
}

// With the cookie the same word is one of the server's arguments (NoArgumentIsRefused).
TEST_F(Start, WithoutTheCookieAPersonIsToldTheVersion) {
  const EndedByItself result = run({{"VELERO_PLUGIN", ""}}, {"--version"});
  EXPECT_TRUE(result.end.clean()) << result.end.text();
  EXPECT_TRUE(result.wrote_stdout);
  EXPECT_EQ(result.said, "");
}

TEST_F(Start, MutualTlsIsRefusedInALogLine) {
  const EndedByItself result =
      run({{"VELERO_PLUGIN", "hello"}, {"PLUGIN_CLIENT_CERT", "x"}}, {"--log-level=panic"});
  EXPECT_EQ(result.end.text(), "status 1");
  EXPECT_FALSE(result.wrote_stdout);
  const auto line = nlohmann::json::parse(result.said);
  EXPECT_EQ(line.at("@level"), "error");
  EXPECT_THAT(line.at("@message").get<std::string>(), HasSubstr("PLUGIN_CLIENT_CERT"));
}

TEST_F(Start, TheSocketGoesWhereTheEnvironmentSays) {
  const ScratchFolder preferred;
  cmd::PluginOptions options = options_for(scratch_, lines_);
  options.environment["PLUGIN_UNIX_SOCKET_DIR"] = preferred.path.string();
  start(options);
  EXPECT_THAT(host_->socket_path(), StartsWith(preferred.path.string()));
  TearDown();
  EXPECT_TRUE(fs::is_empty(preferred.path));
  host_.reset();

  // Too long, absent: the next one is taken.
  const fs::path deep = scratch_.path / std::string(90, 'd');
  fs::create_directory(deep);
  options.environment["PLUGIN_UNIX_SOCKET_DIR"] = deep.string();
  options.environment["TMPDIR"] = "/nonexistent";
  start(options);
  EXPECT_THAT(host_->socket_path(), StartsWith("/tmp/eks2gke-"));
  const fs::path folder = fs::path(host_->socket_path()).parent_path();
  EXPECT_TRUE(host_->shutdown().end.clean());
  EXPECT_FALSE(fs::exists(folder));
  host_.reset();
}

TEST_F(Start, TheHostTellsWhyThereIsNoHandshake) {
  cmd::PluginOptions options = options_for(scratch_, lines_);
  options.on_stderr = nullptr;
  options.environment["VELERO_PLUGIN"] = "";
  auto started = cmd::PluginHost::start(options);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().text(),
              HasSubstr("the plugin ended with status 1 before its handshake"));
  EXPECT_THAT(started.error().text(), HasSubstr("velero plugin add IMAGE"));

  options = options_for(scratch_, lines_);
  options.binary = "/bin/echo";
  started = cmd::PluginHost::start(options);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().text(), HasSubstr("no handshake of a Velero plugin"));

  options.binary = "/nonexistent";
  started = cmd::PluginHost::start(options);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().text(), HasSubstr("No such file"));

  options.binary = "/bin/sleep";
  options.arguments = {"60"};
  options.handshake_patience = milliseconds(100);
  started = cmd::PluginHost::start(options);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().text(), HasSubstr("no line on stdout within 100 milliseconds"));
}

class Registration : public RunningPlugin {};

TEST_F(Registration, EveryActionIsListedAsVeleroAsks) {
  const auto plugins = host_->list_plugins();
  ASSERT_TRUE(plugins) << plugins.error().text();
  std::vector<std::string> names;
  for (const cmd::PluginIdentity& plugin : *plugins) {
    EXPECT_EQ(plugin.command, PLUGIN_BINARY);
    EXPECT_EQ(plugin.kind, "RestoreItemActionV2");
    EXPECT_THAT(plugin.name, MatchesRegex("eks2gke\\.io/[a-z]([-a-z]*[a-z])?"));
    names.push_back(plugin.name);
  }
  EXPECT_THAT(names, testing::ElementsAre("eks2gke.io/aws-only", "eks2gke.io/ingress",
                                          "eks2gke.io/pull-secret", "eks2gke.io/service",
                                          "eks2gke.io/workload"));
}

TEST_F(Registration, SelectorsAreNarrowQualifiedAndDisjoint) {
  const auto plugins = host_->list_plugins();
  ASSERT_TRUE(plugins);
  const std::set<std::string> core = {"pods",    "podtemplates",    "replicationcontrollers",
                                      "secrets", "serviceaccounts", "services"};
  std::set<std::string> seen;
  for (const cmd::PluginIdentity& plugin : *plugins) {
    const auto selector = host_->applies_to(plugin.name);
    ASSERT_TRUE(selector) << selector.error().text();
    EXPECT_FALSE(selector->included_resources.empty()) << "an empty one means everything";
    EXPECT_TRUE(selector->included_namespaces.empty());
    EXPECT_TRUE(selector->excluded_namespaces.empty());
    EXPECT_TRUE(selector->excluded_resources.empty());
    EXPECT_EQ(selector->labels, "");
    for (const std::string& resource : selector->included_resources) {
      EXPECT_EQ(resource.find('*'), std::string::npos) << resource;
      EXPECT_TRUE(resource.find('.') != std::string::npos || core.contains(resource)) << resource;
      EXPECT_TRUE(seen.insert(resource).second) << resource << " belongs to two actions";
    }
  }
  EXPECT_TRUE(seen.contains("ingresses.networking.k8s.io"));
  EXPECT_TRUE(seen.contains("services"));
}

TEST_F(Registration, UnknownActionsAreErrorsAndTheProcessLives) {
  const auto selector = host_->applies_to("eks2gke.io/nonsense");
  ASSERT_FALSE(selector);
  EXPECT_THAT(selector.error().text(), HasSubstr("code = Unknown"));
  EXPECT_TRUE(host_->list_plugins());
}

struct LevelCase {
  std::vector<std::string> arguments;
  std::set<std::string> levels;  // that may be seen
};

TEST_F(Start, TheLogLevelIsHonoured) {
  const std::vector<LevelCase> cases = {
      {{}, {"info", "warn", "error"}},
      {{"--log-level=debug"}, {"debug", "info", "warn", "error"}},
      {{"--log-level=trace"}, {"trace", "debug", "info", "warn", "error"}},
      {{"--log-level", "warning"}, {"warn", "error"}},
      {{"--log-level", "error"}, {"error"}},
      {{"--log-level", "fatal"}, {}},
  };
  for (const LevelCase& row : cases) {
    StderrLines lines;
    cmd::PluginOptions options = options_for(scratch_, lines);
    options.arguments = row.arguments;
    start(options);
    // An Ingress of the AWS controller without a look at the cluster: parked, with a warning.
    EXPECT_TRUE(execute("eks2gke.io/ingress", R"({"apiVersion":"networking.k8s.io/v1",
      "kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{
      "alb.ingress.kubernetes.io/scheme":"internet-facing",
      "alb.ingress.kubernetes.io/wafv2-acl-arn":"arn:aws:wafv2:x"}},
      "spec":{"ingressClassName":"alb"}})"));
    TearDown();
    host_.reset();
    std::set<std::string> seen;
    for (const nlohmann::json& line : lines.all()) {
      seen.insert(line.at("@level").get<std::string>());
    }
    for (const std::string& level : seen) {
      EXPECT_TRUE(row.levels.contains(level)) << level;
    }
    EXPECT_EQ(seen.contains("warn"), row.levels.contains("warn"));
    EXPECT_EQ(seen.contains("debug"), row.levels.contains("debug"));
    EXPECT_EQ(seen.contains("trace"), row.levels.contains("trace"));
  }
}

}  // namespace
}  // namespace plugin_test
