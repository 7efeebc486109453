#include "tests/support/random_settings.h"

#include <array>
#include <string>

namespace support {
namespace {

using translator::Json;
using translator::Settings;

struct Protection {
  const char* key;
  const char* rule;
};

constexpr std::array kProtections = {
    Protection{"inbound-cidrs", "ingress-inbound-cidrs"},
    Protection{"security-group-prefix-lists", "ingress-prefix-lists"},
    Protection{"security-groups", "ingress-security-groups"},
    Protection{"wafv2-acl-arn", "ingress-waf"},
    Protection{"wafv2-acl-name", "ingress-waf"},
    Protection{"waf-acl-id", "ingress-waf"},
    Protection{"shield-advanced-protection", "ingress-shield"},
    Protection{"auth-type", "ingress-login"},
    Protection{"jwt-validation", "ingress-token"},
    Protection{"mutual-authentication", "ingress-client-certificates"},
};

std::vector<std::string> entries_of(const std::string& list) {
  std::vector<std::string> entries = {""};
  for (const char letter : list) {
    if (letter == ',') {
      entries.emplace_back();
    } else if (letter != ' ') {
      entries.back() += letter;
    }
  }
  return entries;
}

// Each protection that is written on the Ingress, one in `forgetful` forgotten.
void replace_protections(const Json& ingress, const std::string& object, std::size_t forgetful,
                         Dice& dice, Settings& settings) {
  translator::SecurityPolicyMapping mapping{.replaces = {}, .policy = "edge-policy"};
  for (const Protection& protection : kProtections) {
    const auto value =
        translator::annotation(ingress, std::string("alb.ingress.kubernetes.io/") + protection.key);
    if (!value || dice.one_in(forgetful)) {
      continue;
    }
    const std::vector<std::string> entries = entries_of(*value);
    mapping.replaces.insert(mapping.replaces.end(), entries.begin(), entries.end());
  }
  if (mapping.replaces.empty()) {
    mapping.replaces = {kValueOfNobody};
  }
  settings.ingress.security_policies[object] = std::move(mapping);
}

void accept_losses(const Json& ingress, const std::string& object, Dice& dice, Settings& settings) {
  for (const Protection& protection : kProtections) {
    const auto value =
        translator::annotation(ingress, std::string("alb.ingress.kubernetes.io/") + protection.key);
    if (value && dice.one_in(2)) {
      settings.accept.push_back({.rule = protection.rule,
                                 .kind = "Ingress",
                                 .object = object,
                                 .value = dice.one_in(3) ? kValueOfNobody : *value,
                                 .because = "drawn by lot"});
    }
  }
}

}  // namespace

Settings random_settings(const std::vector<Json>& items, Dice& dice) {
  Settings settings;
  if (dice.one_in(2)) {
    return settings;
  }
  settings.ingress.certificates.emplace_back(
      "arn:aws:acm:us-east-1:111122223333:certificate/*",
      dice.one_in(3) ? translator::CertificateMapping{.managed = true, .global = {}, .regional = {}}
                     : translator::CertificateMapping{
                           .managed = false, .global = "web-cert", .regional = "web-cert-inside"});
  settings.ingress.ssl_policies["ELBSecurityPolicy-2016-08"] = "modern-tls";
  settings.dns = dice.one_in(3) ? translator::DnsPolicy::hold : translator::DnsPolicy::keep;
  settings.service.style = dice.one_in(3) ? translator::ServiceStyle::load_balancer_class
                                          : translator::ServiceStyle::annotation;
  for (const Json& item : items) {
    if (translator::kind_of(item) != "Ingress") {
      continue;
    }
    const std::string object = translator::namespace_of(item) + "/" + translator::name_of(item);
    if (dice.one_in(2)) {
      replace_protections(item, object, 5, dice, settings);
    }
    if (dice.one_in(3)) {
      settings.ingress.iap[object] = "iap-oauth";
    }
    if (dice.one_in(3)) {
      settings.ingress.addresses[object] = "reserved";
    }
    if (dice.one_in(4)) {
      accept_losses(item, object, dice, settings);
    }
  }
  return settings;
}

}  // namespace support
