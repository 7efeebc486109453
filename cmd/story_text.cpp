#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "cmd/plan_parts.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::Heading;
using translator::ItemReport;
using translator::ObjectName;

using ItemsByName = std::map<std::string, const ItemReport*>;

ItemsByName by_name(const std::vector<ItemReport>& items) {
  ItemsByName found;
  for (const ItemReport& item : items) {
    if (item.object.kind == "Ingress" || item.object.kind == "Service") {
      found.try_emplace(key_of(item.object), &item);
    }
  }
  return found;
}

Heading worst_of(const Story& story, const ItemsByName& items) {
  Heading worst = Heading::untouched;
  for (const ObjectName& ingress : story.ingresses) {
    if (const auto found = items.find(key_of(ingress)); found != items.end()) {
      worst = std::min(worst, heading_of(*found->second));
    }
  }
  return worst;
}

std::string title_of(const Story& story) {
  const std::string name = story.group.empty() ? kind_and_name(story.ingresses.front())
                                               : "group " + printable(story.group);
  const std::string members =
      story.ingresses.size() == 1
          ? ""
          : fmt::format("{} on one ALB; ", counted(story.ingresses.size(), "Ingress"));
  const std::string becomes =
      story.google.all() == 0
          ? "no load balancer while it is parked"
          : fmt::format("{} with {} on GKE", counted(story.google.all(), "load balancer"),
                        counted(story.google.addresses, "address"));
  return fmt::format("ALB of {}: {}{}", name, members, becomes);
}

}  // namespace

std::string stories_text(const Plan& plan, const Look& look, std::set<const ItemReport*>& told) {
  const ItemsByName items = by_name(plan.items);
  std::vector<std::pair<Heading, const Story*>> order;
  for (const auto& [key, story] : plan.stories.albs) {
    order.emplace_back(worst_of(story, items), &story);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (const auto& [heading, story] : order) {
    text += wrapped(title_of(*story), {.first = 0, .rest = 2, .width = look.width}) + "\n";
    std::vector<ObjectName> objects = story->ingresses;
    objects.insert(objects.end(), story->services.begin(), story->services.end());
    for (const ObjectName& object : objects) {
      const auto found = items.find(key_of(object));
      if (found == items.end()) {
        continue;
      }
      text += told.insert(found->second).second ? item_text(*found->second, plan.stories, look)
                                                : "  " + kind_and_name(object) + ": told above\n\n";
    }
  }
  return text;
}

}  // namespace cmd
