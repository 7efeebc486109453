// Who may connect to an ALB, and what looked at requests before the pods did.

#include <array>

#include "translator/resources.h"
#include "translator/rules/protection_answers.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

// The allow-list of version 1 of the controller counts as one: version 2 does not read it, but
// whoever wrote it takes the Ingress for closed, and the backup does not tell the version.
constexpr std::array<std::string_view, 2> kInboundKeys = {
    "alb.ingress.kubernetes.io/inbound-cidrs",
    "alb.ingress.kubernetes.io/security-group-inbound-cidrs"};
constexpr std::array<std::string_view, 1> kPrefixListKeys = {
    "alb.ingress.kubernetes.io/security-group-prefix-lists"};
constexpr std::array<std::string_view, 1> kSecurityGroupKeys = {
    "alb.ingress.kubernetes.io/security-groups"};
constexpr std::array<std::string_view, 4> kWafKeys = {
    "alb.ingress.kubernetes.io/waf-acl-id", "alb.ingress.kubernetes.io/wafv2-acl-arn",
    "alb.ingress.kubernetes.io/wafv2-acl-name", "alb.ingress.kubernetes.io/web-acl-id"};
constexpr std::array<std::string_view, 1> kShieldKeys = {
    "alb.ingress.kubernetes.io/shield-advanced-protection"};
constexpr std::array<std::string_view, 7> kLoginKeys = {
    "alb.ingress.kubernetes.io/auth-idp-cognito",
    "alb.ingress.kubernetes.io/auth-idp-oidc",
    "alb.ingress.kubernetes.io/auth-on-unauthenticated-request",
    "alb.ingress.kubernetes.io/auth-scope",
    "alb.ingress.kubernetes.io/auth-session-cookie",
    "alb.ingress.kubernetes.io/auth-session-timeout",
    "alb.ingress.kubernetes.io/auth-type"};
constexpr std::array<std::string_view, 1> kTokenKeys = {"alb.ingress.kubernetes.io/jwt-validation"};
constexpr std::array<std::string_view, 1> kClientCertificateKeys = {
    "alb.ingress.kubernetes.io/mutual-authentication"};

template <ProtectionKind Kind, const auto& Keys>
Outcome protection(const Json& ingress, const Context& context) {
  return answer_for(Kind, Keys, ingress, context);
}

// An internet-facing Ingress of AWS with one more annotation, and what the row leaves of it.
#define EKS2GKE_EXAMPLE_INGRESS(annotations)                                                                                                                                                                                 \
  R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/scheme":"internet-facing")" annotations \
  R"(}}})"

const std::array kRules = {
    Rule{.id = "ingress-inbound-cidrs",
         .summary =
             "Ingress: an allow-list of addresses is replaced by a Cloud Armor policy of the "
             "settings, or the Ingress is parked.",
         .why = "GKE Ingress has no allow-list of its own; without one everybody could connect.",
         .resources = kIngresses,
         .keys = kInboundKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/inbound-cidrs":"203.0.113.0/24")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "Only certain addresses could connect"},
         .apply = protection<ProtectionKind::addresses, kInboundKeys>},
    Rule{.id = "ingress-prefix-lists",
         .summary = "Ingress: prefix lists of the VPC are replaced by a Cloud Armor policy of the "
                    "settings, or the Ingress is parked.",
         .why = "A prefix list is an allow-list that is kept in AWS; its addresses are not in the "
                "backup.",
         .resources = kIngresses,
         .keys = kPrefixListKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/security-group-prefix-lists":"pl-0a1b")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "addresses of certain prefix lists"},
         .apply = protection<ProtectionKind::prefix_lists, kPrefixListKeys>},
    Rule{.id = "ingress-security-groups",
         .summary = "Ingress: security groups of the VPC are replaced by a Cloud Armor policy of "
                    "the settings, or the Ingress is parked.",
         .why = "The rules of a security group are kept in AWS and may let in very few.",
         .resources = kIngresses,
         .keys = kSecurityGroupKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/security-groups":"sg-0a1b")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "decided who could connect"},
         .apply = protection<ProtectionKind::security_groups, kSecurityGroupKeys>},
    Rule{.id = "ingress-waf",
         .summary = "Ingress: a web ACL of AWS WAF is replaced by a Cloud Armor policy of the "
                    "settings, or the Ingress is parked.",
         .why = "Without its rules, attacks that AWS turned away would reach the pods.",
         .resources = kIngresses,
         .keys = kWafKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/wafv2-acl-name":"edge")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "web ACL of AWS WAF"},
         .apply = protection<ProtectionKind::web_acl, kWafKeys>},
    Rule{.id = "ingress-shield",
         .summary = "Ingress: Shield Advanced is replaced by a Cloud Armor policy of the settings, "
                    "or a public Ingress is parked.",
         .why = "It turns away floods of requests; what Google does without a policy is less.",
         .resources = kIngresses,
         .keys = kShieldKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/shield-advanced-protection":"true")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "Shield Advanced guarded"},
         .apply = protection<ProtectionKind::shield, kShieldKeys>},
    Rule{
        .id = "ingress-login",
        .summary = "Ingress: a login at the load balancer is replaced by Identity-Aware Proxy when "
                   "the settings name an OAuth client, or the Ingress is parked.",
        .why = "The pods may trust that everybody who reaches them has logged in. Google's proxy "
               "knows Google identities only and sends other headers.",
        .resources = kIngresses,
        .keys = kLoginKeys,
        .example = {.before =
                        EKS2GKE_EXAMPLE_INGRESS(R"(,"alb.ingress.kubernetes.io/auth-type":"oidc")"),
                    .after = EKS2GKE_EXAMPLE_INGRESS(""),
                    .says = "auth-type oidc needs auth-idp-oidc"},
        .apply = protection<ProtectionKind::login, kLoginKeys>},
    Rule{
        .id = "ingress-token",
        .summary = "Ingress: one that checks tokens at the load balancer is parked.",
        .why = "GKE Ingress has no check of JSON Web Tokens; requests without one would reach the "
               "pods.",
        .resources = kIngresses,
        .keys = kTokenKeys,
        .example =
            {.before = EKS2GKE_EXAMPLE_INGRESS(
                 R"(,"alb.ingress.kubernetes.io/jwt-validation":"{\"jwksEndpoint\":\"https://id.example.com/keys\",\"issuer\":\"https://id.example.com\"}")"),
             .after = EKS2GKE_EXAMPLE_INGRESS(""),
             .says = "checks no tokens"},
        .apply = protection<ProtectionKind::token, kTokenKeys>},
    Rule{
        .id = "ingress-client-certificates",
        .summary = "Ingress: one that asks clients for certificates is parked.",
        .why = "GKE Ingress has no mutual TLS; everybody could connect, and the headers about the "
               "certificate would be missing.",
        .resources = kIngresses,
        .keys = kClientCertificateKeys,
        .example =
            {.before = EKS2GKE_EXAMPLE_INGRESS(
                 R"(,"alb.ingress.kubernetes.io/mutual-authentication":"[{\"port\":443,\"mode\":\"passthrough\"}]")"),
             .after = EKS2GKE_EXAMPLE_INGRESS(""),
             .says = "asks clients for none"},
        .apply = protection<ProtectionKind::client_certificates, kClientCertificateKeys>},
};

#undef EKS2GKE_EXAMPLE_INGRESS

}  // namespace

std::span<const Rule> ingress_protection() { return kRules; }

}  // namespace translator::rules
