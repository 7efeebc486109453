#include "cmd/settings_file.h"

#include <fmt/format.h>

#include "cluster/text_file.h"
#include "cmd/inputs.h"
#include "cmd/text.h"

namespace cmd {

using translator::Json;

translator::Result<translator::SettingsFile> read_settings(const std::string& file) {
  const auto text = file == "-" ? read_standard_input() : cluster::read_text_file(file);
  if (!text) {
    return text.error();
  }
  return translator::parse_settings_file(*text);
}

std::string to_text(const translator::SettingsProblem& problem, const std::string& file) {
  const std::string place =
      problem.line == 0 ? file : fmt::format("{}:{}:{}", file, problem.line, problem.column);
  const std::string path = problem.path.empty() ? "" : problem.path + ": ";
  return printable(fmt::format("{}: {}{} {}", place, path, problem.message, problem.next_step));
}

std::string not_in_effect_text(const std::string& path, const std::string& file) {
  return printable(
      fmt::format("{}: {}: This version reads it and does not act on it yet.", file, path));
}

void warn_of_problems(const translator::Settings& settings, const std::string& file,
                      Console& console) {
  for (const translator::SettingsProblem& problem : settings.problems) {
    console.err += "warning: " + to_text(problem, file) + "\n";
  }
  for (const std::string& path : settings.not_in_effect) {
    console.err += "warning: " + not_in_effect_text(path, file) + "\n";
  }
}

Json settings_report(const translator::Settings& settings, const std::string& file) {
  Json problems = Json::array();
  for (const translator::SettingsProblem& problem : settings.problems) {
    problems.push_back({{"line", problem.line},
                        {"column", problem.column},
                        {"path", problem.path},
                        {"message", problem.message},
                        {"nextStep", problem.next_step}});
  }
  return {{"schema", "eks2gke.io/settings-check/v1"},
          {"file", file},
          {"problems", std::move(problems)},
          {"notInEffect", settings.not_in_effect}};
}

}  // namespace cmd
