#include "tests/cli/run_program.h"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/temporary_folder.h"

namespace cli_tests {
namespace {

// Runs in the child; does not return.
[[noreturn]] void become(const Program& program, const std::string& folder) {
  const auto open_as = [](int target, const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags, 0600);
    if (file < 0 || ::dup2(file, target) < 0) {
      _exit(126);
    }
  };
  open_as(STDIN_FILENO, folder + "/in", O_RDONLY);
  open_as(STDOUT_FILENO, folder + "/out", O_WRONLY | O_CREAT);
  open_as(STDERR_FILENO, folder + "/err", O_WRONLY | O_CREAT);
  for (const auto& [name, value] : program.environment) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  std::vector<char*> words;
  for (const std::string& word : program.words) {
    words.push_back(const_cast<char*>(word.c_str()));
  }
  words.push_back(nullptr);
  if (::chdir(program.folder.c_str()) == 0) {
    ::execv(words[0], words.data());
  }
  _exit(127);
}

}  // namespace

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return file ? text.str() : "";
}

Outcome run(const Program& program) {
  const auto folder = cmd::TemporaryFolder::make();
  if (!folder) {
    throw std::runtime_error(folder.error().text());
  }
  const std::string path = folder->path().string();
  std::ofstream(path + "/in", std::ios::binary) << program.input;
  const pid_t child = ::fork();
  if (child == 0) {
    become(program, path);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return {.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .out = read_text(path + "/out"),
          .err = read_text(path + "/err")};
}

}  // namespace cli_tests
