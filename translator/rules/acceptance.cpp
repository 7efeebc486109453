#include "translator/rules/acceptance.h"

#include <fmt/format.h>

namespace translator::rules {

Finding unless_accepted(Finding finding, std::string_view rule, const Json& object,
                        std::string_view value, const Context& context) {
  const std::string kind = kind_of(object);
  const std::string name = namespace_of(object) + "/" + name_of(object);
  const Acceptance* accepted = is_accepted(context.settings, rule, kind, name, value);
  if (accepted == nullptr) {
    finding.next_step +=
        fmt::format(" To do without it knowingly, add under `accept:` in the settings: {}",
                    settings_line_accepting(rule, kind, name, value));
    return finding;
  }
  finding.verdict = Verdict::dropped;
  finding.message = fmt::format("The {} does without it, because the settings accept that: \"{}\".",
                                kind, accepted->because);
  finding.next_step.clear();
  return finding;
}

}  // namespace translator::rules
