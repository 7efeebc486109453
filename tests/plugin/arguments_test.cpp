#include "plugin/arguments.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace plugin {
namespace {

struct ArgumentsCase {
  std::vector<const char*> argv;
  LogLevel level;
};

TEST(Arguments, OnlyTheLogLevelIsLookedFor) {
  const std::vector<ArgumentsCase> cases = {
      {{}, LogLevel::info},
      {{"/plugins/p"}, LogLevel::info},
      {{"p", "--log-level", "debug"}, LogLevel::debug},
      {{"p", "--log-level=trace"}, LogLevel::trace},
      {{"p", "--log-level=warning"}, LogLevel::warn},
      {{"p", "--log-level=warn"}, LogLevel::warn},
      {{"p", "--log-level", "error"}, LogLevel::error},
      {{"p", "--log-level", "fatal"}, LogLevel::silent},
      {{"p", "--log-level", "panic"}, LogLevel::silent},
      {{"p", "--log-level", "loud"}, LogLevel::info},
      {{"p", "--log-level="}, LogLevel::info},
      // The last one counts, as in Velero's own flags.
      {{"p", "--log-level=debug", "--log-level", "error"}, LogLevel::error},
      // Cut off, or only alike.
      {{"p", "--log-level"}, LogLevel::info},
      {{"p", "--log-levels=debug"}, LogLevel::info},
      {{"p", "-log-level=debug", "log-level=debug"}, LogLevel::info},
      // What Velero's servers really have: words, empty words, repeated and unknown flags, help.
      {{"p", "server", "--features=EnableCSI", "--profiler-address", "", "--help", "-h", "--",
        "bogus", "--log-format=json", "--log-level=debug", "--restore-only"},
       LogLevel::debug},
  };
  for (const ArgumentsCase& row : cases) {
    std::string shown;
    for (const char* word : row.argv) {
      shown += std::string(word) + " ";
    }
    EXPECT_EQ(read_arguments(row.argv).log_level, row.level) << shown;
  }
}

TEST(Arguments, TheCommandIsKeptAsItIs) {
  const std::vector<const char*> argv = {"/plugins/../plugins/x y", "--log-level"};
  EXPECT_EQ(read_arguments(argv).command, "/plugins/../plugins/x y");
  EXPECT_EQ(read_arguments({}).command, "");
}

TEST(Arguments, OnlyTheFirstWordAsksForTheVersion) {
  EXPECT_TRUE(asks_for_version(std::vector<const char*>{"plugin", "--version"}));
  EXPECT_FALSE(asks_for_version(std::vector<const char*>{"plugin", "server", "--version"}));
  EXPECT_FALSE(asks_for_version(std::vector<const char*>{"plugin"}));
  EXPECT_FALSE(asks_for_version({}));
}

}  // namespace
}  // namespace plugin
