#pragma once

// Which entries of the settings did nothing for a whole input: a slip in a name, or an object that
// is gone. Judged by the findings, so it is about what the translator did, not about what the
// entry could do. Used by the hints of the plan.

#include <string>
#include <vector>

#include "translator/report.h"
#include "translator/settings.h"

namespace cmd {

struct UnusedEntries {
  std::string path;                  // "ingress.addresses"
  std::vector<std::string> entries;  // as written: "shop/web"
};

// Only the parts that name something of the backup: certificates, policies, addresses, subnets,
// logins, acceptances. `items` are those of the whole input.
[[nodiscard]] std::vector<UnusedEntries> unused_entries(
    const translator::Settings& settings, const std::vector<translator::ItemReport>& items);

}  // namespace cmd
