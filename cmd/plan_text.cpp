#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cmd/finding_text.h"
#include "cmd/plan.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::ObjectName;

using Items = std::vector<const ItemReport*>;

std::string kind_and_name(const ObjectName& object) {
  return printable(object.kind + " " + label_of(object));
}

std::string names_of(const std::vector<ObjectName>& objects) {
  std::string names;
  for (const ObjectName& object : objects) {
    names += (names.empty() ? "" : ", ") + kind_and_name(object);
  }
  return names;
}

std::string item_text(const ItemReport& item, const Look& look) {
  std::string text = "  " + styled(look, Style::strong, kind_and_name(item.object)) + "\n" +
                     wrapped(printable(item.summary), {.first = 4, .rest = 4, .width = look.width});
  text += findings_text(item.findings, look, 4);
  if (!item.companions.empty()) {
    text +=
        wrapped("makes " + names_of(item.companions), {.first = 4, .rest = 6, .width = look.width});
  }
  if (!item.patched.empty()) {
    text += wrapped("annotates " + names_of(item.patched),
                    {.first = 4, .rest = 6, .width = look.width});
  }
  return text + "\n";
}

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

std::string section_text(Heading heading, const Items& items, const Look& look, bool verbose) {
  if (items.empty()) {
    return "";
  }
  std::string text = title_text(heading, items.size(), look);
  if (heading == Heading::untouched) {
    return text + untouched_text(items, look, verbose);
  }
  for (const ItemReport* item : items) {
    text += item_text(*item, look);
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

std::string project_text(const Plan& plan, const Look& look) {
  const LoadBalancers& balancers = plan.load_balancers;
  std::string text;
  if (!plan.prerequisites.empty()) {
    text += "\n" + styled(look, Style::strong, "Before the restore, in the Google project") + "\n";
  }
  for (const Prerequisite& prerequisite : plan.prerequisites) {
    text += "\n" + wrapped(prerequisite.reason, {.first = 2, .rest = 2, .width = look.width}) +
            "    " + prerequisite.command + "\n";  // one line, to be copied
  }
  if (!plan.prerequisites.empty()) {
    text += "\n";
  }
  return text + fmt::format("The restore makes {}: {} internal, {} external.\n",
                            counted(balancers.internal + balancers.external, "load balancer"),
                            balancers.internal, balancers.external);
}

}  // namespace

std::string to_text(const Plan& plan, const Look& look, bool verbose) {
  std::map<Heading, Items> sections;
  for (const ItemReport& item : plan.items) {
    sections[heading_of(item)].push_back(&item);
  }
  std::string text;
  for (const Heading heading : kHeadings) {
    text += section_text(heading, sections[heading], look, verbose);
  }
  return text + totals_text(sections, plan, look) + project_text(plan, look);
}

}  // namespace cmd
