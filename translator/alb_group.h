#pragma once

// Settings that govern a whole ALB: what one Ingress of a group writes holds for all of them, so
// every row about such a key has to look at all members. Used by the rows about protection and
// about the load balancer itself.
// Source: kubernetes-sigs/aws-load-balancer-controller v2.0 to v3.5, pkg/ingress/model_build_*.go.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/alb.h"

namespace translator {

// One member as the AWS controller reads it.
struct Member {
  const Json* ingress = nullptr;
  AlbIngress alb;
  bool itself = false;  // the Ingress that is being judged
};

// The Ingress itself, then the other members of its explicit group.
[[nodiscard]] std::vector<Member> members_of(const Json& ingress, const AlbIngress& alb,
                                             const Context& context);

// A setting as one member has it.
struct MemberValue {
  std::string key;    // the annotation, or "IngressClassParams spec.FIELD"
  std::string value;  // a list of the class is joined with ','
  std::string place;  // where it is written, in words; "" for the annotation of the Ingress itself
};

// What one member says: the field of its IngressClassParams when it is there and not empty, else
// its annotation. `field` may be "" for keys that no class has.
[[nodiscard]] std::vector<MemberValue> value_of_member(const Member& member, std::string_view field,
                                                       std::string_view name);

// The same of all members, the Ingress itself first.
[[nodiscard]] std::vector<MemberValue> values_of_members(const std::vector<Member>& members,
                                                         std::string_view field,
                                                         std::string_view name);

// " (IngressClassParams of class partners)", for the middle of a sentence; "" for an own
// annotation.
[[nodiscard]] std::string in_brackets(const std::string& place);

// The place of a member among the others: lower goes first, and members of the same order go by
// namespace and name. Nothing when it is written and no whole number from -1000 to 1000: the AWS
// controller stops at such a group.
[[nodiscard]] std::optional<std::int64_t> group_order_of(const Json& ingress);

}  // namespace translator
