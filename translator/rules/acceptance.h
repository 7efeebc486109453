#pragma once

// Refusals that the operator may override in the settings, for every row that has some.

#include <string_view>

#include "translator/rule.h"

namespace translator::rules {

// The finding as it is when the settings do not accept it, with the line that would in its next
// step; else a harmless one that quotes the operator's reason. `rule` is the id of the row itself,
// `value` the exact value; a row that answers for several keys writes "KEY=VALUE", so that one
// acceptance is about one key.
// Only for what is LOST on the way: a row must never ask this about its decision between internal
// and external, because an acceptance must not open what was internal.
[[nodiscard]] Finding unless_accepted(Finding finding, std::string_view rule, const Json& object,
                                      std::string_view value, const Context& context);

}  // namespace translator::rules
