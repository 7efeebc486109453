// Ports, the redirect to HTTPS, the TLS policy, and reserved addresses.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/front_end.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

bool is_alb(const AlbIngress& alb) { return alb.owner == IngressOwner::alb; }

std::string own_name(const Json& ingress) { return namespace_of(ingress) + "/" + name_of(ingress); }

std::string address_line(const Json& ingress) {
  return fmt::format("ingress.addresses: {{\"{}\": NAME}}", own_name(ingress));
}

// --- listen-ports ------------------------------------------------------------------------------

void say_unreadable_ports(const FrontEnd& front_end, const std::string& key, Outcome& outcome) {
  outcome.findings.push_back(
      say(Verdict::invalid,
          {.key = key,
           .from = front_end.listeners.setting.value,
           .message = fmt::format("The ports cannot be read ({}); the AWS controller made no load "
                                  "balancer of this.",
                                  front_end.listeners.problem),
           .next_step = "Correct listen-ports in the source and make a new backup."}));
  if (!front_end.external) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = key,
             .from = front_end.listeners.setting.value,
             .message = "Whether HTTPS was meant cannot be told, and plain HTTP is not opened in "
                        "its place.",
             .next_step = "Correct listen-ports in the source and make a new backup."}));
  }
}

void say_other_ports(const FrontEnd& front_end, const std::string& key, Outcome& outcome) {
  for (const Listener& listener : front_end.listeners.open) {
    if (listener.port == (listener.https ? kHttpsPort : kHttpPort)) {
      continue;
    }
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = key,
             .from = fmt::format("{}:{}", listener.https ? "HTTPS" : "HTTP", listener.port),
             .message = fmt::format("GKE Ingress serves ports 80 and 443 only; clients of port {} "
                                    "would find nothing.",
                                    listener.port),
             .next_step = "Move the clients to port 80 or 443, write that into listen-ports of the "
                          "source, and make a new backup."}));
  }
}

void close_http(const Json& ingress, const FrontEnd& front_end, const std::string& key,
                Outcome& outcome) {
  outcome.edits.push_back(set(annotation_path(kAllowHttpAnnotation), "false"));
  const std::string to = std::string(kAllowHttpAnnotation) + ": \"false\"";
  if (front_end.needs_shared_address) {
    outcome.findings.push_back(
        say(Verdict::needs_action,
            {.key = key,
             .from = front_end.listeners.setting.value,
             .to = to,
             .message = "HTTPS only: an internal load balancer of GKE serves both ports only on a "
                        "reserved address, and the settings name none.",
             .next_step = fmt::format("Reserve an internal address of purpose "
                                      "SHARED_LOADBALANCER_VIP and name it in the settings: {}.",
                                      address_line(ingress))}));
  } else if (!front_end.listeners.has(false)) {
    outcome.findings.push_back(say(
        Verdict::translated, {.key = key,
                              .from = front_end.listeners.setting.value,
                              .to = to,
                              .message = front_end.listeners.setting.is_written()
                                             ? "Only HTTPS was served: port 80 stays closed."
                                             : "Only HTTPS was served, because a certificate is "
                                               "named: port 80 stays closed."}));
  }
}

Outcome ingress_listen_ports(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (!is_alb(alb)) {
    return {};
  }
  const std::string key = alb_key("listen-ports");
  const FrontEnd front_end = front_end_of(ingress, alb, context);
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  if (!front_end.listeners.problem.empty()) {
    say_unreadable_ports(front_end, key, outcome);
    return outcome;
  }
  say_other_ports(front_end, key, outcome);
  if (front_end.https && !front_end.http) {
    close_http(ingress, front_end, key, outcome);
  }
  if (front_end.listeners.setting.is_written() && outcome.findings.empty()) {
    const char* served = !front_end.https ? "HTTP is served on port 80."
                         : front_end.redirect_outcome == RedirectOutcome::none
                             ? "HTTP is served on port 80 and HTTPS on port 443."
                             : "HTTPS is served on port 443; what port 80 does is said at "
                               "ssl-redirect.";
    outcome.findings.push_back(
        say(Verdict::translated,
            {.key = key, .from = front_end.listeners.setting.value, .message = served}));
  }
  return outcome;
}

// --- ssl-redirect --------------------------------------------------------------------------------

const char* response_of(const SslRedirect& redirect) {
  return redirect.temporary ? "FOUND" : "MOVED_PERMANENTLY_DEFAULT";
}

