#pragma once

// What every changed item carries besides the edits of the rows: the verdict, what was there
// before, and the next step; and the bookkeeping of the old cluster that must go.

#include <string>
#include <vector>

#include "translator/translate.h"

namespace translator {

inline constexpr std::string_view kVerdictAnnotation = "eks2gke.io/verdict";
inline constexpr std::string_view kSummaryAnnotation = "eks2gke.io/summary";
inline constexpr std::string_view kOriginalAnnotation = "eks2gke.io/original";
inline constexpr std::string_view kNextStepAnnotation = "eks2gke.io/next-step";

// At most this much of the original goes into an annotation.
inline constexpr std::size_t kOriginalLimit = std::size_t{64} * 1024;

// Applies the edits and adds the annotations. Values of them in the incoming item are not believed:
// they are replaced. Findings may be added.
// - metadata.managedFields goes: Velero would write it back and claim fields that no longer exist;
// - velero.io/restore-status "false" (Velero 1.16 and later) keeps the host name of an AWS load
//   balancer out of the status of an Ingress or Service.
[[nodiscard]] Json annotate_result(const Json& object, const std::vector<Edit>& edits, Fate fate,
                                   const std::string& summary, std::vector<Finding>& findings);

}  // namespace translator
