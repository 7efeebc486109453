// Certificates: of ACM by ARN, found by the hosts, and the TLS Secrets that ALB never read.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/front_end.h"
#include "translator/rules/rows.h"
#include "translator/tls_secret.h"

namespace translator::rules {
namespace {

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ","));
}

// --- certificate-arn, create-acm-cert, acm-pca-arn
// ------------------------------------------------

void add_pre_shared(const FrontEnd& front_end, const std::string& key, Outcome& outcome) {
  if (front_end.pre_shared.empty()) {
    return;
  }
  const std::string names = joined(front_end.pre_shared);
  outcome.edits.push_back(set(annotation_path(kPreSharedCertAnnotation), names));
  outcome.findings.push_back(
      say(Verdict::translated,
          {.key = key,
           .from = front_end.certificates.setting.value,
           .to = fmt::format("{}: {}", kPreSharedCertAnnotation, names),
           .message = "The certificates that the settings name; GKE makes no HTTPS listener while "
                      "one of them is missing in the project."}));
}

void add_managed(const Json& ingress, const FrontEnd& front_end, const std::string& key,
                 Outcome& outcome) {
  const auto certificates = managed_certificates(front_end);
  if (certificates.empty()) {
    return;
  }
  std::vector<std::string> names;
  for (const std::vector<std::string>& domains : certificates) {
    const ObjectName object = managed_certificate_name(ingress, names.size() + 1);
    names.push_back(object.name);
    outcome.companions.push_back(part(object, Pointer("/spec/domains"), domains));
  }
  outcome.edits.push_back(set(annotation_path(kManagedCertificatesAnnotation), joined(names)));
  outcome.findings.push_back(
      say(Verdict::needs_action,
          {.key = key,
           .from = front_end.certificates.setting.value,
           .to = fmt::format("{}: {}", kManagedCertificatesAnnotation, joined(names)),
           .message = fmt::format("Google issues a certificate for {}, valid only once DNS points "
                                  "here.",
                                  fmt::join(front_end.managed_domains, ", ")),
           .next_step = "Point DNS at the new address, and wait until the ManagedCertificate is "
                        "Active."}));
}

void say_missing(const FrontEnd& front_end, const std::string& key, Outcome& outcome) {
  for (const MissingCertificate& missing : front_end.missing) {
    outcome.findings.push_back(
        say(Verdict::refused, {.key = key,
                               .from = missing.arn,
                               .message = missing.why + ". HTTPS is not turned into plain HTTP.",
                               .next_step = missing.next_step}));
  }
}

void say_secrets(const FrontEnd& front_end, const std::string& key, Outcome& outcome) {
  if (front_end.secrets.empty()) {
    return;
  }
  outcome.findings.push_back(
      say(Verdict::approximated,
          {.key = key,
           .from = front_end.certificates.setting.value,
           .to = "spec.tls: " + joined(front_end.secrets),
           .message = "ALB served a certificate of ACM; GKE serves that of the Secret in spec.tls, "
                      "which is in date and covers the hosts.",
           .next_step = "Check that the Secret is renewed on GKE."}));
}

// Where the certificate is said: where it is written, else what made AWS look for one.
std::string key_of(const FrontEnd& front_end) {
  if (front_end.certificates.setting.is_written()) {
    return front_end.certificates.setting.key;
  }
  return alb_key(front_end.certificates.is_created ? "create-acm-cert" : "listen-ports");
}

// What the AWS controller made a certificate with.
void say_created(const Json& ingress, const FrontEnd& front_end, Outcome& outcome) {
  for (const std::string_view name : {"create-acm-cert", "acm-pca-arn"}) {
    const auto value = annotation(ingress, alb_key(name));
    if (!value) {
      continue;
    }
    if (name == "create-acm-cert" && !aws_bool(*value)) {
      outcome.findings.push_back(
          say(Verdict::invalid, {.key = alb_key(name),
                                 .from = *value,
                                 .message = "It is no boolean; true is taken, so that nothing is "
                                            "served without TLS.",
                                 .next_step = "Correct it in the source."}));
      continue;
    }
    if (alb_key(name) == key_of(front_end) && front_end.https) {
      continue;
    }
    outcome.findings.push_back(
        say(Verdict::dropped,
            {.key = alb_key(name),
             .from = *value,
             .message = front_end.https ? "The AWS controller issued certificates with it; GKE has "
                                          "nothing like it."
                                        : "No HTTPS is served; it had no effect."}));
  }
}