Finding judge_redirect(const FrontEnd& front_end, const SslRedirect& redirect) {
  Finding finding{.key = redirect.setting.key, .from = redirect.setting.value};
  switch (front_end.redirect_outcome) {
    case RedirectOutcome::made:
      finding.to = fmt::format("redirectToHttps: {}", response_of(redirect));
      finding.message = fmt::format("Port 80 redirects to HTTPS{}.", redirect.setting.where);
      return say(Verdict::translated, finding);
    case RedirectOutcome::port_closed:
      finding.message =
          "An internal load balancer of GKE cannot redirect; port 80 is not opened, so that "
          "nothing is served without TLS.";
      return say(Verdict::approximated, finding);
    case RedirectOutcome::waits:
      finding.message =
          "Google issues the certificate only once DNS points here, and a redirect would cut the "
          "site off before; port 80 is not opened meanwhile.";
      finding.next_step =
          "When the ManagedCertificate is Active, set redirectToHttps in a FrontendConfig and "
          "remove kubernetes.io/ingress.allow-http.";
      return say(Verdict::needs_action, finding);
    case RedirectOutcome::pointless:
      finding.message = "Nothing is to redirect: port 80 is not served.";
      return say(Verdict::dropped, finding);
    default:
      break;
  }
  if (!redirect.problem.empty()) {
    finding.message = fmt::format(
        "The redirect cannot be read ({}); the AWS controller made no "
        "load balancer of this.",
        redirect.problem);
    finding.next_step = "Correct ssl-redirect in the source and make a new backup.";
    return say(Verdict::invalid, finding);
  }
  finding.message = fmt::format(
      "Everything on port 80 was redirected to HTTPS on port {}, which this Ingress does not serve "
      "on GKE; without the redirect it would be served without TLS.",
      *redirect.port);
  finding.next_step = "Give the Ingress a listener HTTPS 443 in the source and make a new backup.";
  return say(Verdict::refused, finding);
}

Outcome ingress_ssl_redirect(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (!is_alb(alb)) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(alb_key("ssl-redirect"))));
  const FrontEnd front_end = front_end_of(ingress, alb, context);
  if (!front_end.redirect.setting.is_written()) {
    return outcome;
  }
  say_when_overruled(ingress, "ssl-redirect", front_end.redirect.setting, outcome.findings);
  outcome.findings.push_back(judge_redirect(front_end, front_end.redirect));
  if (!front_end.redirect.problem.empty() && !front_end.https && !front_end.external) {
    outcome.findings.push_back(
        say(Verdict::refused,
            {.key = front_end.redirect.setting.key,
             .from = front_end.redirect.setting.value,
             .message = "Port 80 was meant to redirect only, and is not opened without that.",
             .next_step = "Correct ssl-redirect in the source and make a new backup."}));
  }
  if (front_end.redirect_outcome == RedirectOutcome::made) {
    const ObjectName object = frontend_config_name(ingress);
    outcome.edits.push_back(set(annotation_path(kFrontendConfigAnnotation), object.name));
    outcome.companions.push_back(
        part(object, Pointer("/spec/redirectToHttps"),
             Json{{"enabled", true}, {"responseCodeName", response_of(front_end.redirect)}}));
  }
  return outcome;
}

// --- ssl-policy ----------------------------------------------------------------------------------

// Policies of ELB whose lowest version is TLS 1.0, Google's own default.
constexpr std::array<std::string_view, 5> kPoliciesFromTls10 = {
    "ELBSecurityPolicy-2015-05", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-TLS-1-0-2015-04", "ELBSecurityPolicy-TLS13-1-0-2021-06"};

Finding judge_policy(const FrontEnd& front_end, const FrontSetting& policy,
                     const std::string& mapped) {
  Finding finding{.key = policy.key, .from = policy.value};
  const bool from_tls10 = std::find(kPoliciesFromTls10.begin(), kPoliciesFromTls10.end(),
                                    policy.value) != kPoliciesFromTls10.end();
  if (!front_end.https) {
    finding.message = "No HTTPS is served; the policy had no effect.";
    return say(Verdict::dropped, finding);
  }
  if (!mapped.empty() && front_end.external) {
    finding.to = "sslPolicy: " + mapped;
    finding.message = "The SSL policy that the settings name for it.";
    return say(Verdict::translated, finding);
  }
  if (from_tls10) {
    finding.message = "It allows TLS 1.0 and later, as GKE does without a policy.";
    return say(Verdict::dropped, finding);
  }
  if (!front_end.external) {
    finding.message =
        "GKE sets no SSL policy on an internal load balancer: clients may use TLS 1.0 and later.";
    finding.next_step = "Check that older clients may be let in, or serve this with a Gateway.";
    return say(Verdict::needs_action, finding);
  }
  finding.message =
      "Without an SSL policy of Google clients may use TLS 1.0 and later, which this one refused.";
  finding.next_step = fmt::format(
      "Make one (gcloud compute ssl-policies create NAME --profile RESTRICTED --min-tls-version "
      "1.2) and name it in the settings: ingress.sslPolicies: {{{}: NAME}}.",
      policy.value);
  return say(Verdict::needs_action, finding);
}

Outcome ingress_ssl_policy(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (!is_alb(alb)) {
    return {};
  }
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(alb_key("ssl-policy"))));
  const FrontSetting policy = ssl_policy_of(ingress, alb, context);
  if (!policy.is_written()) {
    return outcome;
  }
  say_when_overruled(ingress, "ssl-policy", policy, outcome.findings);
  const FrontEnd front_end = front_end_of(ingress, alb, context);
  const std::string mapped = ssl_policy_for(context.settings, policy.value);
  outcome.findings.push_back(judge_policy(front_end, policy, mapped));
  if (front_end.https && front_end.external && !mapped.empty()) {
    const ObjectName object = frontend_config_name(ingress);
    outcome.edits.push_back(set(annotation_path(kFrontendConfigAnnotation), object.name));
    outcome.companions.push_back(part(object, Pointer("/spec/sslPolicy"), mapped));
  }
  return outcome;
}

