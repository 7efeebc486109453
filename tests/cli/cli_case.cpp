#include "tests/cli/cli_case.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "cmd/temporary_folder.h"
#include "tests/cli/run_program.h"

namespace cli_tests {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const std::string& name) {
  return fs::path(PROJECT_FOLDER) / "tests" / "cli" / name;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (fs::is_directory(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      files[entry.path().filename().string()] = read_text(entry.path().string());
    }
  }
  return files;
}

void write(const fs::path& path, const std::string& text) {
  if (text.empty()) {
    fs::remove(path);
  } else {
    std::ofstream(path, std::ios::binary) << text;
  }
}

}  // namespace

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_of(""))) {
    if (entry.is_directory() && fs::exists(entry.path() / "args")) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

CaseResult expected_of(const std::string& name) {
  const fs::path folder = folder_of(name);
  const std::string exit = read_text((folder / "exit").string());
  return {.out = read_text((folder / "stdout").string()),
          .err = read_text((folder / "stderr").string()),
          .exit = exit.empty() ? "0\n" : exit,
          .files = files_in(folder / "files")};
}

CaseResult run_case(const std::string& name) {
  const auto temporary = cmd::TemporaryFolder::make();
  if (!temporary) {
    throw std::runtime_error(temporary.error().text());
  }
  const std::string tmp = temporary->path().string();
  const std::string args = read_text((folder_of(name) / "args").string());
  Program program{
      .words = lines_of(replaced(replaced(args, "@TMP@", tmp), "@PLUGIN@", PLUGIN_BINARY)),
      .folder = PROJECT_FOLDER,
      .input = read_text((folder_of(name) / "stdin").string()),
      .environment = {}};
  program.words.insert(program.words.begin(), CLI_BINARY);
  const Outcome outcome = run(program);
  const auto readable = [&](const std::string& text) {
    return replaced(replaced(text, tmp, "@TMP@"), PLUGIN_BINARY, "@PLUGIN@");
  };
  return {.out = readable(outcome.out),
          .err = readable(outcome.err),
          .exit = std::to_string(outcome.exit) + "\n",
          .files = files_in(fs::path(tmp) / "out")};
}

void rewrite(const std::string& name, const CaseResult& result) {
  const fs::path folder = folder_of(name);
  write(folder / "stdout", result.out);
  write(folder / "stderr", result.err);
  write(folder / "exit", result.exit == "0\n" ? "" : result.exit);
  fs::remove_all(folder / "files");
  if (!result.files.empty()) {
    fs::create_directory(folder / "files");
  }
  for (const auto& [file, text] : result.files) {
    write(folder / "files" / file, text);
  }
}

}  // namespace cli_tests
