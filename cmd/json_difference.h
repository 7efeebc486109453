#pragma once

// What differs between two objects, field by field.

#include <optional>
#include <string>
#include <vector>

#include "translator/json.h"

namespace cmd {

struct FieldChange {
  std::string path;  // as people write it: metadata.annotations[kubernetes.io/ingress.class]
  std::optional<translator::Json> before;  // nothing: the field is new
  std::optional<translator::Json> after;   // nothing: the field is gone
};

// In the order of `before`, new fields after the old ones of the same object. Objects are compared
// member by member, also when the whole object is new or gone; lists element by element when they
// are equally long, else as a whole.
[[nodiscard]] std::vector<FieldChange> difference(const translator::Json& before,
                                                  const translator::Json& after);

}  // namespace cmd
