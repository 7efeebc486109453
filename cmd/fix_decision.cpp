#include "cmd/fix_decision.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cmd/velero_item.h"
#include "translator/aws_names.h"
#include "translator/carry_over.h"
#include "translator/dns_hold.h"
#include "translator/edits.h"
#include "translator/gke_names.h"
#include "translator/item.h"
#include "translator/resources.h"
#include "translator/result_annotations.h"
#include "translator/take_back.h"

namespace cmd {
namespace {

using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Pointer;
using translator::Result;
using translator::Settings;
using translator::Translation;
using Kind = FixDecision::Kind;

const Pointer kFinalizers("/metadata/finalizers");

bool same_meaning(const Json& one, const Json& other) {
  return nlohmann::json(one) == nlohmann::json(other);
}

Json without_managers(Json object) {
  object["metadata"].erase("managedFields");
  return object;
}

FixDecision told(FixState state, std::string problem) {
  FixDecision decision;
  decision.kind = Kind::tell;
  decision.state = state;
  decision.problem = std::move(problem);
  return decision;
}

// Only what AWS left: others still have to do their work.
Json without_aws_finalizers(Json object) {
  Json kept = Json::array();
  for (const Json& finalizer : translator::array_at(object, kFinalizers)) {
    if (!finalizer.is_string() || !translator::is_aws_finalizer(finalizer.get<std::string>())) {
      kept.push_back(finalizer);
    }
  }
  if (kept.size() != translator::array_at(object, kFinalizers).size()) {
    object["metadata"]["finalizers"] = std::move(kept);
  }
  return object;
}

FixDecision decide_deleted(const Json& live, const FixQuestion& question) {
  Json without = without_aws_finalizers(live);
  if (same_meaning(without, live)) {
    return {};
  }
  if (!question.options.finish_deletions) {
    return told(FixState::deleting,
                "It is being deleted, and finalizers of AWS's controllers hold it. "
                "--finish-deletions takes them away.");
  }
  FixDecision decision;
  decision.kind = Kind::write;
  decision.state = FixState::finished;
  decision.wanted = without_managers(std::move(without));
  return decision;
}

// What only the server knows of the live object.
void take_identity(Json& answer, const Json& live) {
  constexpr std::array kFields = {"uid",       "resourceVersion",   "generation",
                                  "selfLink",  "creationTimestamp", "ownerReferences",
                                  "namespace", "generateName"};
  for (const char* field : kFields) {
    if (live["metadata"].contains(field)) {
      answer["metadata"][field] = live["metadata"][field];
    }
  }
  answer["metadata"].erase("managedFields");
  if (live.contains("status")) {
    answer["status"] = live["status"];
  }
}

// A result as it is written over the live object.
Json complete(Json answer, const Json& live, bool parked) {
  translator::carry_over(answer, live, parked);
  take_identity(answer, live);
  return answer;
}

bool changes_class(const Json& live, const Json& answer) {
  const auto text_at = [](const Json& object, const char* path) {
    return translator::string_at(object, Pointer(path)).value_or("");
  };
  return translator::kService.matches(live) && text_at(live, "/spec/type") == "LoadBalancer" &&
         text_at(answer, "/spec/type") == "LoadBalancer" &&
         text_at(live, "/spec/loadBalancerClass") != text_at(answer, "/spec/loadBalancerClass");
}

// One translation of a form of the object.
Result<Translation> judged(const Json& original, const FixQuestion& question,
                           const Settings& settings, std::vector<Finding> findings) {
  const Json* backup = question.session.backup_of(original);
  auto result =
      translator::translate_item(translator::to_text(velero_item(original)),
                                 translator::to_text(backup == nullptr ? original : *backup),
                                 question.session.as_they_were(), settings, std::move(findings));
  if (!result) {
    return result.error();
  }
  return std::move(result->translation);
}

bool says_something(const Translation& translation) {
  return translation.fate != Fate::untouched || !translation.findings.empty();
}

// Somebody has applied a manifest of EKS again to what we had translated.
bool is_of_aws_again(const Json& named, const FixQuestion& question) {
  const auto result =
      translator::translate_item(translator::to_text(velero_item(named)), "",
                                 question.session.as_they_are(), question.options.settings);
  return result &&
         (result->translation.fate == Fate::translated || result->translation.fate == Fate::parked);
}

// A person who has opened a parked object by hand is not overruled.
bool is_inert(const Json& live) {
  return translator::kService.matches(live)
             ? translator::string_at(live, Pointer("/spec/type")) != "LoadBalancer"
             : translator::annotation(live, translator::kIngressClassAnnotation) ==
                   translator::kParkedClass;
}

void load_backup(const FixQuestion& question) {
  if (const auto warning =
          question.session.load_backup(question.client, question.options.velero_namespace)) {
    question.warnings.push_back(*warning);
  }
}

Finding class_finding() {
  return translator::say(
      translator::Verdict::refused,
      {.key = "/spec/loadBalancerClass",
       .message =
           "Kubernetes changes the class of no LoadBalancer, so the Service is parked first.",
       .next_step = "Run `eks2gke fix --apply` again.",
       .rule = "load-balancer-class-fixed"});
}

// The class goes with the type, and comes back with it: the Service keeps its name and its address
// inside the cluster.
FixDecision decide_in_two_steps(const Json& live, const Json& original, FixDecision decision,
                                const FixQuestion& question) {
  const auto parked = judged(original, question, question.options.settings, {class_finding()});
  if (!parked) {
    return told(FixState::failed, parked.error().text());
  }
  Json inert = live;
  inert["spec"]["type"] = "ClusterIP";
  decision.afterwards = complete(decision.translation.object, inert, false);
  decision.wanted = complete(parked->object, live, true);
  return decision;
}

FixDecision decide_translated(const Json& live, const Json& original, Translation translation,
                              const FixQuestion& question) {
  FixDecision decision;
  const bool parked = translation.fate == Fate::parked;
  decision.state = parked ? FixState::parked : FixState::translated;
  decision.translation = std::move(translation);
  if (changes_class(live, decision.translation.object)) {
    decision.kind = Kind::write;
    return decide_in_two_steps(live, original, std::move(decision), question);
  }
  decision.wanted = complete(decision.translation.object, live, parked);
  decision.kind = same_meaning(decision.wanted, without_managers(live)) ? Kind::tell : Kind::write;
  return decision;
}

FixDecision decide_again(const Json& live, const Json& original, const FixQuestion& question,
                         const std::vector<Finding>& failures) {
  load_backup(question);
  auto translation = judged(original, question, question.options.settings, failures);
  if (!translation) {
    return told(FixState::failed, translation.error().text());
  }
  if (translation->fate == Fate::translated || translation->fate == Fate::parked) {
    return decide_translated(live, original, std::move(*translation), question);
  }
  // Nothing of AWS: what was parked comes back as it was.
  FixDecision decision;
  decision.translation = std::move(*translation);
  decision.wanted = complete(velero_item(original), live, false);
  if (!same_meaning(decision.wanted, without_managers(live))) {
    decision.kind = Kind::write;
  }
  return decision;
}

FixDecision decide_release(const Json& live) {
  FixDecision decision;
  decision.kind = Kind::right;
  const auto edits = translator::release_dns(live);
  if (edits.empty()) {
    return decision;
  }
  decision.kind = Kind::write;
  decision.state = FixState::dns_released;
  decision.wanted = without_managers(translator::apply_edits(live, edits).object);
  decision.translation.fate = Fate::translated;
  decision.translation.summary = "translated: names for external-dns released";
  return decision;
}

}  // namespace

FixDecision decide(const Json& live, const FixQuestion& question,
                   const std::vector<Finding>& failures) {
  if (translator::find(live, Pointer("/metadata/deletionTimestamp")) != nullptr) {
    return decide_deleted(live, question);
  }
  const auto named = question.session.in_backup(live);
  if (!named) {
    return {};
  }
  const auto verdict = translator::annotation(live, translator::kVerdictAnnotation);
  const bool parked = verdict == "parked" && is_inert(live);
  if (verdict && !parked && !is_of_aws_again(*named, question)) {
    if (question.options.release_dns && verdict == "translated") {
      return decide_release(live);
    }
    FixDecision decision;
    decision.kind = Kind::right;
    return decision;
  }
  if (parked) {
    const auto original = translator::take_back(*named);
    if (!original) {
      return told(FixState::failed, original.error().text());
    }
    return decide_again(live, *original, question, failures);
  }
  const auto first = judged(*named, question, question.options.settings, failures);
  if (first && !says_something(*first)) {
    return {};
  }
  return decide_again(live, *named, question, failures);
}

}  // namespace cmd
