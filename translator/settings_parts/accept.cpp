#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "translator/catalogue.h"
#include "translator/settings_parts/parts.h"
#include "translator/settings_parts/values.h"

namespace translator::settings_parts {

using Kind = Node::Kind;

namespace {

bool is_rule_for(const Rule& rule, const std::string& kind) {
  return std::any_of(rule.resources.begin(), rule.resources.end(),
                     [&](const Resource& resource) { return resource.kind == kind; });
}

// A slip in an entry of `accept` would stay unseen: the refusal just goes on.
void check_rule(const Node& node, const Section& entry, const Acceptance& acceptance,
                Problems& problems) {
  const Rule* rule = rule_by_id(acceptance.rule);
  if (rule == nullptr) {
    const std::string near = nearest_name(acceptance.rule);
    tell(problems, *entry["rule"].value, entry.path_of("rule"),
         fmt::format("There is no rule {}; the entry is left out.", shown(*entry["rule"].value)),
         near.empty() ? "Copy the line from the finding, or see `eks2gke explain`."
                      : fmt::format("Did you mean {}?", near));
  } else if (!is_rule_for(*rule, acceptance.kind)) {
    tell(problems, node, entry.path_of("kind"),
         fmt::format("Rule {} says nothing about a {}; the entry is left out.", acceptance.rule,
                     shown(*entry["kind"].value)),
         "Copy the line from the finding.");
  }
}

std::optional<Acceptance> read_acceptance(const Node& node, Problems& problems) {
  const std::size_t before = problems.size();
  const Section entry(node, "accept", {"rule", "kind", "object", "value", "because"}, problems);
  const auto text = [&](std::string_view key, const Form& form) {
    return entry_text(entry, key, form, problems).value_or("");
  };
  Acceptance acceptance{.rule = text("rule", kAnyText),
                        .kind = text("kind", kAnyText),
                        .object = text("object", kObject),
                        .value = text("value", kExactValue),
                        .because = text("because", kAnyText)};
  if (!is_clean(problems, before)) {
    return std::nullopt;
  }
  std::string missing;
  for (const char* key : {"rule", "kind", "object", "value", "because"}) {
    if (entry[key].value == nullptr) {
      missing += fmt::format("{}`{}`", missing.empty() ? "" : ", ", key);
    }
  }
  if (!missing.empty()) {
    tell(problems, node, "accept",
         fmt::format("The entry lacks {}; it is left out, and the refusal stays.", missing),
         "Copy the line from the finding, and say why in `because`.");
  } else {
    check_rule(node, entry, acceptance, problems);
  }
  return is_clean(problems, before) ? std::optional(std::move(acceptance)) : std::nullopt;
}

}  // namespace

void read_accept(const Node& list, std::vector<Acceptance>& accept, Problems& problems) {
  if (list.kind != Kind::sequence) {
    tell(problems, list, "accept",
         fmt::format("A list is expected here, not {}; nothing is accepted.", shown(list)),
         "Begin each entry with a dash.");
    return;
  }
  std::set<std::array<std::string, 4>> seen;
  for (const Node& item : list.items) {
    auto acceptance = read_acceptance(item, problems);
    if (!acceptance) {
      continue;
    }
    if (!seen.insert({acceptance->rule, acceptance->kind, acceptance->object, acceptance->value})
             .second) {
      tell(problems, item, "accept", "The same refusal is accepted twice; the first entry counts.",
           "Remove one of them.");
      continue;
    }
    accept.push_back(*std::move(acceptance));
  }
}

}  // namespace translator::settings_parts
