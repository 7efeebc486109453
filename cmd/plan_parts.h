#pragma once

// The parts of a plan's text. Used by to_text(Plan) only.

#include <set>
#include <string>
#include <vector>

#include "cmd/plan.h"

namespace cmd {

// "Ingress shop/web", harmless to a terminal.
[[nodiscard]] std::string kind_and_name(const translator::ObjectName& object);

// Name, summary, findings, what it makes and annotates, and the address that it gets.
[[nodiscard]] std::string item_text(const translator::ItemReport& item, const Stories& stories,
                                    const Look& look);

// One paragraph per load balancer, the worst first: its Ingresses and the Services behind them,
// each item in full once. Adds what it has told to `told`.
[[nodiscard]] std::string stories_text(const Plan& plan, const Look& look,
                                       std::set<const translator::ItemReport*>& told);

[[nodiscard]] std::string prerequisites_text(const std::vector<translator::Prerequisite>& all,
                                             const Look& look);
[[nodiscard]] std::string hints_text(const std::vector<Hint>& hints, const Look& look);
[[nodiscard]] std::string balancers_text(const Plan& plan, const Look& look);

}  // namespace cmd
