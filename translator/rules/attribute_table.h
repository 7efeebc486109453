#pragma once

// Attributes of an ALB or a target group that GKE has no setting for: what is said of each. Used by
// the topics ingress_*_attributes.cpp.

#include <span>
#include <string>
#include <string_view>

#include "translator/finding.h"

namespace translator::rules {

struct Attribute {
  std::string_view name;       // '*' at the end stands for any rest
  std::string_view usual;      // AWS's default: dropping it changes nothing
  std::string_view otherwise;  // what is lost with any other value; "" when nothing is
};

// True when `pattern`, a name of a table, stands for `name`.
[[nodiscard]] bool names(std::string_view pattern, std::string_view name);

// What is said of an attribute that is not taken over; one that is in no row of the table is
// unknown.
[[nodiscard]] Finding judge_attribute(std::span<const Attribute> table, const std::string& key,
                                      const std::string& name, const std::string& value);

}  // namespace translator::rules
