#pragma once

// The tables of key texts, one function for each file of this folder; all_key_texts() is who asks.

#include <span>

#include "translator/key_text.h"

namespace translator::texts {

[[nodiscard]] std::span<const KeyText> classes();
[[nodiscard]] std::span<const KeyText> load_balancer();
[[nodiscard]] std::span<const KeyText> front_end();
[[nodiscard]] std::span<const KeyText> protection();
[[nodiscard]] std::span<const KeyText> backends();
[[nodiscard]] std::span<const KeyText> routing();
[[nodiscard]] std::span<const KeyText> load_balancer_attributes();
[[nodiscard]] std::span<const KeyText> target_group_attributes();
[[nodiscard]] std::span<const KeyText> listener_attributes();
[[nodiscard]] std::span<const KeyText> frontend_nlb();
[[nodiscard]] std::span<const KeyText> finalizers();
[[nodiscard]] std::span<const KeyText> service_balancer();
[[nodiscard]] std::span<const KeyText> service_protection();
[[nodiscard]] std::span<const KeyText> service_properties();
[[nodiscard]] std::span<const KeyText> service_attributes();
[[nodiscard]] std::span<const KeyText> service_dns();
[[nodiscard]] std::span<const KeyText> service_finalizers();
[[nodiscard]] std::span<const KeyText> pull_secrets();

}  // namespace translator::texts
