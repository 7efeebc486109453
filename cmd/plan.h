#pragma once

// `eks2gke plan`: what a restore will do, said beforehand and offline. The same translator as in
// the plugin judges the same items with the same surroundings.

#include <optional>
#include <string>
#include <vector>

#include "cmd/console.h"
#include "cmd/hints.h"
#include "cmd/story.h"
#include "translator/report.h"
#include "translator/result.h"
#include "translator/settings.h"

namespace cmd {

// The items come in the order of kind, namespace, name.
struct Plan : translator::Report {
  Stories stories;
  std::vector<Hint> hints;
};

// Reads all inputs; the objects of each are the surroundings of all others. An object that stands
// in several inputs counts once: the first. Error: an input that cannot be read.
[[nodiscard]] translator::Result<Plan> make_plan(const std::vector<std::string>& inputs,
                                                 const translator::Settings& settings,
                                                 Console& console);

// True when a finding is as bad as `limit` or worse, or an item is parked.
[[nodiscard]] bool has_problems(const Plan& plan, translator::Verdict limit);

[[nodiscard]] translator::Json to_json(const Plan& plan);

// `verbose` lists what is untouched, too.
[[nodiscard]] std::string to_text(const Plan& plan, const Look& look, bool verbose);

}  // namespace cmd
