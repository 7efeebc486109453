#include "translator/alb_group.h"

#include <optional>

#include "translator/aws_values.h"

namespace translator {
namespace {

std::string full_name(const Json& object) { return namespace_of(object) + "/" + name_of(object); }

std::string text_of(const Json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (!value.is_array()) {
    return to_text(value);
  }
  std::string joined;
  for (const Json& part : value) {
    joined += (joined.empty() ? "" : ",") + text_of(part);
  }
  return joined;
}

// An empty field is written by the controller itself and says nothing.
std::optional<std::string> class_value(const Member& member, std::string_view field) {
  if (field.empty() || member.alb.class_params == nullptr) {
    return std::nullopt;
  }
  const Json* value = find(*member.alb.class_params, Pointer("/" + std::string(field)));
  if (value == nullptr || value->empty() || *value == "") {
    return std::nullopt;
  }
  return text_of(*value);
}

}  // namespace

std::vector<Member> members_of(const Json& ingress, const AlbIngress& alb, const Context& context) {
  std::vector<Member> members = {{.ingress = &ingress, .alb = alb, .itself = true}};
  for (const Json* other : other_members(ingress, alb, context)) {
    const Context of_other{context.surroundings, context.settings, other, {}};
    members.push_back({.ingress = other, .alb = read_alb_ingress(*other, of_other)});
  }
  return members;
}

std::vector<MemberValue> value_of_member(const Member& member, std::string_view field,
                                         std::string_view name) {
  const std::string of_group =
      member.itself ? "" : "Ingress " + full_name(*member.ingress) + " of the same group";
  if (const auto value = class_value(member, field)) {
    const std::string of_class = "IngressClassParams of class " + member.alb.class_name;
    return {{.key = "IngressClassParams spec." + std::string(field),
             .value = *value,
             .place = member.itself ? of_class : of_class + " of " + of_group}};
  }
  if (const auto value = annotation(*member.ingress, alb_key(name))) {
    return {{.key = alb_key(name), .value = *value, .place = of_group}};
  }
  return {};
}

std::vector<MemberValue> values_of_members(const std::vector<Member>& members,
                                           std::string_view field, std::string_view name) {
  std::vector<MemberValue> values;
  for (const Member& member : members) {
    for (MemberValue& value : value_of_member(member, field, name)) {
      values.push_back(std::move(value));
    }
  }
  return values;
}

std::string in_brackets(const std::string& place) {
  return place.empty() ? "" : " (" + place + ")";
}

std::optional<std::int64_t> group_order_of(const Json& ingress) {
  constexpr std::int64_t kMost = 1000;
  const auto order = aws_integer(annotation(ingress, alb_key("group.order")).value_or("0"));
  return order && *order >= -kMost && *order <= kMost ? order : std::nullopt;
}

}  // namespace translator
