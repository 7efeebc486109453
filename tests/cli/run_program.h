#pragma once

// Runs a program with given arguments and input, and collects what it writes.

#include <map>
#include <string>
#include <vector>

namespace cli_tests {

struct Program {
  std::vector<std::string> words;  // the first is the path
  std::string folder;              // where it runs
  std::string input;
  std::map<std::string, std::string> environment;  // added to the caller's
};

struct Outcome {
  int exit = -1;  // 128 + the number of the signal that ended it
  std::string out;
  std::string err;
};

[[nodiscard]] Outcome run(const Program& program);

[[nodiscard]] std::string read_text(const std::string& path);  // "" when there is no such file

}  // namespace cli_tests
