// The released binary where nothing else is: an empty root with one file, read-only but for a
// temporary folder, as the users of Velero's images.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/plugin_under_test.h"

namespace plugin_test {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using testing::HasSubstr;

constexpr long kMemoryLimitKilobytes = 64L * 1024;

// Arguments: the root, what to mount on its /tmp, a --userspec for chroot, and the command.
constexpr const char* kEnterRoot = R"(
mount --bind "$1" "$1"
mount --bind "$2" "$1/tmp"
mount -o remount,bind,ro "$1"
root=$1; user=$3; shift 3
exec chroot "$user" "$root" "$@"
)";

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool may_mount() {
  const auto process =
      cmd::PluginProcess::start({.command = {"/usr/bin/unshare", "--mount", "/bin/true"},
                                 .environment = {},
                                 .on_stderr = {}});
  const auto end = process ? (*process)->wait(seconds(5)) : std::nullopt;
  return end && end->clean();
}

// A number of kilobytes from /proc/PID/status.
long memory_of(pid_t pid, const std::string& field) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    if (word == field + ":") {
      long value = 0;
      status >> value;
      return value;
    }
  }
  return -1;
}

class EmptyRoot : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!fs::exists(STATIC_PLUGIN_BINARY)) {
      constexpr const char* kHow =
          "there is no released binary; build it: cmake --preset release && cmake --build --preset "
          "release --target velero-plugin-eks-to-gke";
      if (is_set("EKS2GKE_REQUIRE_STATIC")) {
        FAIL() << kHow;
      }
      GTEST_SKIP() << kHow;
    }
    if (::geteuid() != 0) {
      GTEST_SKIP() << "only root can change the root folder";
    }
    fs::create_directories(root_ / "tmp");
    fs::create_directories(tmp_);
    fs::copy_file(STATIC_PLUGIN_BINARY, root_ / "plugin");
    fs::permissions(scratch_.path, fs::perms(0755));
    fs::permissions(root_ / "tmp", fs::perms(01777));
    fs::permissions(tmp_, fs::perms(01777));
    read_only_ = may_mount();
  }

  // The root is read-only, with tmp_ mounted on its /tmp; where mounting is not allowed it is
  // only another user's.
  [[nodiscard]] cmd::PluginOptions options() {
    cmd::PluginOptions options;
    options.binary = "/plugin";
    options.environment = {{"TMPDIR", ""},
                           {"VELERO_SCRATCH_DIR", "/scratch"},
                           {"KUBECONFIG", ""},
                           {"LD_LIBRARY_PATH", "/plugins"}};
    const std::string user = std::string("--userspec=") + GetParam();
    if (read_only_) {
      options.launcher = {"/usr/bin/unshare", "--mount", "/bin/sh",      "-e",          "-c",
                          kEnterRoot,         "sh",      root_.string(), tmp_.string(), user};
      options.socket_root = scratch_.path.string();
    } else {
      options.launcher = {"/usr/sbin/chroot", user, root_.string()};
      options.socket_root = root_.string();
    }
    options.on_stderr = [this](std::string_view line) { lines_.take(line); };
    return options;
  }

  ScratchFolder scratch_;
  fs::path root_ = scratch_.path / "root";
  fs::path tmp_ = scratch_.path / "tmp";
  bool read_only_ = false;
  StderrLines lines_;
};

TEST_P(EmptyRoot, TheReleasedBinaryNeedsNothingButATemporaryFolder) {
  auto host = cmd::PluginHost::start(options());
  ASSERT_TRUE(host) << host.error().text();
  const auto plugins = (*host)->list_plugins();
  ASSERT_TRUE(plugins) << plugins.error().text();
  EXPECT_EQ(plugins->size(), 5U);
  EXPECT_EQ(plugins->front().command, "/plugin");
  for (int i = 0; i < 50; ++i) {
    const std::string item =
        R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web",
           "namespace":"shop","finalizers":["ingress.k8s.aws/resources"],"annotations":{
           "alb.ingress.kubernetes.io/scheme":"internet-facing"}},"spec":{"ingressClassName":"alb"}})";
    const auto answer = (*host)->execute({.plugin = "eks2gke.io/ingress",
                                          .item = item,
                                          .item_from_backup = item,
                                          .restore = kRestore});
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_THAT(answer->item, HasSubstr("eks2gke.io/verdict"));
  }
  const pid_t pid = (*host)->process().pid();
  struct stat about {};
  ASSERT_EQ(::stat(("/proc/" + std::to_string(pid)).c_str(), &about), 0);
  const std::string user = GetParam();
  EXPECT_EQ(std::to_string(about.st_uid), user.substr(0, user.find(':')));
  if (read_only_) {
    const std::string inside = "/proc/" + std::to_string(pid) + "/root/file";
    EXPECT_FALSE(std::ofstream(inside).is_open()) << "the root is not read-only";
  }
  EXPECT_LT(memory_of(pid, "VmHWM"), kMemoryLimitKilobytes);
  const cmd::PluginEnd end = (*host)->shutdown();
  EXPECT_TRUE(end.end.clean()) << end.end.text();
  EXPECT_FALSE(end.killed);
  EXPECT_TRUE(fs::is_empty(read_only_ ? tmp_ : root_ / "tmp"));
  EXPECT_EQ((*host)->process().surplus_stdout(), 0U);
}

TEST_P(EmptyRoot, WithoutATemporaryFolderItSaysWhatIsMissing) {
  fs::permissions(root_ / "tmp", fs::perms(0755));
  fs::permissions(tmp_, fs::perms(0755));
  const auto host = cmd::PluginHost::start(options());
  ASSERT_FALSE(host);
  EXPECT_THAT(host.error().text(), HasSubstr("ended with status 1 before its handshake"));
  EXPECT_THAT(host.error().text(), HasSubstr("give the Velero container a writable /tmp"));
}

// `nonroot` of the distroless images, `cnb` of the later ones.
INSTANTIATE_TEST_SUITE_P(UsersOfVelerosImages, EmptyRoot,
                         testing::Values("65532:65532", "1002:1000"), [](const auto& row) {
                           return "uid" + std::string(row.param).substr(
                                              0, std::string(row.param).find(':'));
                         });

}  // namespace
}  // namespace plugin_test
