#include "translator/alb_protection.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

#include "translator/alb_group.h"
#include "translator/alb_login.h"

namespace translator {
namespace {

// What is being read: all members, and where the findings go.
struct Reading {
  const std::vector<Member>& members;
  Protections result = {};

  void add(ProtectionKind kind, const MemberValue& written, std::vector<std::string> values,
           std::string problem = "") {
    result.in_force.push_back({.kind = kind,
                               .key = written.key,
                               .written = written.value,
                               .values = std::move(values),
                               .place = written.place,
                               .problem = std::move(problem),
                               .backends = {}});
  }
  // Only keys of the Ingress itself need an answer; others are told where they stand.
  void add_idle(ProtectionKind kind, const MemberValue& written, std::string why) {
    if (written.place.empty()) {
      result.idle.push_back(
          {.kind = kind, .key = written.key, .value = written.value, .why = std::move(why)});
    }
  }
  // An annotation of the Ingress itself that `winner` overrules.
  void add_overruled(ProtectionKind kind, std::string_view name, const std::string& winner) {
    const auto value = annotation(*members.front().ingress, alb_key(name));
    if (value && winner != alb_key(name)) {
      add_idle(kind, {.key = alb_key(name), .value = *value, .place = ""},
               "The AWS controller did not look at it: " + winner + " decides.");
    }
  }
};

bool is_open_to_all(const std::string& cidr) {
  return cidr.size() > 2 && cidr.compare(cidr.size() - 2, 2, "/0") == 0 &&
         family_of_cidr(cidr) == "IPv4";
}

void read_addresses(Reading& reading, const MemberValue& written, bool own_groups) {
  const std::vector<std::string> cidrs = aws_list(written.value);
  if (own_groups) {
    reading.add_idle(ProtectionKind::addresses, written,
                     "The AWS controller did not look at it: security-groups decides.");
    return;
  }
  const auto wrong = std::find_if(cidrs.begin(), cidrs.end(), [](const std::string& cidr) {
    return family_of_cidr(cidr).empty();
  });
  if (wrong != cidrs.end()) {
    reading.add(ProtectionKind::addresses, written, cidrs,
                "'" + *wrong + "' (entry " + std::to_string(wrong - cidrs.begin() + 1) +
                    ") is no address range such as 203.0.113.0/24");
    return;
  }
  // The load balancer of GKE answers in IPv4: what counts is whether all of IPv4 was let in.
  if (cidrs.empty() || std::any_of(cidrs.begin(), cidrs.end(), is_open_to_all)) {
    reading.add_idle(ProtectionKind::addresses, written, "Everybody was let in, as on GKE.");
    return;
  }
  reading.add(ProtectionKind::addresses, written, cidrs);
}

void read_list(Reading& reading, ProtectionKind kind, const MemberValue& written) {
  const std::vector<std::string> parts = aws_list(written.value);
  if (parts.empty()) {
    reading.add_idle(kind, written, "The list is empty and kept nobody out.");
  } else {
    reading.add(kind, written, parts);
  }
}

void read_network(Reading& reading) {
  const auto groups = values_of_members(reading.members, "", "security-groups");
  bool own_groups = false;
  for (const MemberValue& written : groups) {
    read_list(reading, ProtectionKind::security_groups, written);
    own_groups = own_groups || !aws_list(written.value).empty();
  }
  for (const Member& member : reading.members) {
    const auto cidrs = value_of_member(member, "inboundCIDRs", "inbound-cidrs");
    for (const MemberValue& written : cidrs) {
      read_addresses(reading, written, own_groups);
      if (member.itself) {
        reading.add_overruled(ProtectionKind::addresses, "inbound-cidrs", written.key);
      }
    }
    for (const MemberValue& written : value_of_member(member, "", "security-group-inbound-cidrs")) {
      read_addresses(reading, written, own_groups);
    }
    const bool old_spelling = value_of_member(member, "prefixListsIDs", "").empty();
    const char* field = old_spelling ? "PrefixListsIDs" : "prefixListsIDs";
    for (const MemberValue& written :
         value_of_member(member, field, "security-group-prefix-lists")) {
      if (own_groups) {
        reading.add_idle(ProtectionKind::prefix_lists, written,
                         "The AWS controller did not look at it: security-groups decides.");
      } else {
        read_list(reading, ProtectionKind::prefix_lists, written);
      }
      if (member.itself) {
        reading.add_overruled(ProtectionKind::prefix_lists, "security-group-prefix-lists",
                              written.key);
      }
    }
  }
}

void read_web_acl(Reading& reading, const MemberValue& written) {
  if (written.value.empty() || written.value == "none") {
    reading.add_idle(ProtectionKind::web_acl, written, "No web ACL stood before it.");
  } else {
    reading.add(ProtectionKind::web_acl, written, {written.value});
  }
}

// The first of the pairs (field of the class, annotation) that is written wins.
void read_first(Reading& reading, const Member& member,
                const std::vector<std::array<std::string_view, 2>>& pairs) {
  std::string winner;
  for (const bool of_class : {true, false}) {
    for (const auto& [field, name] : pairs) {
      for (const MemberValue& written : value_of_member(member, field, name)) {
        if (winner.empty() && of_class == (written.key != alb_key(name))) {
          winner = written.key;
          read_web_acl(reading, written);
        }
      }
    }
  }
  for (const auto& [field, name] : pairs) {
    if (member.itself && !winner.empty()) {
      reading.add_overruled(ProtectionKind::web_acl, name, winner);
    }
  }
}

void read_unread(Reading& reading, const Member& member, ProtectionKind kind,
                 std::string_view name) {
  for (const MemberValue& written : value_of_member(member, "", name)) {
    reading.add_idle(kind, written, "EKS Auto Mode does not read it.");
  }
}

void read_web_acls(Reading& reading) {
  for (const Member& member : reading.members) {
    read_first(reading, member,
               {{"wafv2AclName", "wafv2-acl-name"}, {"wafv2AclArn", "wafv2-acl-arn"}});
    if (member.alb.auto_mode) {
      read_unread(reading, member, ProtectionKind::web_acl, "waf-acl-id");
      read_unread(reading, member, ProtectionKind::web_acl, "web-acl-id");
    } else {
      read_first(reading, member, {{"", "waf-acl-id"}, {"", "web-acl-id"}});
    }
  }
}

void read_shield_of(Reading& reading, const Member& member) {
  for (const MemberValue& written : value_of_member(member, "", "shield-advanced-protection")) {
    const auto on = aws_bool(written.value);
    if (on == false) {
      reading.add_idle(ProtectionKind::shield, written, "Shield Advanced was off.");
    } else {
      reading.add(ProtectionKind::shield, written, {"shield-advanced-protection=true"},
                  on ? "" : "'" + written.value + "' is no boolean");
    }
  }
}

void read_shield(Reading& reading) {
  for (const Member& member : reading.members) {
    if (member.alb.auto_mode) {
      read_unread(reading, member, ProtectionKind::shield, "shield-advanced-protection");
    } else {
      read_shield_of(reading, member);
    }
  }
}

void read_clients(Reading& reading) {
  for (const MemberValue& written :
       values_of_members(reading.members, "", "mutual-authentication")) {
    const ClientCertificates read = read_client_certificates(written.value);
    if (read.off) {
      reading.add_idle(ProtectionKind::client_certificates, written,
                       "No listener asked for certificates of clients.");
    } else {
      reading.add(ProtectionKind::client_certificates, written, {written.value}, read.problem);
    }
  }
}

void read_token(Reading& reading) {
  for (const MemberValue& written :
       value_of_member(reading.members.front(), "", "jwt-validation")) {
    reading.add(ProtectionKind::token, written, {written.value}, problem_of_token(written.value));
  }
}

void read_logins(Reading& reading, const Context& context) {
  const Json& ingress = *reading.members.front().ingress;
  for (const Login& login : logins_of(ingress, context)) {
    reading.result.in_force.push_back({.kind = ProtectionKind::login,
                                       .key = alb_key("auth-type"),
                                       .written = login.identity,
                                       .values = {login.identity},
                                       .place = login.place,
                                       .problem = login.problem,
                                       .backends = login.backends,
                                       .lets_strangers_pass = login.lets_strangers_pass});
  }
}

}  // namespace

Protections protections_of(const Json& ingress, const AlbIngress& alb, const Context& context) {
  const std::vector<Member> members = members_of(ingress, alb, context);
  Reading reading{members};
  read_network(reading);
  read_web_acls(reading);
  read_shield(reading);
  read_logins(reading, context);
  read_token(reading);
  read_clients(reading);
  return std::move(reading.result);
}

bool governs_the_group(ProtectionKind kind) {
  return kind != ProtectionKind::login && kind != ProtectionKind::token;
}

std::string family_of_cidr(const std::string& cidr) {
  const std::size_t slash = cidr.find('/');
  if (slash == std::string::npos) {
    return "";
  }
  const std::string address = cidr.substr(0, slash);
  const std::string digits = cidr.substr(slash + 1);
  const bool plain = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
  const auto length = plain ? aws_integer(digits) : std::nullopt;
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  if (length && inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
    return *length <= 32 ? "IPv4" : "";
  }
  if (length && inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
    return *length <= 128 ? "IPv6" : "";
  }
  return "";
}

}  // namespace translator