// --- addresses
// ---------------------------------------------------------------------------------------

Outcome ingress_address(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  const std::string address = address_for(context.settings, "Ingress", own_name(ingress));
  if (!is_alb(alb) || address.empty()) {
    return {};
  }
  const bool external = scheme_of(ingress, alb, context).internet_facing;
  const std::string_view key = external ? kGlobalAddressAnnotation : kRegionalAddressAnnotation;
  Outcome outcome;
  outcome.edits.push_back(set(annotation_path(key), address));
  outcome.findings.push_back(say(
      Verdict::translated,
      {.key = std::string(key),
       .to = address,
       .message = fmt::format("The reserved {} address that the settings name; GKE makes no load "
                              "balancer until it exists.",
                              external ? "global" : "regional")}));
  return outcome;
}

constexpr std::array<std::string_view, 1> kListenPorts = {"alb.ingress.kubernetes.io/listen-ports"};
constexpr std::array<std::string_view, 1> kSslRedirect = {"alb.ingress.kubernetes.io/ssl-redirect"};
constexpr std::array<std::string_view, 1> kSslPolicy = {"alb.ingress.kubernetes.io/ssl-policy"};

const std::array kRules = {
    Rule{
        .id = "ingress-listen-ports",
        .summary = "Ingress: ports 80 and 443 carry over; HTTPS never becomes plain HTTP.",
        .why = "GKE Ingress knows these two ports only, and opens port 80 unless told otherwise. "
               "AWS opens 443 alone when a certificate is named.",
        .resources = kIngresses,
        .keys = kListenPorts,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/listen-ports":"[{\"HTTPS\":443}]"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","kubernetes.io/ingress.allow-http":"false"}}})",
             .says = "port 80 stays closed"},
        .apply = ingress_listen_ports},
    Rule{
        .id = "ingress-ssl-redirect",
        .summary = "Ingress: the redirect from HTTP to HTTPS becomes a FrontendConfig.",
        .why = "One member's redirect governs the whole group on AWS. GKE redirects on external "
               "load balancers with a certificate only; elsewhere port 80 stays closed.",
        .resources = kIngresses,
        .keys = kSslRedirect,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/listen-ports":"[{\"HTTPS\":443}]","alb.ingress.kubernetes.io/ssl-redirect":"443"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/listen-ports":"[{\"HTTPS\":443}]"}}})",
             .says = "port 80 is not served"},
        .apply = ingress_ssl_redirect},
    Rule{
        .id = "ingress-ssl-policy",
        .summary = "Ingress: the TLS policy becomes the SSL policy that the settings name.",
        .why = "Names of ELB policies mean nothing to Google, whose default allows TLS 1.0.",
        .resources = kIngresses,
        .keys = kSslPolicy,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/listen-ports":"[{\"HTTPS\":443}]","alb.ingress.kubernetes.io/ssl-policy":"ELBSecurityPolicy-TLS13-1-2-2021-06"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/listen-ports":"[{\"HTTPS\":443}]"}}})",
             .says = "no SSL policy on an internal load balancer"},
        .apply = ingress_ssl_policy},
    Rule{
        .id = "ingress-address",
        .summary = "Ingress: the reserved address that the settings name is used.",
        .why = "DNS can be prepared for an address that is known before the restore.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","kubernetes.io/ingress.regional-static-ip-name":"web-address"}}})",
             .says = "The reserved regional address",
             .settings = "ingress: {addresses: {shop/web: web-address}}"},
        .apply = ingress_address},
};

}  // namespace

std::span<const Rule> ingress_listeners() { return kRules; }

}  // namespace translator::rules
