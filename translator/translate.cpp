#include "translator/translate.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "translator/catalogue.h"
#include "translator/edits.h"
#include "translator/gke_names.h"
#include "translator/ingress_api.h"
#include "translator/leftovers.h"
#include "translator/mutation.h"
#include "translator/park.h"
#include "translator/result_annotations.h"

namespace translator {
namespace {

// Everything that the rows answered, and the doors said.
struct Answers {
  std::vector<Edit> edits;
  std::vector<Finding> findings;
  std::vector<CompanionPart> companions;
  std::vector<Patch> patches;
  bool skip = false;
};

template <typename T>
void append(std::vector<T>& all, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

bool concerns(const Rule& rule, const Json& object) {
  return rule.apply != nullptr &&
         std::any_of(rule.resources.begin(), rule.resources.end(),
                     [&](const Resource& resource) { return resource.matches(object); });
}

Answers ask_rules(const Json& object, const Context& context) {
  Answers answers;
  for (const Rule* rule : all_rules()) {
    if (!concerns(*rule, object) || mutation::is_left_out(rule->id)) {
      continue;
    }
    Outcome outcome = mutation::without_left_out(rule->apply(object, context));
    for (Finding& finding : outcome.findings) {
      finding.rule = rule->id;
    }
    append(answers.edits, std::move(outcome.edits));
    append(answers.findings, std::move(outcome.findings));
    append(answers.companions, std::move(outcome.companions));
    append(answers.patches, std::move(outcome.patches));
    answers.skip = answers.skip || outcome.skip;
  }
  return answers;
}

// Several rows contribute to one object; an object has each part once.
std::vector<Companion> assemble(const std::vector<CompanionPart>& parts) {
  std::vector<Companion> companions;
  for (const CompanionPart& part : parts) {
    auto companion =
        std::find_if(companions.begin(), companions.end(),
                     [&](const Companion& other) { return other.name == part.object; });
    if (companion == companions.end()) {
      Json object = {{"apiVersion", part.object.api_version},
                     {"kind", part.object.kind},
                     {"metadata",
                      {{"name", part.object.name},
                       {"namespace", part.object.name_space},
                       {"labels", {{"app.kubernetes.io/managed-by", "eks2gke"}}}}}};
      companions.push_back({.name = part.object, .object = std::move(object)});
      companion = std::prev(companions.end());
    }
    companion->object = apply_edits(companion->object, {{part.path, part.value, part.site}}).object;
  }
  return companions;
}

// Settings that were not obeyed could have asked for something else. Never a reason to park: what
// fell back is safe.
void tell_settings(const Settings& settings, std::vector<Finding>& findings) {
  constexpr std::size_t kMostTold = 5;
  std::vector<Finding> told;
  const std::size_t count = settings.problems.size();
  for (std::size_t i = 0; i < std::min(count, kMostTold); ++i) {
    const SettingsProblem& problem = settings.problems[i];
    const std::string place = problem.line == 0 ? "The settings"
                                                : fmt::format("Line {}, column {} of the settings",
                                                              problem.line, problem.column);
    told.push_back(say(Verdict::needs_action,
                       {.key = problem.path.empty() ? "settings" : "settings: " + problem.path,
                        .message = fmt::format("{}: {}", place, problem.message),
                        .next_step = problem.next_step,
                        .rule = "settings-invalid"}));
  }
  if (count > kMostTold) {
    told.push_back(
        say(Verdict::needs_action,
            {.key = "settings",
             .message = fmt::format("{} more problems are in the settings.", count - kMostTold),
             .next_step = "Run `eks2gke settings check` for all of them.",
             .rule = "settings-invalid"}));
  }
  append(findings, mutation::without_left_out(std::move(told)));
}

bool must_be_parked(const Json& result, const std::vector<Finding>& findings) {
  const Verdict worst = worst_of(findings);
  if (!can_be_parked(result) || worst < Verdict::invalid) {
    return false;
  }
  return worst == Verdict::refused || is_public(result);
}

std::string count_of(const std::vector<Finding>& findings, Verdict verdict) {
  const auto count = std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.verdict == verdict;
  });
  return count == 0 ? "" : fmt::format(", {} {}", count, name_of(verdict));
}

// "translated: 3 translated, 1 dropped" or "parked: KEY: why".
std::string summary_of(Fate fate, const std::vector<Finding>& findings) {
  if (fate == Fate::parked) {
    const auto reason =
        std::max_element(findings.begin(), findings.end(),
                         [](const Finding& a, const Finding& b) { return a.verdict < b.verdict; });
    return reason->key.empty() ? "parked: " + reason->message
                               : fmt::format("parked: {}: {}", reason->key, reason->message);
  }
  if (fate == Fate::skipped) {
    return fmt::format("skipped: {}", findings.empty() ? "" : findings.front().message);
  }
  std::string counts;
  for (const Verdict verdict : {Verdict::translated, Verdict::approximated, Verdict::dropped,
                                Verdict::needs_action, Verdict::invalid, Verdict::unknown}) {
    counts += count_of(findings, verdict);
  }
  return fmt::format("{}: {}", name_of(fate), counts.empty() ? "" : counts.substr(2));
}

// Judges other objects of the backup for one item, each once: several rows ask about the same ones.
class Judge {
 public:
  Judge(const Surroundings& surroundings, const Settings& settings)
      : surroundings_(surroundings), settings_(settings) {}

