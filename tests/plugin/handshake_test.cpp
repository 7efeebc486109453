#include "plugin/handshake.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plugin/socket_folder.h"

namespace plugin {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

// A folder that disappears with the test.
class Scratch {
 public:
  Scratch() : path_(fs::temp_directory_path() / "eks2gke-test-XXXXXX") {
    std::string name = path_.string();
    path_ = ::mkdtemp(name.data()) == nullptr ? "" : name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

TEST(Handshake, IsTheLineOfAGoPlugin) {
  EXPECT_EQ(handshake_line("/tmp/x/plugin.sock"), "1|2|unix|/tmp/x/plugin.sock|grpc|\n");
}

TEST(Handshake, APersonIsToldWhatTheFileIsAndHowItIsInstalled) {
  EXPECT_THAT(by_hand_text("./file"), HasSubstr("./file is a plugin for Velero"));
  EXPECT_THAT(by_hand_text("./file"), HasSubstr("velero plugin add IMAGE"));
}

TEST(SocketFolder, IsPrivateAndGoesWithItsOwner) {
  const Scratch scratch;
  std::string socket;
  {
    auto folder = SocketFolder::make({scratch.path()});
    ASSERT_TRUE(folder) << folder.error().text();
    socket = folder->socket_path();
    EXPECT_TRUE(socket.starts_with(scratch.path() + "/eks2gke-")) << socket;
    struct stat about {};
    ASSERT_EQ(::stat(fs::path(socket).parent_path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 07777U, 0700U);
    EXPECT_FALSE(fs::exists(socket)) << "gRPC makes the socket";
    const SocketFolder moved = std::move(*folder);
    EXPECT_EQ(moved.socket_path(), socket);
  }
  EXPECT_TRUE(fs::is_empty(scratch.path()));
}

TEST(SocketFolder, ParentsThatDoNotServeArePassedOver) {
  const Scratch scratch;
  const std::string file = scratch.path() + "/file";
  std::ofstream(file) << "x";
  const std::string deep = scratch.path() + "/" + std::string(80, 'd');
  const std::string bar = scratch.path() + "/a|b";
  const std::string good = scratch.path() + "/good";
  for (const std::string& folder : {deep, bar, good}) {
    fs::create_directory(folder);
  }
  const auto made =
      SocketFolder::make({"relative", "", scratch.path() + "/absent", file, deep, bar, good});
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_TRUE(made->socket_path().starts_with(good)) << made->socket_path();
  EXPECT_LE(made->socket_path().size(), kMaxSocketPath);
  for (const std::string& folder : {deep, bar}) {
    EXPECT_TRUE(fs::is_empty(folder)) << folder;
  }
}

TEST(SocketFolder, TheErrorNamesEveryParent) {
  const auto made = SocketFolder::make({"relative", "/nowhere"});
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().text(), HasSubstr("relative is not an absolute path"));
  EXPECT_THAT(made.error().text(), HasSubstr("/nowhere takes no folder: No such file"));
  EXPECT_THAT(made.error().text(), HasSubstr("set TMPDIR"));
}

TEST(SocketFolder, TheEnvironmentDecidesWhere) {
  const std::vector<const char*> names = {"PLUGIN_UNIX_SOCKET_DIR", "TMPDIR", "VELERO_SCRATCH_DIR"};
  std::vector<std::pair<std::string, const char*>> before;
  for (const char* name : names) {
    const char* value = std::getenv(name);
    before.emplace_back(value == nullptr ? "" : value, value == nullptr ? nullptr : name);
    ::unsetenv(name);
  }
  EXPECT_THAT(socket_folder_parents(), ElementsAre("/tmp"));
  ::setenv("PLUGIN_UNIX_SOCKET_DIR", "/a", 1);
  ::setenv("TMPDIR", "/b/", 1);
  ::setenv("VELERO_SCRATCH_DIR", "/scratch", 1);
  EXPECT_THAT(socket_folder_parents(), ElementsAre("/a", "/b", "/tmp", "/scratch"));
  for (const char* name : names) {
    ::unsetenv(name);
  }
  for (const auto& [value, name] : before) {
    if (name != nullptr) {
      ::setenv(name, value.c_str(), 1);
    }
  }
}

}  // namespace
}  // namespace plugin
