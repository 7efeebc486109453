#include "cmd/report.h"

#include <algorithm>

namespace cmd {
namespace {

using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::ObjectName;
using translator::Verdict;

Json to_json(const Finding& finding) {
  return {{"rule", finding.rule},
          {"verdict", std::string(translator::name_of(finding.verdict))},
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
  return heading_of(translator::worst_of(item.findings));
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
          {"outcome", std::string(translator::name_of(item.fate))},
          {"findings", to_array(item.findings)},
          {"companions", to_array(item.companions)}};
}

std::string label_of(const ObjectName& object) {
  return (object.name_space.empty() ? "" : object.name_space + "/") + object.name;
}

ObjectName name_of(const Json& object) {
  return {
      .api_version = translator::string_at(object, translator::Pointer("/apiVersion")).value_or(""),
      .kind = translator::kind_of(object),
      .name_space = translator::namespace_of(object),
      .name = translator::name_of(object)};
}

ItemReport report_of(const Json& object, const translator::Translation& translation) {
  ItemReport report{.object = name_of(object),
                    .fate = translation.fate,
                    .summary = translation.summary,
                    .findings = translation.findings,
                    .companions = {},
                    .patched = {}};
  for (const translator::Companion& companion : translation.companions) {
    report.companions.push_back(companion.name);
  }
  for (const translator::Patch& patch : translation.patches) {
    if (std::find(report.patched.begin(), report.patched.end(), patch.object) ==
        report.patched.end()) {
      report.patched.push_back(patch.object);
    }
  }
  return report;
}

}  // namespace cmd