Outcome ingress_certificate(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const FrontEnd front_end = front_end_of(ingress, alb, context);
  const FrontSetting& setting = front_end.certificates.setting;
  const std::string key = key_of(front_end);
  Outcome outcome;
  for (const std::string_view name : {"certificate-arn", "create-acm-cert", "acm-pca-arn"}) {
    outcome.edits.push_back(erase(annotation_path(alb_key(name))));
  }
  say_created(ingress, front_end, outcome);
  if (setting.is_written() && !front_end.https) {
    outcome.findings.push_back(
        say(Verdict::dropped, {.key = key,
                               .from = setting.value,
                               .message = "No HTTPS is served; the certificate had no effect."}));
  }
  say_when_overruled(ingress, "certificate-arn", setting, outcome.findings);
  add_pre_shared(front_end, key, outcome);
  add_managed(ingress, front_end, key, outcome);
  say_secrets(front_end, key, outcome);
  say_missing(front_end, key, outcome);
  return outcome;
}

// --- spec.tls ------------------------------------------------------------------------------------

bool serves(const Json& entry, const FrontEnd& front_end) {
  const auto secret = string_at(entry, Pointer("/secretName"));
  return secret && std::find(front_end.secrets.begin(), front_end.secrets.end(), *secret) !=
                       front_end.secrets.end();
}

std::string why_left_out(const Json& ingress, const Json& entry, const FrontEnd& front_end,
                         const Context& context) {
  const std::string name = string_at(entry, Pointer("/secretName")).value_or("");
  if (name.empty()) {
    return "It names no Secret, and GKE makes no load balancer of such an entry.";
  }
  if (!front_end.https) {
    return "ALB served no HTTPS here, and GKE would with it.";
  }
  if (!front_end.pre_shared.empty() || !front_end.managed_domains.empty()) {
    return "ALB never read the Secret; other certificates serve.";
  }
  const Json* secret = context.surroundings.find("", "Secret", namespace_of(ingress), name);
  if (secret == nullptr) {
    return fmt::format(
        "Secret {} is not in the backup or holds no certificate, and GKE makes no "
        "load balancer without it.",
        name);
  }
  const std::string why = why_not_servable(*secret, hosts_of(ingress), context.surroundings.now());
  return fmt::format("ALB never read Secret {}, and GKE cannot serve it here{}.", name,
                     why.empty() ? "" : ": " + why);
}

Outcome ingress_tls(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  const Pointer path("/spec/tls");
  if (alb.owner != IngressOwner::alb || find(ingress, path) == nullptr) {
    return {};
  }
  const FrontEnd front_end = front_end_of(ingress, alb, context);
  Outcome outcome;
  Json kept = Json::array();
  std::size_t number = 0;
  for (const Json& entry : array_at(ingress, path)) {
    if (serves(entry, front_end)) {
      kept.push_back(entry);
    } else {
      outcome.findings.push_back(
          say(Verdict::dropped, {.key = (path / number).to_string(),
                                 .from = to_text(entry),
                                 .message = why_left_out(ingress, entry, front_end, context)}));
    }
    ++number;
  }
  if (kept.empty()) {
    outcome.edits.push_back(erase(path));
  } else {
    outcome.edits.push_back(set(path, std::move(kept)));
  }
  return outcome;
}

constexpr std::array<std::string_view, 3> kCertificateKeys = {
    "alb.ingress.kubernetes.io/acm-pca-arn", "alb.ingress.kubernetes.io/certificate-arn",
    "alb.ingress.kubernetes.io/create-acm-cert"};
constexpr std::array<std::string_view, 1> kTlsKeys = {"/spec/tls"};

const std::array kRules = {
    Rule{
        .id = "ingress-certificate",
        .summary = "Ingress: certificates of ACM are replaced by what the settings name, by TLS "
                   "Secrets that serve the hosts, or by certificates that Google manages.",
        .why = "A certificate of ACM cannot leave AWS, and the backup holds its ARN only. Without "
               "any certificate the Ingress is parked: HTTPS never becomes plain HTTP.",
        .resources = kIngresses,
        .keys = kCertificateKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/certificate-arn":"arn:aws:acm:us-east-1:111122223333:certificate/12ab"}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}}})",
             .says = "cannot be taken to Google"},
        .apply = ingress_certificate},
    Rule{
        .id = "ingress-tls",
        .summary = "Ingress: entries of spec.tls stay only where their Secret serves the hosts.",
        .why = "ALB takes host names from spec.tls and never reads the Secret; GKE makes no load "
               "balancer at all when a Secret is missing, and serves whatever is in it.",
        .resources = kIngresses,
        .keys = kTlsKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"tls":[{"hosts":["shop.example.org"]}]}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{}})",
             .says = "names no Secret"},
        .apply = ingress_tls},
};

}  // namespace

std::span<const Rule> ingress_certificates() { return kRules; }

}  // namespace translator::rules
