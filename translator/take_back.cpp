#include "translator/take_back.h"

#include <array>
#include <exception>
#include <optional>
#include <vector>

#include "translator/edits.h"
#include "translator/result_annotations.h"

namespace translator {
namespace {

constexpr std::string_view kSchema = "eks2gke.io/original/v1";
constexpr std::string_view kRestoreStatusAnnotation = "velero.io/restore-status";

Error unusable(const std::string& why) {
  return {.what = why + "; the form that the object had on EKS is in its backup",
          .where = "annotation " + std::string(kOriginalAnnotation)};
}

// Nobody can rename an object, or change its kind, by writing an annotation.
bool is_editable(const std::string& path) {
  constexpr std::array<std::string_view, 4> kPrefixes = {
      "/metadata/annotations", "/metadata/labels", "/metadata/finalizers", "/spec/"};
  for (const std::string_view prefix : kPrefixes) {
    if (path.compare(0, prefix.size(), prefix) == 0) {
      return true;
    }
  }
  return false;
}

std::optional<Edit> edit_of(const Json& entry) {
  const auto path = string_at(entry, Pointer("/path"));
  if (!path || !is_editable(*path)) {
    return std::nullopt;
  }
  const Json* value = find(entry, Pointer("/value"));
  return Edit{.path = Pointer(*path), .value = value ? std::optional<Json>(*value) : std::nullopt};
}

Result<std::vector<Edit>> edits_of(const std::string& text) {
  const Result<Document> document = parse_json(text);
  if (!document) {
    return unusable("it is no JSON (" + document.error().text() + ")");
  }
  if (string_at(document->value, Pointer("/schema")) != kSchema) {
    return unusable("it is of a schema that this version does not know");
  }
  if (document->value.contains("leftOut")) {
    return unusable("it was too small for all that was replaced");
  }
  std::vector<Edit> edits;
  for (const Json& entry : array_at(document->value, Pointer("/edits"))) {
    auto edit = edit_of(entry);
    if (!edit) {
      return unusable("it names a field that is never edited");
    }
    edits.push_back(std::move(*edit));
  }
  return edits;
}

}  // namespace

Result<Json> take_back(const Json& object) try {
  const auto text = annotation(object, kOriginalAnnotation);
  if (!text) {
    return object;
  }
  Result<std::vector<Edit>> edits = edits_of(*text);
  if (!edits) {
    return edits.error();
  }
  for (const std::string_view mark :
       {kVerdictAnnotation, kSummaryAnnotation, kOriginalAnnotation, kNextStepAnnotation}) {
    edits->push_back(erase(annotation_path(mark)));
  }
  if (annotation(object, kRestoreStatusAnnotation) == "false") {
    edits->push_back(erase(annotation_path(kRestoreStatusAnnotation)));
  }
  return apply_edits(object, *edits).object;
} catch (
    const std::exception& problem) {  // a path that leads nowhere any more, or edits that clash
  return unusable(std::string("it does not fit the object (") + problem.what() + ")");
}

}  // namespace translator
