#pragma once

// Second opinion on what kept somebody out of an ALB, judged by value and for the whole group: used
// by tests/support/aws_oracle.h. Written from the documentation of the AWS controller and on
// purpose without translator/alb_protection.h.

#include <string>
#include <vector>

#include "translator/json.h"

namespace support {

// An Ingress of a group with everything that the AWS controller reads beside it.
struct MemberOnAws {
  translator::Json ingress;
  translator::Json params;  // the spec of its IngressClassParams; null when it has none
  std::vector<translator::Json> services;  // those that its backends name
  bool auto_mode = false;                  // EKS Auto Mode reads no WAF Classic and no Shield
};

// True for keys of alb.ingress.kubernetes.io (without the prefix) whose value effective_protections
// looks at, or that protect nothing whatever their value is.
[[nodiscard]] bool is_judged_by_value(const std::string& name);

// What the load balancer of these members kept out, each as "object: key".
[[nodiscard]] std::vector<std::string> effective_protections(
    const std::vector<MemberOnAws>& members);

}  // namespace support
