#include <set>

#include "translator/settings_parts/parts.h"
#include "translator/settings_parts/values.h"

namespace translator::settings_parts {
namespace {

void read_pre_shared(const Node& node, const std::string& path, CertificateMapping& mapping,
                     Problems& problems) {
  const Section names(node, path, {"global", "regional"}, problems);
  mapping.global = entry_text(names, "global", kGoogleName, problems).value_or("");
  mapping.regional = entry_text(names, "regional", kGoogleName, problems).value_or("");
}

std::optional<CertificateMapping> read_certificate(const Node& node, const std::string& path,
                                                   Problems& problems) {
  const std::size_t before = problems.size();
  const Section entry(node, path, {"managed", "preSharedCert"}, problems);
  CertificateMapping mapping;
  read_bool(entry, "managed", false, problems, mapping.managed);
  if (const Node* names = entry["preSharedCert"].value) {
    read_pre_shared(*names, entry.path_of("preSharedCert"), mapping, problems);
  }
  const bool has_names = !mapping.global.empty() || !mapping.regional.empty();
  if (is_clean(problems, before) && mapping.managed == has_names) {
    tell(problems, node, path,
         mapping.managed ? "Both a managed certificate and one that exists are named; the entry is "
                           "left out."
                         : "Nothing is named that serves this certificate; the entry is left out.",
         "Write either {managed: true} or {preSharedCert: {global: NAME, regional: NAME}}.");
  }
  return is_clean(problems, before) ? std::optional(std::move(mapping)) : std::nullopt;
}

// What stands twice is not obeyed, and a wider pattern must not answer in its place.
void block_duplicates(const Node* table, IngressSettings& ingress) {
  if (table == nullptr) {
    return;
  }
  std::set<std::string_view> seen;
  for (const auto& [name, value] : table->entries) {
    if (name.kind == Node::Kind::scalar && !seen.insert(name.text).second) {
      ingress.certificates.emplace_back(name.text, CertificateMapping{});
    }
  }
}

// An entry that is left out stays in the list as one that names nothing, so that a wider pattern
// does not answer for its certificates.
void read_certificates(const Section& section, IngressSettings& ingress, Problems& problems) {
  for_each_entry(section, "certificates", kCertificateArn, problems,
                 [&](const Node& name, const Node& value, const std::string& path) {
                   auto mapping = read_certificate(value, path, problems);
                   ingress.certificates.emplace_back(
                       name.text, std::move(mapping).value_or(CertificateMapping{}));
                 });
  block_duplicates(section["certificates"].value, ingress);
}

std::optional<SecurityPolicyMapping> read_security_policy(const Node& node, const std::string& path,
                                                          Problems& problems) {
  const std::size_t before = problems.size();
  const Section entry(node, path, {"replaces", "policy"}, problems);
  SecurityPolicyMapping mapping;
  mapping.policy = entry_text(entry, "policy", kGoogleName, problems).value_or("");
  if (const Node* list = entry["replaces"].value) {
    mapping.replaces = read_list(*list, kProtection, entry.path_of("replaces"),
                                 "the whole entry is left out", problems);
  }
  if (is_clean(problems, before) && (mapping.policy.empty() || mapping.replaces.empty())) {
    tell(problems, node, path,
         "An entry needs both `replaces` and `policy`; it is left out, and the Ingress stays "
         "parked.",
         "Write {replaces: [every protection of the Ingress], policy: NAME}.");
  }
  return is_clean(problems, before) ? std::optional(std::move(mapping)) : std::nullopt;
}

}  // namespace

void read_ingress(const Node& node, IngressSettings& ingress, Problems& problems) {
  const Section section(node, "ingress",
                        {"certificates", "securityPolicies", "sslPolicies", "addresses", "iap"},
                        problems);
  read_certificates(section, ingress, problems);
  for_each_entry(section, "securityPolicies", kObject, problems,
                 [&](const Node& name, const Node& value, const std::string& path) {
                   if (auto mapping = read_security_policy(value, path, problems)) {
                     ingress.security_policies.emplace(name.text, *std::move(mapping));
                   }
                 });
  ingress.ssl_policies = read_names(section, "sslPolicies", kAwsPolicy, kGoogleName, problems);
  ingress.addresses = read_names(section, "addresses", kObject, kGoogleName, problems);
  for_each_entry(section, "iap", kObject, problems,
                 [&](const Node& name, const Node& value, const std::string& path) {
                   const std::size_t before = problems.size();
                   const Section entry(value, path, {"oauthSecret"}, problems);
                   const auto secret = entry_text(entry, "oauthSecret", kSecretName, problems);
                   if (is_clean(problems, before) && !secret) {
                     tell(problems, value, path, "No Secret is named; the entry is left out.",
                          "Write {oauthSecret: NAME}.");
                   }
                   if (is_clean(problems, before)) {
                     ingress.iap.emplace(name.text, *secret);
                   }
                 });
}

}  // namespace translator::settings_parts
