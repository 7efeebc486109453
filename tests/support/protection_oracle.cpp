#include "tests/support/protection_oracle.h"

#include <algorithm>
#include <array>
#include <set>

namespace support {
namespace {

using translator::Json;
using Texts = std::vector<std::string>;

std::string note(const Json& object, const std::string& name) {
  return translator::annotation(object, "alb.ingress.kubernetes.io/" + name).value_or("");
}

bool has_note(const Json& object, const std::string& name) {
  return translator::annotation(object, "alb.ingress.kubernetes.io/" + name).has_value();
}

std::string label(const MemberOnAws& member, const std::string& key) {
  return member.ingress.at("metadata").value("namespace", "") + "/" +
         member.ingress.at("metadata").value("name", "") + ": " + key;
}

Texts split(const std::string& text) {
  Texts parts;
  std::string part;
  for (const char c : text + ",") {
    if (c == ',') {
      if (!part.empty()) {
        parts.push_back(part);
      }
      part.clear();
    } else if (c != ' ') {
      part += c;
    }
  }
  return parts;
}

Texts class_list(const MemberOnAws& member, const char* field) {
  Texts texts;
  if (member.params.is_object() && member.params.contains(field)) {
    for (const Json& text : member.params.at(field)) {
      texts.push_back(text.is_string() ? text.get<std::string>() : text.dump());
    }
  }
  return texts;
}

std::string class_text(const MemberOnAws& member, const char* field) {
  const bool written = member.params.is_object() && member.params.contains(field) &&
                       member.params.at(field).is_string();
  return written ? member.params.at(field).get<std::string>() : "";
}

bool lets_everybody_in(const Texts& cidrs) {
  return cidrs.empty() || std::find(cidrs.begin(), cidrs.end(), "0.0.0.0/0") != cidrs.end();
}

void add_addresses(const MemberOnAws& member, Texts& found) {
  Texts cidrs = class_list(member, "inboundCIDRs");
  cidrs = cidrs.empty() ? split(note(member.ingress, "inbound-cidrs")) : cidrs;
  if (!lets_everybody_in(cidrs)) {
    found.push_back(label(member, "inbound-cidrs"));
  }
  if (!lets_everybody_in(split(note(member.ingress, "security-group-inbound-cidrs")))) {
    found.push_back(label(member, "security-group-inbound-cidrs"));
  }
  if (!class_list(member, "prefixListsIDs").empty() ||
      !class_list(member, "PrefixListsIDs").empty() ||
      !split(note(member.ingress, "security-group-prefix-lists")).empty()) {
    found.push_back(label(member, "security-group-prefix-lists"));
  }
}

bool is_web_acl(const std::string& value) { return !value.empty() && value != "none"; }

void add_web_acls(const MemberOnAws& member, Texts& found) {
  std::string acl = class_text(member, "wafv2AclName");
  acl = acl.empty() ? class_text(member, "wafv2AclArn") : acl;
  if (acl.empty()) {
    acl = note(member.ingress,
               has_note(member.ingress, "wafv2-acl-name") ? "wafv2-acl-name" : "wafv2-acl-arn");
  }
  const char* classic = has_note(member.ingress, "waf-acl-id") ? "waf-acl-id" : "web-acl-id";
  const bool by_classic = !member.auto_mode && is_web_acl(note(member.ingress, classic));
  if (is_web_acl(acl) || by_classic) {
    found.push_back(label(member, "web ACL"));
  }
}

void add_certificates_of_clients(const MemberOnAws& member, Texts& found) {
  if (!has_note(member.ingress, "mutual-authentication")) {
    return;
  }
  const Json entries = Json::parse(note(member.ingress, "mutual-authentication"), nullptr, false);
  const bool off =
      entries.is_array() && std::all_of(entries.begin(), entries.end(), [](const Json& entry) {
        return entry.is_object() && entry.value("mode", Json()) == "off";
      });
  if (!off) {
    found.push_back(label(member, "mutual-authentication"));
  }
}

void collect_backends(const Json& value, Texts& names) {
  if (value.is_object() && value.contains("service") && value.at("service").is_object()) {
    names.push_back(value.at("service").value("name", ""));
  }
  if (value.is_structured()) {
    for (const Json& child : value) {
      collect_backends(child, names);
    }
  }
}

// A word on the Service replaces that of the Ingress.
std::string login_before(const MemberOnAws& member, const std::string& service_name) {
  for (const Json& service : member.services) {
    if (service.at("metadata").value("name", "") == service_name &&
        has_note(service, "auth-type")) {
      return note(service, "auth-type");
    }
  }
  return note(member.ingress, "auth-type");
}

void add_logins(const MemberOnAws& member, Texts& found) {
  Texts backends;
  collect_backends(member.ingress.value("spec", Json()), backends);
  for (const std::string& name : backends) {
    const std::string login = login_before(member, name);
    if (!login.empty() && login != "none") {
      found.push_back(label(member, "auth-type before " + name));
    }
  }
  if (has_note(member.ingress, "jwt-validation")) {
    found.push_back(label(member, "jwt-validation"));
  }
}

bool is_yes(const std::string& value) {
  static const std::set<std::string> kYes = {"1", "t", "T", "TRUE", "true", "True"};
  return kYes.count(value) == 1;
}

void add_rest(const MemberOnAws& member, Texts& found) {
  std::string family = class_text(member, "ipAddressType");
  family = family.empty() ? note(member.ingress, "ip-address-type") : family;
  if (family == "dualstack-without-public-ipv4") {
    found.push_back(label(member, "ip-address-type"));
  }
  if (!member.auto_mode && is_yes(note(member.ingress, "shield-advanced-protection"))) {
    found.push_back(label(member, "shield-advanced-protection"));
  }
}

}  // namespace

bool is_judged_by_value(const std::string& name) {
  static const Texts kNames = {"attributes",
                               "auth-",
                               "customer-owned-ipv4-pool",
                               "enable-frontend-nlb",
                               "frontend-nlb-",
                               "ignore-host-header",
                               "inbound-cidrs",
                               "ip-address-type",
                               "ipam-ipv4-pool-id",
                               "jwt-validation",
                               "listener-attributes.",
                               "manage-backend-security-group-rules",
                               "multi-cluster-target-group",
                               "mutual-authentication",
                               "security-group",
                               "shield-advanced-protection",
                               "successCodes",
                               "target-control-port.",
                               "target-node-labels",
                               "waf",
                               "web-acl-id"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](const std::string& known) { return name.rfind(known, 0) == 0; });
}

Texts effective_protections(const std::vector<MemberOnAws>& members) {
  Texts found;
  bool own_groups = false;
  for (const MemberOnAws& member : members) {
    if (!split(note(member.ingress, "security-groups")).empty()) {
      own_groups = true;
      found.push_back(label(member, "security-groups"));
    }
  }
  for (const MemberOnAws& member : members) {
    if (!own_groups) {
      add_addresses(member, found);
    }
    add_web_acls(member, found);
    add_certificates_of_clients(member, found);
    add_logins(member, found);
    add_rest(member, found);
  }
  return found;
}

}  // namespace support
