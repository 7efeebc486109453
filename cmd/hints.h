#pragma once

// What the plan says once about many items, at its end: findings that are about what happens after
// the restore, gathered from all items, and settings that matched nothing in the whole input.

#include <string>
#include <vector>

#include "translator/report.h"
#include "translator/settings.h"

namespace cmd {

struct Hint {
  std::string id;  // "network-policy", "gitops", "external-dns", "settings-unused"
  std::vector<std::string> objects;  // "NetworkPolicy shop/web-only"; none for the settings
  std::string message;
  std::string next_step;
};

// `items` are those of the whole input, with their findings.
[[nodiscard]] std::vector<Hint> hints_about(const std::vector<translator::ItemReport>& items,
                                            const translator::Settings& settings);

[[nodiscard]] translator::Json to_json(const Hint& hint);

}  // namespace cmd
