#include "cmd/plan.h"

#include <algorithm>
#include <ctime>
#include <deque>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "cmd/inputs.h"
#include "cmd/velero_item.h"
#include "translator/catalogue.h"
#include "translator/item.h"
#include "translator/resources.h"

namespace cmd {
namespace {

using translator::Done;
using translator::Fate;
using translator::Json;
using translator::ObjectName;
using translator::Result;
using translator::Status;

constexpr std::size_t kProgressStep = 500;

// What has to be judged once all surroundings are known.
struct Candidate {
  std::string where;
  std::string text;
};

struct Reading {
  Plan plan;
  translator::BackupObjects surroundings;
  Hints hints;
  std::deque<Candidate> candidates;
  std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
};

// Namespaces never pass through the actions of plugins.
bool passes_through_plugin(const Json& object) {
  return translator::action_for(object).has_value() &&
         !(translator::kind_of(object) == "Namespace" && translator::group_of(object).empty());
}

Status take(Reading& reading, InputObject input, Console& console) {
  const Json& object = input.object;
  const auto key = std::make_tuple(translator::group_of(object), translator::kind_of(object),
                                   translator::namespace_of(object), translator::name_of(object));
  if (!reading.seen.insert(key).second) {
    return Done{};
  }
  if (reading.seen.size() % kProgressStep == 0) {
    console.progress(fmt::format("read {} objects", reading.seen.size()));
  }
  if (const std::string_view reason = why_left_out(object); !reason.empty()) {
    ++reading.plan.left_out[std::string(reason)];
  } else if (passes_through_plugin(object)) {
    reading.candidates.push_back({std::move(input.where), std::move(input.text)});
  } else {
    reading.plan.items.push_back({.object = name_of(object),
                                  .fate = Fate::untouched,
                                  .summary = {},
                                  .findings = {},
                                  .companions = {},
                                  .patched = {}});
  }
  reading.hints.see(object);
  reading.surroundings.add(std::move(input.object));
  return Done{};
}

Status judge(const Candidate& candidate, const translator::Settings& settings, Reading& reading) {
  const Result<Json> object = parse_object(candidate.text, candidate.where);
  if (!object) {
    return object.error();
  }
  const Json item = velero_item(*object);
  const auto result = translator::translate_item(translator::to_text(item), candidate.text,
                                                 reading.surroundings, settings);
  if (!result) {
    return translator::Error{.what = result.error().text(), .where = candidate.where};
  }
  const translator::Translation& translation = result->translation;
  reading.plan.items.push_back(report_of(*object, translation));
  if (translation.fate == Fate::skipped) {
    return Done{};
  }
  const Json& restored = translation.fate == Fate::untouched ? item : translation.object;
  if (translation.fate != Fate::untouched &&
      (translator::kIngress.matches(*object) || translator::kService.matches(*object))) {
    reading.hints.see_changed(*object);
  }
  const bool parked = translation.fate == Fate::parked;
  const Served served = parked ? Served{} : served_by_google(restored);
  reading.plan.stories.add(
      *object, {.served = served, .reserved = reserved_addresses(restored)},
      translator::context_for(*object, reading.surroundings, settings, &*object));
  if (!parked) {
    merge_into(reading.plan.prerequisites, prerequisites_of(restored, translation.companions));
  }
  return Done{};
}

auto sort_key(const ItemReport& item) {
  const ObjectName& object = item.object;
  return std::tie(object.kind, object.name_space, object.name, object.api_version);
}

}  // namespace

Result<Plan> make_plan(const std::vector<std::string>& inputs, const translator::Settings& settings,
                       Console& console) {
  Reading reading;
  reading.surroundings.set_now(std::time(nullptr));
  for (const std::string& input : inputs) {
    const Status status = read_input(
        input, [&](InputObject object) { return take(reading, std::move(object), console); });
    if (!status) {
      return status.error();
    }
  }
  std::size_t judged = 0;
  for (const Candidate& candidate : reading.candidates) {
    const Status status = judge(candidate, settings, reading);
    if (!status) {
      return status.error();
    }
    if (++judged % kProgressStep == 0) {
      console.progress(fmt::format("judged {} of {}", judged, reading.candidates.size()));
    }
  }
  auto& items = reading.plan.items;
  std::stable_sort(items.begin(), items.end(), [](const ItemReport& a, const ItemReport& b) {
    return sort_key(a) < sort_key(b);
  });
  reading.plan.hints = reading.hints.about(reading.plan.stories);
  return std::move(reading.plan);
}

bool has_problems(const Plan& plan, translator::Verdict limit) {
  return std::any_of(plan.items.begin(), plan.items.end(), [limit](const ItemReport& item) {
    return item.fate == Fate::parked || translator::worst_of(item.findings) >= limit;
  });
}

Json to_json(const Plan& plan) {
  Json items = Json::array();
  std::map<Heading, std::size_t> count;
  for (const ItemReport& item : plan.items) {
    items.push_back(to_json(item));
    ++count[heading_of(item)];
  }
  Json prerequisites = Json::array();
  for (const Prerequisite& prerequisite : plan.prerequisites) {
    prerequisites.push_back(to_json(prerequisite));
  }
  Json totals = {{"items", plan.items.size()}};
  for (const Heading heading : kHeadings) {
    totals[std::string(text_of(heading).key)] = count[heading];
  }
  std::size_t left_out = 0;
  for (const auto& [reason, number] : plan.left_out) {
    left_out += number;
  }
  totals["leftOutByVelero"] = left_out;
  const Stories& stories = plan.stories;
  totals["loadBalancers"] = {{"internal", stories.google.internal},
                             {"external", stories.google.external}};
  totals["addresses"] = stories.google.addresses;
  totals["aws"] = {{"applicationLoadBalancers", stories.albs.size()},
                   {"serviceLoadBalancers", stories.service_balancers}};
  Json hints = Json::array();
  for (const Hint& hint : plan.hints) {
    hints.push_back(to_json(hint));
  }
  Json groups = Json::array();
  for (const auto& [key, story] : stories.albs) {
    groups.push_back(to_json(story));
  }
  return {{"schema", "eks2gke.io/plan/v1"},
          {"items", std::move(items)},
          {"prerequisites", std::move(prerequisites)},
          {"groups", std::move(groups)},
          {"hints", std::move(hints)},
          {"totals", std::move(totals)}};
}

}  // namespace cmd
