#pragma once

// What becomes of one protection, the same for all rows about protection: it is covered by the
// operator's settings, knowingly given up, or the Ingress is parked.

#include <span>
#include <string>
#include <string_view>

#include "translator/alb_protection.h"
#include "translator/rule.h"

namespace translator::rules {

// Everything that the row about one kind of protection has to say. `keys` are taken away, and each
// of them that is written gets a finding.
[[nodiscard]] Outcome answer_for(ProtectionKind kind, std::span<const std::string_view> keys,
                                 const Json& ingress, const Context& context);

// The id of the row about a kind: what an acceptance in the settings names.
[[nodiscard]] std::string_view rule_for(ProtectionKind kind);

// True for rows whose protections each member of a group reads for itself, so that what one member
// says need not be repeated by the others.
[[nodiscard]] bool is_read_by_each_member(std::string_view rule);

// What stands before one backend on GKE in place of AWS's protections; "" when nothing does.
struct Substitute {
  std::string policy;      // a Cloud Armor policy
  std::string iap_secret;  // the Secret with the OAuth client of Identity-Aware Proxy
  friend bool operator==(const Substitute&, const Substitute&) = default;
};
[[nodiscard]] Substitute substitute_for(const Json& ingress, const Backend& backend,
                                        const Context& context);

}  // namespace translator::rules
