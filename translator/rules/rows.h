#pragma once

// The topics, one function each. A new topic is a new file, a line here and a line in
// catalogue.cpp.

#include <span>

#include "translator/rule.h"

namespace translator::rules {

[[nodiscard]] std::span<const Rule> annotation_types();
[[nodiscard]] std::span<const Rule> aws_only();
[[nodiscard]] std::span<const Rule> external_dns();
[[nodiscard]] std::span<const Rule> finalizers();
[[nodiscard]] std::span<const Rule> fold();
[[nodiscard]] std::span<const Rule> gitops();
[[nodiscard]] std::span<const Rule> ingress_actions();
[[nodiscard]] std::span<const Rule> ingress_address_type();
[[nodiscard]] std::span<const Rule> ingress_backends();
[[nodiscard]] std::span<const Rule> ingress_certificates();
[[nodiscard]] std::span<const Rule> ingress_class();
[[nodiscard]] std::span<const Rule> ingress_conditions();
[[nodiscard]] std::span<const Rule> ingress_dropped();
[[nodiscard]] std::span<const Rule> ingress_frontend_nlb();
[[nodiscard]] std::span<const Rule> ingress_group();
[[nodiscard]] std::span<const Rule> ingress_group_routes();
[[nodiscard]] std::span<const Rule> ingress_health_check();
[[nodiscard]] std::span<const Rule> ingress_listener_attributes();
[[nodiscard]] std::span<const Rule> ingress_listeners();
[[nodiscard]] std::span<const Rule> ingress_load_balancer_attributes();
[[nodiscard]] std::span<const Rule> ingress_paths();
[[nodiscard]] std::span<const Rule> ingress_properties();
[[nodiscard]] std::span<const Rule> ingress_protection();
[[nodiscard]] std::span<const Rule> ingress_protocols();
[[nodiscard]] std::span<const Rule> ingress_shared_service();
[[nodiscard]] std::span<const Rule> ingress_substitute();
[[nodiscard]] std::span<const Rule> ingress_target_group_attributes();
[[nodiscard]] std::span<const Rule> ingress_targets();
[[nodiscard]] std::span<const Rule> network_policies();
[[nodiscard]] std::span<const Rule> pull_secrets();
[[nodiscard]] std::span<const Rule> service_attributes();
[[nodiscard]] std::span<const Rule> service_behind_ingress();
[[nodiscard]] std::span<const Rule> service_dns();
[[nodiscard]] std::span<const Rule> service_groups();
[[nodiscard]] std::span<const Rule> service_load_balancer();
[[nodiscard]] std::span<const Rule> service_network();
[[nodiscard]] std::span<const Rule> service_ports();
[[nodiscard]] std::span<const Rule> service_properties();
[[nodiscard]] std::span<const Rule> service_source_ranges();
[[nodiscard]] std::span<const Rule> service_tls();
[[nodiscard]] std::span<const Rule> workloads();

}  // namespace translator::rules
