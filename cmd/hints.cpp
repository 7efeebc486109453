#include "cmd/hints.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cmd/settings_use.h"
#include "cmd/story.h"

namespace cmd {
namespace {

using translator::Finding;
using translator::ItemReport;
using translator::Verdict;

struct Topic {
  std::string_view id;
  std::string_view rule;
  std::vector<Verdict> verdicts;  // of these alone; empty: of all
};

// In the order in which the plan tells them.
const std::array<Topic, 4>& topics() {
  static const std::array<Topic, 4> kTopics = {
      Topic{"network-policy", "network-policy-health-checks", {}},
      Topic{"gitops", "gitops-owner", {}},
      Topic{"external-dns", "ingress-external-dns", {Verdict::translated}},
      Topic{"external-dns", "service-external-dns", {Verdict::translated}},
  };
  return kTopics;
}

bool is_about(const Topic& topic, const Finding& finding) {
  return finding.rule == topic.rule &&
         (topic.verdicts.empty() || std::find(topic.verdicts.begin(), topic.verdicts.end(),
                                              finding.verdict) != topic.verdicts.end());
}

// The same sentence about several objects is told once.
void add(const Topic& topic, const Finding& finding, const std::string& object,
         std::vector<Hint>& hints) {
  const auto same = std::find_if(hints.begin(), hints.end(), [&](const Hint& hint) {
    return hint.id == topic.id && hint.message == finding.message &&
           hint.next_step == finding.next_step;
  });
  if (same == hints.end()) {
    hints.push_back({.id = std::string(topic.id),
                     .objects = {object},
                     .message = finding.message,
                     .next_step = finding.next_step});
  } else if (std::find(same->objects.begin(), same->objects.end(), object) == same->objects.end()) {
    same->objects.push_back(object);
  }
}

}  // namespace

std::vector<Hint> hints_about(const std::vector<ItemReport>& items,
                              const translator::Settings& settings) {
  std::vector<Hint> hints;
  for (const Topic& topic : topics()) {
    for (const ItemReport& item : items) {
      for (const Finding& finding : item.findings) {
        if (is_about(topic, finding)) {
          add(topic, finding, key_of(item.object), hints);
        }
      }
    }
  }
  for (const UnusedEntries& unused : unused_entries(settings, items)) {
    std::string entries;
    for (const std::string& entry : unused.entries) {
      entries += (entries.empty() ? "" : ", ") + entry;
    }
    hints.push_back({.id = "settings-unused",
                     .objects = {"settings: " + unused.path},
                     .message = "Nothing in the input matches this: " + entries + ".",
                     .next_step = "Correct the spelling, or take the entry out."});
  }
  return hints;
}

translator::Json to_json(const Hint& hint) {
  return {{"id", hint.id},
          {"objects", hint.objects},
          {"message", hint.message},
          {"nextStep", hint.next_step}};
}

}  // namespace cmd
