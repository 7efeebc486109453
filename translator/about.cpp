#include "translator/about.h"

#include <set>

#include <fmt/format.h>

#include "translator/catalogue.h"

namespace translator {

std::string about_text(std::string_view program, std::string_view version,
                       std::string_view commit) {
  std::set<std::string_view> keys;
  for (const Rule* rule : all_rules()) {
    keys.insert(rule->keys.begin(), rule->keys.end());
  }
  return fmt::format(
      "{} {} ({})\n"
      "Velero: plugin protocol 2, {} restore item actions of version 2\n"
      "catalogue: {} rules for {} AWS keys\n",
      program, version, commit, kActions.size(), all_rules().size(), keys.size());
}

}  // namespace translator
