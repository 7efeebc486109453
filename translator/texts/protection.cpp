// Keys that protect what is behind an Ingress.

#include <array>

#include "translator/texts/tables.h"

namespace translator::texts {
namespace {

constexpr std::array kProtection = {
    KeyText{"alb.ingress.kubernetes.io/inbound-cidrs", Prospect::decision,
            "Let only these addresses connect. Ignored beside security-groups.",
            "External: the Cloud Armor policy of the settings, when its entry names every "
            "protection of the Ingress. Internal, or without an entry: the Ingress is parked. "
            "0.0.0.0/0 lets in everybody and falls away.",
            "The allow-list, unless a policy takes its place.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/security-group-inbound-cidrs", Prospect::decision,
            "Only version 1 of the AWS controller read it; later it is inbound-cidrs.",
            "Judged like inbound-cidrs: whoever wrote it meant to keep others out. External: the "
            "Cloud Armor policy of the settings, when its entry names every protection of the "
            "Ingress. Internal, or without an entry: the Ingress is parked.",
            "The allow-list, unless a policy takes its place.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/security-group-prefix-lists", Prospect::decision,
            "Let only the addresses of prefix lists of the VPC connect.",
            "External: the Cloud Armor policy of the settings, when its entry names every "
            "protection of the Ingress. Internal, or without an entry: the Ingress is parked.",
            "The allow-list, unless a policy takes its place; its addresses are not in the "
            "backup.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/security-groups", Prospect::decision,
            "Put the ALB into security groups of the VPC; their rules decided who could connect.",
            "External: the Cloud Armor policy of the settings, when its entry names every "
            "protection of the Ingress. Internal, or without an entry: the Ingress is parked.",
            "The rules of the groups, unless a policy takes their place; they are not in the "
            "backup.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/wafv2-acl-arn", Prospect::decision,
            "Put a web ACL of AWS WAF before the ALB; none took it away.",
            "External: the Cloud Armor policy of the settings, when its entry names every "
            "protection of the Ingress. Internal, or without an entry: the Ingress is parked.",
            "The rules of the web ACL, unless a policy takes their place.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/wafv2-acl-name", Prospect::decision,
            "Put a web ACL of AWS WAF, by its name, before the ALB; it won over the ARN.",
            "External: the Cloud Armor policy of the settings, when its entry names every "
            "protection of the Ingress. Internal, or without an entry: the Ingress is parked.",
            "The rules of the web ACL, unless a policy takes their place.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/waf-acl-id", Prospect::decision,
            "Put a web ACL of WAF Classic before the ALB.",
            "External: the Cloud Armor policy of the settings, when its entry names every "
            "protection of the Ingress. Internal, or without an entry: the Ingress is parked.",
            "The rules of the web ACL, unless a policy takes their place.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/web-acl-id", Prospect::decision,
            "Old name of waf-acl-id, read only where that was absent.",
            "External: the Cloud Armor policy of the settings, when its entry names every "
            "protection of the Ingress. Internal, or without an entry: the Ingress is parked.",
            "The rules of the web ACL, unless a policy takes their place.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/shield-advanced-protection", Prospect::decision,
            "true guarded the ALB against floods by Shield Advanced.",
            "External: the Cloud Armor policy of the settings, or the Ingress is parked. "
            "Internal: it falls away, as floods from the internet do not get there.",
            "Shield Advanced, unless a policy takes its place.",
            "Make a Cloud Armor policy that does the same and name it in the settings below "
            "ingress.securityPolicies, with every protection in `replaces`; or accept the loss "
            "for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/auth-type", Prospect::decision,
            "oidc or cognito let nobody in without a login; none switched that off.",
            "External: Identity-Aware Proxy, when the settings name an OAuth client; else the "
            "Ingress is parked.",
            "The identity provider: people log in with Google identities, and the application "
            "gets other headers than x-amzn-oidc-*.",
            "Make an OAuth client, keep it in a Secret (client_id, client_secret), and name that "
            "in the settings below ingress.iap; or let the application ask for the login."},
    KeyText{"alb.ingress.kubernetes.io/auth-idp-oidc", Prospect::decision,
            "Described the OpenID Connect provider of the login, with a Secret.",
            "Belongs to auth-type. The Secret stays, and means nothing to Google.", "The provider.",
            "Make an OAuth client, keep it in a Secret (client_id, client_secret), and name that "
            "in the settings below ingress.iap; or let the application ask for the login."},
    KeyText{"alb.ingress.kubernetes.io/auth-idp-cognito", Prospect::decision,
            "Described the Cognito user pool of the login.", "Belongs to auth-type.",
            "The user pool.",
            "Make an OAuth client, keep it in a Secret (client_id, client_secret), and name that "
            "in the settings below ingress.iap; or let the application ask for the login."},
    KeyText{"alb.ingress.kubernetes.io/auth-on-unauthenticated-request", Prospect::decision,
            "authenticate asked for a login, deny turned away, allow passed requests on without a "
            "login.",
            "Belongs to auth-type. Identity-Aware Proxy always asks for a login.",
            "allow: requests without a login are turned away.",
            "Make an OAuth client, keep it in a Secret (client_id, client_secret), and name that "
            "in the settings below ingress.iap; or let the application ask for the login."},
    KeyText{"alb.ingress.kubernetes.io/auth-scope", Prospect::falls_away,
            "Named the scopes that the login asked for.",
            "Belongs to auth-type and goes with it. Kept in eks2gke.io/original; Identity-Aware "
            "Proxy has settings of its own.",
            "Claims of these scopes."},
    KeyText{"alb.ingress.kubernetes.io/auth-session-cookie", Prospect::falls_away,
            "Named the cookie of the login.",
            "Belongs to auth-type and goes with it. Kept in eks2gke.io/original; Identity-Aware "
            "Proxy has settings of its own."},
    KeyText{"alb.ingress.kubernetes.io/auth-session-timeout", Prospect::falls_away,
            "Said how long a login lasts.",
            "Belongs to auth-type and goes with it. Kept in eks2gke.io/original; Identity-Aware "
            "Proxy has settings of its own.",
            "This length of a login."},
    KeyText{"alb.ingress.kubernetes.io/jwt-validation", Prospect::cannot,
            "Let in only requests with a valid JSON Web Token.",
            "GKE Ingress checks no tokens: the Ingress is parked.",
            "The check at the load balancer.",
            "Let the application check the tokens and take the key out of the source, or accept "
            "the loss for this exact value below accept."},
    KeyText{"alb.ingress.kubernetes.io/mutual-authentication", Prospect::cannot,
            "Asked clients for certificates, by port; off asked for none.",
            "off falls away. Any other mode parks the Ingress: GKE Ingress has no mutual TLS.",
            "The client certificates, and the headers about them.",
            "Use a Gateway of GKE with a ServerTlsPolicy, made by hand, or let the pods ask for "
            "the certificates."}};

}  // namespace

std::span<const KeyText> protection() { return kProtection; }

}  // namespace translator::texts
