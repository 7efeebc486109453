#pragma once

// Settings from a file, for `settings check` and --settings.

#include <string>

#include "cmd/console.h"
#include "translator/json.h"
#include "translator/result.h"
#include "translator/settings.h"

namespace cmd {

// The text of a file, or of standard input for "-". Error: it cannot be read.
[[nodiscard]] translator::Result<std::string> read_settings_text(const std::string& file);

// "settings.yaml:3:5: ingress.certificates: what is wrong. What to do."
[[nodiscard]] std::string to_text(const translator::SettingsProblem& problem,
                                  const std::string& file);

// One line on `err` for each problem: the command goes on with what is safe.
void warn_of_problems(const translator::Settings& settings, const std::string& file,
                      Console& console);

// {"schema":"eks2gke.io/settings-check/v1","file","problems":[...]}
[[nodiscard]] translator::Json settings_report(const translator::Settings& settings,
                                               const std::string& file);

}  // namespace cmd
