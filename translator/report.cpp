#include "translator/report.h"

#include <algorithm>

namespace translator {
namespace {

Json to_json(const Finding& finding) {
  return {{"rule", finding.rule},
          {"verdict", std::string(name_of(finding.verdict))},
          {"key", finding.key},
          {"from", finding.from},
          {"to", finding.to},
          {"message", finding.message},
          {"nextStep", finding.next_step}};
}

Json to_json(const ObjectName& object) {
  return {{"apiVersion", object.api_version},
          {"kind", object.kind},
          {"namespace", object.name_space},
          {"name", object.name}};
}

template <typename Value>
Json to_array(const std::vector<Value>& values) {
  Json array = Json::array();
  for (const Value& value : values) {
    array.push_back(to_json(value));
  }
  return array;
}

Heading heading_of(Verdict worst) {
  switch (worst) {
    case Verdict::translated:
    case Verdict::dropped:
      return Heading::ready;
    case Verdict::approximated:
      return Heading::approximated;
    case Verdict::needs_action:
    case Verdict::invalid:
    case Verdict::unknown:
    case Verdict::refused:
      break;
  }
  return Heading::needs_action;
}

}  // namespace

Heading heading_of(const ItemReport& item) {
  if (item.fate == Fate::parked) {
    return Heading::parked;
  }
  if (item.fate == Fate::skipped) {
    return Heading::skipped;
  }
  if (item.fate == Fate::untouched && item.findings.empty()) {
    return Heading::untouched;
  }
  return heading_of(worst_of(item.findings));
}

HeadingText text_of(Heading heading) {
  switch (heading) {
    case Heading::parked:
      return {"Parked", "restored inert, because serving it would expose or break something",
              "parked"};
    case Heading::needs_action:
      return {"Needs action", "restored, and a person has to do something", "needsAction"};
    case Heading::approximated:
      return {"Approximated", "works on GKE, with differences", "approximated"};
    case Heading::ready:
      return {"Ready", "works on GKE as it did on AWS", "ready"};
    case Heading::skipped:
      return {"Skipped", "not restored, because it means nothing on GKE", "skipped"};
    case Heading::untouched:
      break;
  }
  return {"Untouched", "restored as it is", "untouched"};
}

Json to_json(const ItemReport& item) {
  const std::string& version = item.object.api_version;
  const std::size_t slash = version.find('/');
  const bool core = slash == std::string::npos;
  return {{"group", core ? "" : version.substr(0, slash)},
          {"version", core ? version : version.substr(slash + 1)},
          {"kind", item.object.kind},
          {"namespace", item.object.name_space},
          {"name", item.object.name},
          {"outcome", std::string(name_of(item.fate))},
          {"findings", to_array(item.findings)},
          {"companions", to_array(item.companions)}};
}

std::string label_of(const ObjectName& object) {
  return (object.name_space.empty() ? "" : object.name_space + "/") + object.name;
}

ObjectName object_name_of(const Json& object) {
  return {.api_version = string_at(object, Pointer("/apiVersion")).value_or(""),
          .kind = kind_of(object),
          .name_space = namespace_of(object),
          .name = name_of(object)};
}

ItemReport report_of(const Json& object, const Translation& translation) {
  ItemReport report{.object = object_name_of(object),
                    .fate = translation.fate,
                    .summary = translation.summary,
                    .findings = translation.findings,
                    .companions = {},
                    .patched = {}};
  for (const Companion& companion : translation.companions) {
    report.companions.push_back(companion.name);
  }
  for (const Patch& patch : translation.patches) {
    if (std::find(report.patched.begin(), report.patched.end(), patch.object) ==
        report.patched.end()) {
      report.patched.push_back(patch.object);
    }
  }
  return report;
}

void count_restored(const Json& restored, const std::vector<Companion>& companions,
                    Report& report) {
  report.load_balancers.add(served_by_google(restored));
  merge_into(report.prerequisites, prerequisites_of(restored, companions));
}

Json frame_of(const Totals& totals, const Report& report) {
  Json prerequisites = Json::array();
  for (const Prerequisite& prerequisite : report.prerequisites) {
    prerequisites.push_back(to_json(prerequisite));
  }
  Json counts = {{"items", totals.items}};
  for (const Heading heading : kHeadings) {
    const auto found = totals.headings.find(heading);
    counts[std::string(text_of(heading).key)] = found == totals.headings.end() ? 0 : found->second;
  }
  counts["leftOutByVelero"] = totals.left_out;
  counts["loadBalancers"] = {{"internal", report.load_balancers.internal},
                             {"external", report.load_balancers.external}};
  counts["addresses"] = report.load_balancers.addresses;
  return {{"prerequisites", std::move(prerequisites)}, {"totals", std::move(counts)}};
}

Json to_json(const Report& report) {
  Totals totals{.headings = {}, .items = report.items.size(), .left_out = 0};
  Json items = Json::array();
  for (const ItemReport& item : report.items) {
    items.push_back(to_json(item));
    ++totals.headings[heading_of(item)];
  }
  for (const auto& [reason, number] : report.left_out) {
    totals.left_out += number;
  }
  Json json = {{"schema", std::string(kReportSchema)}, {"items", std::move(items)}};
  json.update(frame_of(totals, report));
  return json;
}

}  // namespace translator
