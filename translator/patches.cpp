#include "translator/patches.h"

#include <utility>

namespace translator {
namespace {

// The order of keys has no meaning.
bool same_meaning(const Json& one, const Json& other) {
  return nlohmann::json(one) == nlohmann::json(other);
}

// Writes one value, making objects on the way. False when it was there already; an Error when a
// step is no object.
Result<bool> write_inside(Json& document, const Patch& patch) {
  Json* place = &document;
  std::vector<std::string> steps;
  for (Pointer path = patch.inside; !path.empty(); path.pop_back()) {
    steps.insert(steps.begin(), path.back());
  }
  for (const std::string& step : steps) {
    if (place->is_null()) {
      *place = Json::object();
    }
    if (!place->is_object()) {
      return Error{.what = "the value at " + patch.inside.to_string() +
                           " has a step that is no "
                           "object; correct or remove the annotation",
                   .where = "annotation " + patch.annotation};
    }
    place = &(*place)[step];
  }
  if (same_meaning(*place, patch.value)) {
    return false;
  }
  *place = patch.value;
  return true;
}

}  // namespace

Result<bool> merge_patches(Json& object, std::span<const Patch> patches) {
  Json merged = object;
  bool changed = false;
  for (const Patch& patch : patches) {
    const std::string text = annotation(merged, patch.annotation).value_or("{}");
    Result<Document> document = parse_json(text);
    if (!document || !document->value.is_object()) {
      return Error{.what = "the value is no JSON object; correct or remove the annotation",
                   .where = "annotation " + patch.annotation};
    }
    const Result<bool> written = write_inside(document->value, patch);
    if (!written) {
      return written.error();
    }
    if (*written) {
      Json& metadata = merged["metadata"];
      if (find(metadata, Pointer("/annotations")) == nullptr ||
          !metadata["annotations"].is_object()) {
        metadata["annotations"] = Json::object();
      }
      metadata["annotations"][patch.annotation] = to_text(document->value);
      changed = true;
    }
  }
  if (changed) {
    object = std::move(merged);
  }
  return changed;
}

}  // namespace translator
