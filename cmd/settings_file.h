#pragma once

// Settings from a file, for `settings check` and --settings.

#include <string>

#include "cmd/console.h"
#include "translator/json.h"
#include "translator/result.h"
#include "translator/settings.h"
#include "translator/settings_yaml.h"

namespace cmd {

// A file, or standard input for "-": the settings themselves, or the manifest of their ConfigMap.
// Error: it cannot be read. What is wrong with its text is in the problems of the settings.
[[nodiscard]] translator::Result<translator::SettingsFile> read_settings(const std::string& file);

// "settings.yaml:3:5: ingress.certificates: what is wrong. What to do."
[[nodiscard]] std::string to_text(const translator::SettingsProblem& problem,
                                  const std::string& file);

// "settings.yaml: dns: ...", for an entry of Settings::not_in_effect.
[[nodiscard]] std::string not_in_effect_text(const std::string& path, const std::string& file);

// One line on `err` for each problem and each entry without effect: the command goes on with what
// is safe.
void warn_of_problems(const translator::Settings& settings, const std::string& file,
                      Console& console);

// {"schema":"eks2gke.io/settings-check/v1","file","problems":[...],"notInEffect":[...]}
[[nodiscard]] translator::Json settings_report(const translator::Settings& settings,
                                               const std::string& file);

}  // namespace cmd
