#include "cmd/judgement.h"

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
using translator::Json;
using translator::Result;
using translator::Status;

constexpr std::size_t kProgressStep = 500;

// What has to be judged once all surroundings are known.
struct Candidate {
  std::string where;
  std::string text;
};

struct Reading {
  translator::BackupObjects surroundings;
  std::deque<Candidate> candidates;
  std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
};

// Namespaces never pass through the actions of plugins.
bool passes_through_plugin(const Json& object) {
  return translator::action_for(object).has_value() &&
         !(translator::kind_of(object) == "Namespace" && translator::group_of(object).empty());
}

void take(Reading& reading, InputObject input, const JudgementVisitor& visitor, Console& console) {
  const Json& object = input.object;
  const auto key = std::make_tuple(translator::group_of(object), translator::kind_of(object),
                                   translator::namespace_of(object), translator::name_of(object));
  if (!reading.seen.insert(key).second) {
    return;
  }
  if (reading.seen.size() % kProgressStep == 0) {
    console.progress(fmt::format("read {} objects", reading.seen.size()));
  }
  Treatment treatment{.left_out = why_left_out(object)};
  treatment.judged = treatment.left_out.empty() && passes_through_plugin(object);
  visitor.see(object, treatment);
  if (treatment.judged) {
    reading.candidates.push_back({std::move(input.where), std::move(input.text)});
  }
  reading.surroundings.add(std::move(input.object));
}

Status judge(const Candidate& candidate, const translator::BackupObjects& surroundings,
             const translator::Settings& settings, const JudgementVisitor& visitor) {
  const Result<Json> object = parse_object(candidate.text, candidate.where);
  if (!object) {
    return object.error();
  }
  const Json item = item_of_input(*object);
  const auto result =
      translator::translate_item(translator::to_text(item), candidate.text, surroundings, settings);
  if (!result) {
    return translator::Error{.what = result.error().text(), .where = candidate.where};
  }
  visitor.judge({*object, item, result->translation, surroundings});
  return Done{};
}

}  // namespace

Status judge_inputs(const std::vector<std::string>& inputs, const translator::Settings& settings,
                    const JudgementVisitor& visitor, Console& console) {
  Reading reading;
  reading.surroundings.set_now(std::time(nullptr));
  for (const std::string& input : inputs) {
    Status status = read_input(input, [&](InputObject object) -> Status {
      take(reading, std::move(object), visitor, console);
      return Done{};
    });
    if (!status) {
      return status;
    }
  }
  std::size_t judged = 0;
  for (const Candidate& candidate : reading.candidates) {
    Status status = judge(candidate, reading.surroundings, settings, visitor);
    if (!status) {
      return status;
    }
    if (++judged % kProgressStep == 0) {
      console.progress(fmt::format("judged {} of {}", judged, reading.candidates.size()));
    }
  }
  return Done{};
}

}  // namespace cmd
