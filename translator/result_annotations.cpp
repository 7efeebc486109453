#include "translator/result_annotations.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/edits.h"
#include "translator/mutation.h"
#include "translator/park.h"

namespace translator {
namespace {

constexpr std::string_view kLastAppliedAnnotation =
    "kubectl.kubernetes.io/last-applied-configuration";
constexpr std::string_view kRestoreStatusAnnotation = "velero.io/restore-status";
constexpr std::size_t kLongestSummary = 1024;

void add_last_applied_edit(const Json& object, std::vector<Edit>& edits,
                           std::vector<Finding>& findings) {
  const auto text = annotation(object, kLastAppliedAnnotation);
  if (!text) {
    return;
  }
  const Result<std::optional<std::string>> cleaned = clean_last_applied(*text, edits);
  if (!cleaned) {
    findings.push_back(say(Verdict::needs_action,
                           {.key = std::string(kLastAppliedAnnotation),
                            .message = fmt::format("It cannot be read ({}) and is left as it is.",
                                                   cleaned.error().text()),
                            .next_step = "Remove the annotation before the next kubectl apply.",
                            .rule = "last-applied-unreadable"}));
  } else if (*cleaned) {
    edits.push_back(set(annotation_path(kLastAppliedAnnotation), **cleaned));
  }
}

// The next steps of what parked the item, worst first. Keys that nobody knows are always told: who
// takes one reason away must not find the next one only at the next restore.
std::string next_steps(const std::vector<Finding>& findings) {
  std::string steps;
  const Verdict worst = worst_of(findings);
  for (const Verdict verdict : {worst, Verdict::unknown}) {
    for (const Finding& finding : findings) {
      if (finding.verdict == verdict && !finding.next_step.empty() &&
          steps.find(finding.next_step) == std::string::npos) {
        steps += (steps.empty() ? "" : " ") + finding.next_step;
      }
    }
  }
  return steps;
}

// Cut between characters: UTF-8 continuation bytes are 10xxxxxx.
std::string shortened(const std::string& text) {
  if (text.size() <= kLongestSummary) {
    return text;
  }
  std::size_t end = kLongestSummary;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end) + "...";
}

}  // namespace

Json annotate_result(const Json& object, const std::vector<Edit>& edits, Fate fate,
                     const std::string& summary, std::vector<Finding>& findings) {
  std::vector<Edit> all = edits;
  add_last_applied_edit(object, all, findings);
  const Edited edited = apply_edits(object, mutation::without_left_out(all));
  const OriginalText original = original_text(edited.replaced, kOriginalLimit);
  if (original.left_out > 0) {
    findings.push_back(
        say(Verdict::approximated,
            {.key = std::string(kOriginalAnnotation),
             .message = fmt::format("{} replaced values are too large for the annotation; they are "
                                    "in the findings of this item.",
                                    original.left_out),
             .rule = "original-too-large"}));
  }
  std::vector<Edit> marks = {
      erase(Pointer("/metadata/managedFields")),
      set(annotation_path(kVerdictAnnotation), std::string(name_of(fate))),
      set(annotation_path(kSummaryAnnotation), shortened(summary)),
      set(annotation_path(kOriginalAnnotation), original.text),
  };
  if (fate == Fate::parked) {
    marks.push_back(set(annotation_path(kNextStepAnnotation), shortened(next_steps(findings))));
  } else {
    marks.push_back(erase(annotation_path(kNextStepAnnotation)));
  }
  if (can_be_parked(object)) {
    marks.push_back(set(annotation_path(kRestoreStatusAnnotation), "false"));
  }
  return apply_edits(edited.object, mutation::without_left_out(std::move(marks))).object;
}

}  // namespace translator
