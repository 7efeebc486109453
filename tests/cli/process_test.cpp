#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "cmd/temporary_folder.h"
#include "tests/cli/run_program.h"
#include "translator/about.h"
#include "version.h"

// The executable as a process: what text comparisons cannot show.

namespace cli_tests {
namespace {

namespace fs = std::filesystem;

Program program(std::vector<std::string> words) {
  words.insert(words.begin(), CLI_BINARY);
  return {.words = std::move(words), .folder = PROJECT_FOLDER, .input = "", .environment = {}};
}

TEST(Process, SaysItsVersion) {
  const Outcome outcome = run(program({"version"}));
  EXPECT_EQ(outcome.exit, 0);
  EXPECT_EQ(outcome.out, translator::about_text("eks2gke", kVersion, kCommit));
  EXPECT_EQ(run(program({"--version"})).out, outcome.out);
}

// `eks2gke explain --all | head -1`
TEST(Process, AClosedPipeIsANormalEnd) {
  int ends[2] = {};
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    std::signal(SIGPIPE, SIG_DFL);
    ::execl(CLI_BINARY, CLI_BINARY, "explain", "--all", nullptr);
    _exit(127);
  }
  ::close(ends[1]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Process, AFullDiskIsNot) {
  if (::access("/dev/full", W_OK) != 0) {
    GTEST_SKIP() << "this machine has no /dev/full";
  }
  const Outcome outcome =
      run({.words = {"/bin/sh", "-c", std::string(CLI_BINARY) + " version > /dev/full"},
           .folder = PROJECT_FOLDER,
           .input = "",
           .environment = {}});
  EXPECT_EQ(outcome.exit, 1);
  EXPECT_THAT(outcome.err, testing::HasSubstr("could not be written"));
}

TEST(Process, ARehearsalLeavesNothingBehind) {
  const auto folder = cmd::TemporaryFolder::make();
  ASSERT_TRUE(folder);
  Program rehearsal =
      program({"rehearse", "examples/eks-backup.tar.gz", "--plugin", PLUGIN_BINARY});
  rehearsal.environment = {{"TMPDIR", folder->path().string()}};
  EXPECT_EQ(run(rehearsal).exit, 0);
  EXPECT_TRUE(fs::is_empty(folder->path()));
}

TEST(Process, APluginThatDiesInTheMiddleIsTold) {
  const auto folder = cmd::TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const std::string plugin = (folder->path() / "plugin").string();
  // Handshakes like a plugin, then goes away.
  std::ofstream(plugin) << "#!/bin/sh\necho '1|2|unix|/nowhere/socket|grpc|'\nsleep 0.2\nexit 7\n";
  fs::permissions(plugin, fs::perms::owner_all);
  const Outcome outcome =
      run(program({"rehearse", "examples/eks-backup.tar.gz", "--plugin", plugin}));
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, testing::HasSubstr(plugin));
}

TEST(Process, ColourOnlyOnATerminal) {
  const Outcome outcome = run(program({"explain", "ingress-class"}));
  EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace cli_tests