  // An Ingress before a Service or policy is judged with its group (`levels` 2), the members of a
  // group without (1).
  Neighbour operator()(const Json& object, int levels) {
    const auto known = judged_.find({&object, levels});
    if (known != judged_.end()) {
      return known->second;
    }
    Context context{surroundings_, settings_, &object, {}};
    if (levels > 1) {
      context.judge = [this, levels](const Json& other) { return (*this)(other, levels - 1); };
    }
    Translation translation = translate(object, context);
    return judged_
        .emplace(std::pair(&object, levels),
                 Neighbour{.findings = std::move(translation.findings),
                           .companions = std::move(translation.companions),
                           .patches = std::move(translation.patches),
                           .parked = translation.fate == Fate::parked})
        .first->second;
  }

 private:
  const Surroundings& surroundings_;
  const Settings& settings_;
  std::map<std::pair<const Json*, int>, Neighbour> judged_;
};

Translation unchanged(Fate fate, const Json& object, std::vector<Finding> findings) {
  Translation translation;
  translation.fate = fate;
  translation.object = object;
  translation.findings = std::move(findings);
  if (!translation.findings.empty()) {
    translation.summary = summary_of(fate, translation.findings);
  }
  return translation;
}

}  // namespace

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::untouched:
      return "untouched";
    case Fate::translated:
      return "translated";
    case Fate::parked:
      return "parked";
    case Fate::skipped:
      return "skipped";
  }
  return "";
}

Context context_for(const Json& object, const Surroundings& surroundings, const Settings& settings,
                    const Json* backup_item) {
  const std::string kind = kind_of(object);
  const int levels = kind == "Service" || kind == "NetworkPolicy" ? 2 : 1;
  return {.surroundings = surroundings,
          .settings = settings,
          .backup_item = backup_item,
          .judge = [judge = std::make_shared<Judge>(surroundings, settings),
                    levels](const Json& other) { return (*judge)(other, levels); }};
}

namespace {

// The rows know networking.k8s.io/v1 only. An Ingress that is not ours keeps its old form.
Translation translate_as_v1(const Json& object, const Json& modern, const Context& context,
                            std::vector<Finding> door_findings) {
  Translation translation = translate(modern, context, std::move(door_findings));
  if (translation.fate == Fate::translated || translation.fate == Fate::parked) {
    append(translation.findings,
           mutation::without_left_out(std::vector<Finding>{
               say(Verdict::translated,
                   {.key = "/apiVersion",
                    .from = string_at(object, Pointer("/apiVersion")).value_or(""),
                    .to = string_at(modern, Pointer("/apiVersion")).value_or(""),
                    .message = "Kubernetes no longer serves the old version; the Ingress is "
                               "written as its API server would have converted it.",
                    .rule = "ingress-api-version"})}));
  } else {
    translation.object = object;
  }
  return translation;
}

Translation translate_watched(const Json& object, const Context& context,
                              std::vector<Finding> door_findings) {
  if (const auto modern = ingress_as_v1(object)) {
    return translate_as_v1(object, *modern, context, std::move(door_findings));
  }
  Answers answers = ask_rules(object, context);
  append(answers.findings, std::move(door_findings));
  const bool spoken = !answers.edits.empty() || !answers.findings.empty();
  if (answers.skip) {
    tell_settings(context.settings, answers.findings);
    return unchanged(Fate::skipped, object, std::move(answers.findings));
  }
  const Edited edited = apply_edits(object, answers.edits);
  const bool touched = !edited.replaced.empty();
  append(answers.findings, mutation::without_left_out(leftovers(edited.object, answers.findings)));
  // Text of AWS alone makes no Service of another controller ours: only rows do.
  const bool ours =
      touched || std::any_of(answers.findings.begin(), answers.findings.end(),
                             [](const Finding& finding) { return finding.rule != "leftover"; });
  if (spoken) {
    tell_settings(context.settings, answers.findings);
  }
  const bool parked = ours && must_be_parked(edited.object, answers.findings);
  if (!touched && !parked) {
    return unchanged(Fate::untouched, object, std::move(answers.findings));
  }
  Translation translation;
  translation.fate = parked ? Fate::parked : Fate::translated;
  translation.summary = summary_of(translation.fate, answers.findings);
  if (!parked) {
    translation.companions = assemble(answers.companions);
    translation.patches = std::move(answers.patches);
  } else {
    answers.edits = mutation::without_left_out(parking_edits(object, std::move(answers.edits)));
  }
  translation.object = annotate_result(object, answers.edits, translation.fate, translation.summary,
                                       answers.findings);
  translation.findings = mutation::without_left_out(std::move(answers.findings));
  return translation;
}

}  // namespace

Translation translate(const Json& object, const Context& context,
                      std::vector<Finding> door_findings) {
  Context watched = context;
  bool asked_neighbours = false;
  if (context.judge) {
    watched.judge = [&](const Json& other) {
      asked_neighbours = true;
      return context.judge(other);
    };
  }
  Translation translation = translate_watched(object, watched, std::move(door_findings));
  translation.asked_neighbours = asked_neighbours;
  return translation;
}

}  // namespace translator
