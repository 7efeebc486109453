#include "translator/rule.h"

#include <utility>

namespace translator {

std::string Resource::qualified() const {
  std::string name(plural);
  if (!group.empty()) {
    name += ".";
    name += group;
  }
  return name;
}

bool Resource::matches(const Json& object) const {
  return kind_of(object) == kind && group_of(object) == group;
}

Edit set(Pointer path, Json value, Site site) {
  return {.path = std::move(path), .value = std::move(value), .site = site};
}

Edit erase(Pointer path, Site site) {
  return {.path = std::move(path), .value = std::nullopt, .site = site};
}

Finding say(Verdict verdict, Finding finding, Site site) {
  finding.verdict = verdict;
  finding.site = site;
  return finding;
}

CompanionPart part(ObjectName object, Pointer path, Json value, Site site) {
  return {.object = std::move(object),
          .path = std::move(path),
          .value = std::move(value),
          .site = site};
}

Patch patch(ObjectName object, std::string_view annotation, Pointer inside, Json value, Site site) {
  return {.object = std::move(object),
          .annotation = std::string(annotation),
          .inside = std::move(inside),
          .value = std::move(value),
          .site = site};
}

}  // namespace translator
