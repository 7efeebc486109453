#pragma once

// One folder of tests/cli: args (one word a line), stdin, stdout, stderr, exit, and files/ for what
// --output-dir gets. An absent file is an empty one, an absent exit is 0. In args, @TMP@ is an
// empty folder and @PLUGIN@ the plugin binary; in what is compared they stand for those paths.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace cli_tests {

struct CaseResult {
  std::string out;
  std::string err;
  std::string exit;
  std::map<std::string, std::string> files;  // by name, what was written to @TMP@/out
};

[[nodiscard]] std::vector<std::string> case_names();

[[nodiscard]] CaseResult expected_of(const std::string& name);
[[nodiscard]] CaseResult run_case(const std::string& name);

// Makes the result of the run the expected one.
void rewrite(const std::string& name, const CaseResult& result);

}  // namespace cli_tests
