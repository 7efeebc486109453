#include "translator/rules/attribute_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/rule.h"

namespace translator::rules {

bool names(std::string_view pattern, std::string_view name) {
  if (pattern.back() == '*') {
    pattern.remove_suffix(1);
    return name.substr(0, pattern.size()) == pattern;
  }
  return name == pattern;
}

Finding judge_attribute(std::span<const Attribute> table, const std::string& key,
                        const std::string& name, const std::string& value) {
  const std::string pair = name + "=" + value;
  const auto row = std::find_if(table.begin(), table.end(), [&](const Attribute& attribute) {
    return names(attribute.name, name);
  });
  if (row == table.end()) {
    return say(Verdict::unknown,
               {.key = key,
                .from = pair,
                .message = fmt::format("{} is no attribute that AWS documents.", name),
                .next_step = "Check the spelling in the source."});
  }
  if (row->otherwise.empty() || value == row->usual) {
    return say(Verdict::dropped, {.key = key, .from = pair, .message = "Changes nothing on GKE."});
  }
  return say(Verdict::approximated,
             {.key = key, .from = pair, .message = std::string(row->otherwise)});
}

}  // namespace translator::rules
