#pragma once

// Fields of IngressClassParams and the annotations of an Ingress that say the same. A field is
// answered for by the row that claims its annotation.

#include <string>
#include <string_view>
#include <vector>

namespace translator::rules {

// The full annotation key. A field that nobody knows is taken for an annotation of that name, which
// no row claims.
[[nodiscard]] std::string annotation_like_class_field(std::string_view field);

// The names of all known fields, of both API groups, as below spec.
[[nodiscard]] std::vector<std::string_view> class_field_names();

}  // namespace translator::rules
