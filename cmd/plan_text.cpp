#include <map>
#include <set>

#include <fmt/format.h>

#include "cmd/finding_text.h"
#include "cmd/plan.h"
#include "cmd/plan_parts.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::Heading;
using translator::HeadingText;
using translator::ItemReport;
using translator::kHeadings;

using Items = std::vector<const ItemReport*>;

std::string title_text(Heading heading, std::size_t count, const Look& look) {
  const HeadingText words = text_of(heading);
  return styled(look, style_of(heading), fmt::format("{} ({})", words.title, count)) + ": " +
         std::string(words.meaning) + "\n\n";
}

std::string untouched_text(const Items& items, const Look& look, bool verbose) {
  std::map<std::string, std::size_t> kinds;
  std::string names;
  for (const ItemReport* item : items) {
    ++kinds[item->object.kind];
    names += "  " + kind_and_name(item->object) + "\n";
  }
  if (verbose) {
    return names + "\n";
  }
  std::string text;
  for (const auto& [kind, count] : kinds) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, printable(kind));
  }
  return wrapped(text, {.first = 2, .rest = 2, .width = look.width}) + "\n";
}

std::string section_text(Heading heading, const Items& items, const Stories& stories,
                         const Look& look, bool verbose) {
  if (items.empty()) {
    return "";
  }
  std::string text = title_text(heading, items.size(), look);
  if (heading == Heading::untouched) {
    return text + untouched_text(items, look, verbose);
  }
  for (const ItemReport* item : items) {
    text += item_text(*item, stories, look);
  }
  return text;
}

std::string totals_text(const std::map<Heading, Items>& sections, const Plan& plan,
                        const Look& look) {
  std::string text;
  for (const Heading heading : kHeadings) {
    const auto found = sections.find(heading);
    std::string word(text_of(heading).title);
    word[0] = static_cast<char>(word[0] - 'A' + 'a');
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                        found == sections.end() ? 0 : found->second.size(), word);
  }
  text = wrapped(fmt::format("{}: {}.", counted(plan.items.size(), "item"), text),
                 {.first = 0, .rest = 2, .width = look.width});
  for (const auto& [reason, count] : plan.left_out) {
    text += fmt::format("Left out by Velero itself: {} ({}).\n", count, reason);
  }
  return text;
}

}  // namespace

std::string to_text(const Plan& plan, const Look& look, bool verbose) {
  std::set<const ItemReport*> told;
  std::string text = stories_text(plan, look, told);
  std::map<Heading, Items> all;
  std::map<Heading, Items> others;
  for (const ItemReport& item : plan.items) {
    all[heading_of(item)].push_back(&item);
    if (!told.contains(&item)) {
      others[heading_of(item)].push_back(&item);
    }
  }
  for (const Heading heading : kHeadings) {
    text += section_text(heading, others[heading], plan.stories, look, verbose);
  }
  return text + totals_text(all, plan, look) + hints_text(plan.hints, look) +
         prerequisites_text(plan.prerequisites, look) + balancers_text(plan, look);
}

}  // namespace cmd
