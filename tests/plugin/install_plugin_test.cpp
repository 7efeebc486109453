// The image's entry point puts the plugin into Velero's folder: whole, executable, or not at all.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cmd/plugin_process.h"
#include "cmd/temporary_folder.h"

namespace plugin_test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

void write_file(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

std::string text_of(const fs::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename());
  }
  return names;
}

class InstallPlugin : public testing::Test {
 protected:
  void SetUp() override {
    auto made = cmd::TemporaryFolder::make();
    ASSERT_TRUE(made) << made.error().what;
    folder_.emplace(std::move(*made));
    target_ = folder_->path() / "target";
    plugin_ = folder_->path() / "velero-plugin-eks-to-gke";
    fs::create_directory(target_);
    write_file(plugin_, kWhole);
  }

  // Says what it said on stderr.
  std::string install(const std::vector<std::string>& arguments, int expected_status) {
    std::vector<std::string> command = {INSTALL_PLUGIN_BINARY};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto process = cmd::PluginProcess::start(
        {.command = command, .environment = {}, .on_stderr = [](std::string_view) {}});
    if (!process) {
      ADD_FAILURE() << process.error().what;
      return "";
    }
    const auto end = (*process)->wait(std::chrono::seconds(20));
    EXPECT_TRUE(end && end->signal == 0 && end->status == expected_status);
    static_cast<void>((*process)->output_closed(std::chrono::seconds(5)));
    return (*process)->last_stderr();
  }

  // Larger than the block that is copied at once.
  const std::string kWhole = std::string(3'000'000, 'x') + "end";
  std::optional<cmd::TemporaryFolder> folder_;
  fs::path target_;
  fs::path plugin_;
};

TEST_F(InstallPlugin, PutsTheWholeFileThereForEveryoneToRunAndNothingElse) {
  install({target_, plugin_}, 0);
  EXPECT_THAT(names_in(target_), ElementsAre("velero-plugin-eks-to-gke"));
  const fs::path installed = target_ / "velero-plugin-eks-to-gke";
  EXPECT_EQ(text_of(installed), kWhole);
  EXPECT_EQ(fs::status(installed).permissions(), fs::perms(0755));
}

TEST_F(InstallPlugin, AnOlderOneThatRunsIsReplacedAndKeepsItsBytes) {
  const fs::path installed = target_ / "velero-plugin-eks-to-gke";
  write_file(installed, "older");
  std::ifstream running(installed);
  install({target_, plugin_}, 0);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(running), {}), "older");
  EXPECT_EQ(text_of(installed), kWhole);
  EXPECT_THAT(names_in(target_), ElementsAre("velero-plugin-eks-to-gke"));
}

TEST_F(InstallPlugin, WithoutAVolumeItSaysWhatToMount) {
  EXPECT_THAT(install({target_ / "absent", plugin_}, 1),
              AllOf(HasSubstr("cannot write into"), HasSubstr("No such file or directory"),
                    HasSubstr("Mount Velero's volume of plugins there")));
}

TEST_F(InstallPlugin, WithoutThePluginNothingIsLeftBehind) {
  EXPECT_THAT(install({target_, plugin_.string() + "-absent"}, 1), HasSubstr("cannot read"));
  EXPECT_THAT(names_in(target_), IsEmpty());
}

// A full volume, by a limit on the size of files.
TEST_F(InstallPlugin, OnAFullVolumeNothingIsLeftBehind) {
  const fs::path installed = target_ / "velero-plugin-eks-to-gke";
  write_file(installed, "older");
  const auto process = cmd::PluginProcess::start(
      {.command = {"/bin/sh", "-c", R"(ulimit -f 100; trap '' XFSZ; exec "$0" "$@")",
                   INSTALL_PLUGIN_BINARY, target_, plugin_},
       .environment = {},
       .on_stderr = [](std::string_view) {}});
  ASSERT_TRUE(process) << process.error().what;
  const auto end = (*process)->wait(std::chrono::seconds(20));
  ASSERT_TRUE(end);
  EXPECT_EQ(end->status, 1);
  EXPECT_THAT(names_in(target_), ElementsAre("velero-plugin-eks-to-gke"));
  EXPECT_EQ(text_of(installed), "older");
}

TEST_F(InstallPlugin, ItsUsageNamesTheDefaults) {
  EXPECT_THAT(install({"--help"}, 2), HasSubstr("/plugins/velero-plugin-eks-to-gke"));
}

}  // namespace
}  // namespace plugin_test
