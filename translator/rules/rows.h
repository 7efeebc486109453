#pragma once

// The topics, one function each. A new topic is a new file, a line here and a line in
// catalogue.cpp.

#include <span>

#include "translator/rule.h"

namespace translator::rules {

[[nodiscard]] std::span<const Rule> aws_only();
[[nodiscard]] std::span<const Rule> finalizers();
[[nodiscard]] std::span<const Rule> fold();
[[nodiscard]] std::span<const Rule> ingress_backends();
[[nodiscard]] std::span<const Rule> ingress_class();
[[nodiscard]] std::span<const Rule> ingress_group();
[[nodiscard]] std::span<const Rule> ingress_health_check();
[[nodiscard]] std::span<const Rule> ingress_properties();
[[nodiscard]] std::span<const Rule> pull_secrets();
[[nodiscard]] std::span<const Rule> service_behind_ingress();
[[nodiscard]] std::span<const Rule> service_load_balancer();
[[nodiscard]] std::span<const Rule> service_properties();
[[nodiscard]] std::span<const Rule> service_source_ranges();
[[nodiscard]] std::span<const Rule> workloads();

}  // namespace translator::rules
