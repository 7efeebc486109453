#include "cmd/plan.h"

#include <algorithm>
#include <tuple>

#include "cmd/judgement.h"
#include "translator/resources.h"

namespace cmd {
namespace {

using translator::Fate;
using translator::ItemReport;
using translator::Json;
using translator::ObjectName;
using translator::Result;
using translator::Served;
using translator::Status;

void see(Plan& plan, const Json& object, const Treatment& treatment) {
  if (!treatment.left_out.empty()) {
    ++plan.left_out[std::string(treatment.left_out)];
  } else if (!treatment.judged) {
    plan.items.push_back({.object = translator::object_name_of(object),
                          .fate = Fate::untouched,
                          .summary = {},
                          .findings = {},
                          .companions = {},
                          .patched = {}});
  }
}

void tell(Plan& plan, const Judgement& judgement, const translator::Settings& settings) {
  const Json& object = judgement.object;
  const translator::Translation& translation = judgement.translation;
  plan.items.push_back(translator::report_of(object, translation));
  if (translation.fate == Fate::skipped) {
    return;
  }
  const Json& restored = judgement.restored();
  const bool parked = translation.fate == Fate::parked;
  const Served served = parked ? Served{} : translator::served_by_google(restored);
  plan.stories.add(object, {.served = served, .reserved = translator::reserved_addresses(restored)},
                   translator::context_for(object, judgement.surroundings, settings, &object));
  if (!parked) {
    translator::count_restored(restored, translation.companions, plan);
  }
}

auto sort_key(const ItemReport& item) {
  const ObjectName& object = item.object;
  return std::tie(object.kind, object.name_space, object.name, object.api_version);
}

}  // namespace

Result<Plan> make_plan(const std::vector<std::string>& inputs, const translator::Settings& settings,
                       Console& console) {
  Plan plan;
  const JudgementVisitor visitor{
      .see = [&](const Json& object, const Treatment& treatment) { see(plan, object, treatment); },
      .judge = [&](const Judgement& judgement) { tell(plan, judgement, settings); }};
  const Status status = judge_inputs(inputs, settings, visitor, console);
  if (!status) {
    return status.error();
  }
  auto& items = plan.items;
  std::stable_sort(items.begin(), items.end(), [](const ItemReport& a, const ItemReport& b) {
    return sort_key(a) < sort_key(b);
  });
  plan.hints = hints_about(items, settings);
  return plan;
}

bool has_problems(const Plan& plan, translator::Verdict limit) {
  return std::any_of(plan.items.begin(), plan.items.end(), [limit](const ItemReport& item) {
    return item.fate == Fate::parked || translator::worst_of(item.findings) >= limit;
  });
}

Json to_json(const Plan& plan) {
  Json json = translator::to_json(static_cast<const translator::Report&>(plan));
  json["totals"]["aws"] = {{"applicationLoadBalancers", plan.stories.albs.size()},
                           {"serviceLoadBalancers", plan.stories.service_balancers}};
  json["groups"] = Json::array();
  for (const auto& [key, story] : plan.stories.albs) {
    json["groups"].push_back(to_json(story));
  }
  json["hints"] = Json::array();
  for (const Hint& hint : plan.hints) {
    json["hints"].push_back(to_json(hint));
  }
  return json;
}

}  // namespace cmd
