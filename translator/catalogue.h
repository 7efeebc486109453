#pragma once

// The one list of rows, and what is derived from it.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "translator/rule.h"

namespace translator {

// All rows, topic by topic. Order has no meaning: rules never see each other's work.
[[nodiscard]] std::span<const Rule* const> all_rules();

// Null when there is no such row.
[[nodiscard]] const Rule* rule_by_id(std::string_view id);

// The rows that answer for an AWS key, the most specific pattern first.
[[nodiscard]] std::vector<const Rule*> rules_for_key(std::string_view key);

// The rule id or key nearest in spelling; "" when nothing is near.
[[nodiscard]] std::string nearest_name(std::string_view word);

inline constexpr std::array kActions = {Action::ingress, Action::service, Action::pull_secret,
                                        Action::workload, Action::aws_only};

// "eks2gke.io/ingress" and so on: the names that Velero registers.
[[nodiscard]] std::string_view action_name(Action action);

// The resources of an action, each once, sorted: what AppliesTo answers.
[[nodiscard]] std::vector<Resource> resources_of(Action action);

// The action whose selector matches the object; nothing when none does.
[[nodiscard]] std::optional<Action> action_for(const Json& object);

}  // namespace translator
