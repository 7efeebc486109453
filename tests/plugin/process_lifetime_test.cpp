#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/plugin_under_test.h"
#include "tests/plugin/silent_api.h"

namespace plugin_test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::HasSubstr;

constexpr std::string_view kService = R"({"kind":"Service","apiVersion":"v1"})";

// No rule looks at the backup for a Pod.
constexpr std::string_view kPod = R"({"kind":"Pod","apiVersion":"v1"})";

// Rules look at the backup for this one, so Execute asks the Kubernetes API.
constexpr std::string_view kIngress =
    R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web",
        "namespace":"shop","annotations":{"alb.ingress.kubernetes.io/group.name":"g",
        "alb.ingress.kubernetes.io/scheme":"internet-facing"}},"spec":{"ingressClassName":"alb"}})";

class Lifetime : public RunningPlugin {
 protected:
  // Ends otherwise than by shutdown().
  void forget() {
    EXPECT_TRUE(host_->process().output_closed(seconds(1))) << "somebody holds stderr open";
    host_.reset();
  }
};

std::string children_of(pid_t pid) {
  std::string children;
  for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
    std::ifstream file(task.path() / "children");
    children.append(std::istreambuf_iterator<char>(file), {});
  }
  return children;
}

TEST_F(Lifetime, ReconnectingToTheSamePathWorks) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(execute("eks2gke.io/service", kService));
    host_->reconnect();
  }
  EXPECT_TRUE(execute("eks2gke.io/service", kService));
}

TEST_F(Lifetime, TheBackgroundStreamsStayOpen) {
  std::this_thread::sleep_for(milliseconds(300));
  EXPECT_TRUE(host_->streams_open());
  EXPECT_TRUE(host_->list_plugins());
}

TEST_F(Lifetime, ShutdownIsAnsweredAndQuick) {
  EXPECT_TRUE(execute("eks2gke.io/service", kService));
  EXPECT_EQ(children_of(host_->process().pid()), "");
  const cmd::PluginEnd end = host_->shutdown();
  EXPECT_TRUE(end.asked);
  EXPECT_FALSE(end.killed);
  EXPECT_EQ(end.end.text(), "status 0");
  EXPECT_LT(end.took, seconds(1));
}

TEST_F(Lifetime, SigtermEndsItWithinASecond) {
  const auto start = steady_clock::now();
  host_->process().send_signal(SIGTERM);
  const auto end = host_->process().wait(seconds(5));
  ASSERT_TRUE(end);
  EXPECT_EQ(end->text(), "status 0");
  EXPECT_LT(steady_clock::now() - start, seconds(1));
  EXPECT_TRUE(fs::is_empty(scratch_.path));
  forget();
}

TEST_F(Lifetime, SigintIsIgnored) {
  host_->process().send_signal(SIGINT);
  EXPECT_FALSE(host_->process().wait(milliseconds(300)));
  EXPECT_TRUE(execute("eks2gke.io/service", kService));
}

// As in a terminal that is closed: the parent dies, and nobody tells us.
TEST_F(Lifetime, ItEndsWhenItsParentIsGone) {
  TearDown();
  cmd::PluginOptions options = options_for(scratch_, lines_);
  options.launcher = {"/bin/sh", "-c", "\"$@\" & wait", "sh"};
  start(options);
  EXPECT_TRUE(host_->list_plugins());
  host_->process().send_signal(SIGKILL);  // the shell, not the plugin
  EXPECT_TRUE(host_->process().output_closed(seconds(1)));
  EXPECT_TRUE(fs::is_empty(scratch_.path));
  forget();
}

// The reader of its log lines is gone, but not its parent.
TEST_F(Lifetime, ItEndsWhenNobodyReadsItsLog) {
  TearDown();
  cmd::PluginOptions options = options_for(scratch_, lines_);
  options.launcher = {"/bin/bash", "-c", "exec \"$@\" 2> >(sleep 0.2)", "bash"};
  start(options);
  std::this_thread::sleep_for(milliseconds(500));
  EXPECT_TRUE(execute("eks2gke.io/ingress", kIngress)) << "its answer still comes";
  const auto end = host_->process().wait(seconds(1));
  ASSERT_TRUE(end);
  EXPECT_EQ(end->text(), "status 0");
  EXPECT_TRUE(fs::is_empty(scratch_.path));
  forget();
}

class HangingCluster : public Lifetime {
 protected:
  void SetUp() override { start_with_api(); }

  void start_with_api() {
    cmd::PluginOptions options = options_for(scratch_, lines_);
    options.environment["TMPDIR"] = sockets_.path.string();
    options.environment["KUBECONFIG"] = api_.kubeconfig.string();
    start(options);
  }

  void TearDown() override {
    fs::remove(api_.kubeconfig);
    Lifetime::TearDown();
  }

  ScratchFolder sockets_;
  SilentApi api_{scratch_.path};
};

TEST_F(HangingCluster, AnItemWaitsForItNoLongerThanItsTime) {
  const auto start = steady_clock::now();
  const auto answer = execute("eks2gke.io/ingress", kIngress);
  const auto took = steady_clock::now() - start;
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_LT(took, seconds(11));
  EXPECT_THAT(answer->item, HasSubstr("eks2gke-parked"));
  EXPECT_TRUE(lines_.says("the backup cannot be read"));
  // The failure is remembered: the next item does not wait again.
  const auto again = steady_clock::now();
  EXPECT_TRUE(execute("eks2gke.io/ingress", kIngress));
  EXPECT_LT(steady_clock::now() - again, seconds(1));
}

TEST_F(HangingCluster, ShutdownDoesNotWaitForAHangingCall) {
  auto call = std::async(std::launch::async,
                         [this] { return execute("eks2gke.io/ingress", kIngress).has_value(); });
  ASSERT_TRUE(api_.is_called());
  // Another call and the streams go on meanwhile.
  EXPECT_TRUE(execute("eks2gke.io/workload", kPod));
  EXPECT_TRUE(host_->streams_open());
  host_->process().send_signal(SIGTERM);
  const auto end = host_->process().wait(seconds(1));
  ASSERT_TRUE(end) << "still running";
  EXPECT_EQ(end->text(), "status 0");
  EXPECT_FALSE(call.get());
  EXPECT_TRUE(fs::is_empty(sockets_.path));
  forget();
}

TEST_F(HangingCluster, KilledDuringExecuteTheCallFailsAndANewProcessWorks) {
  auto call =
      std::async(std::launch::async, [this] { return execute("eks2gke.io/ingress", kIngress); });
  ASSERT_TRUE(api_.is_called());
  host_->process().send_signal(SIGKILL);
  const auto answer = call.get();
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().text(), HasSubstr("code = Unavailable"));
  const auto end = host_->process().wait(seconds(1));
  ASSERT_TRUE(end);
  EXPECT_EQ(end->text(), "signal 9");
  forget();
  start_with_api();
  EXPECT_TRUE(execute("eks2gke.io/workload", kPod));
}

}  // namespace
}  // namespace plugin_test
