#include "translator/rules/front_end.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/tls_secret.h"

namespace translator::rules {
namespace {

constexpr std::size_t kDomainsPerCertificate = 100;
constexpr std::size_t kLongestDomain = 63;

bool is_label(std::string_view label) {
  const auto allowed = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  };
  return !label.empty() && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), allowed);
}

// The pattern of ManagedCertificate's CRD: at least two labels, no wildcard.
bool is_manageable(std::string_view domain) {
  if (domain.size() > kLongestDomain || domain.find('.') == std::string_view::npos) {
    return false;
  }
  while (true) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return domain.front() >= 'a' && domain.front() <= 'z';
    }
    domain.remove_prefix(dot + 1);
  }
}

// Why Google cannot issue a certificate for the hosts; "" when it can.
std::string why_not_managed(const FrontEnd& front_end) {
  if (!front_end.external) {
    return "Google manages certificates of external load balancers only";
  }
  if (front_end.hosts.empty()) {
    return "the Ingress names no host to issue a certificate for";
  }
  const auto bad = std::find_if_not(front_end.hosts.begin(), front_end.hosts.end(), is_manageable);
  return bad == front_end.hosts.end()
             ? ""
             : fmt::format("Google issues no managed certificate for {}", *bad);
}

// The Secrets of spec.tls that together serve all hosts; none when a host is left over.
std::vector<std::string> servable_secrets(const Json& ingress, const FrontEnd& front_end,
                                          const Context& context) {
  std::vector<const Json*> secrets;
  for (const Json& entry : array_at(ingress, Pointer("/spec/tls"))) {
    const Json* secret = context.surroundings.find(
        "", "Secret", namespace_of(ingress), string_at(entry, Pointer("/secretName")).value_or(""));
    if (secret != nullptr && std::find(secrets.begin(), secrets.end(), secret) == secrets.end() &&
        why_not_servable(*secret, {}, context.surroundings.now()).empty()) {
      secrets.push_back(secret);
    }
  }
  for (const std::string& host : front_end.hosts) {
    if (std::none_of(secrets.begin(), secrets.end(), [&](const Json* secret) {
          return why_not_servable(*secret, {host}, context.surroundings.now()).empty();
        })) {
      return {};
    }
  }
  std::vector<std::string> names;
  std::transform(secrets.begin(), secrets.end(), std::back_inserter(names),
                 [](const Json* secret) { return name_of(*secret); });
  return names;
}

std::string line_for(const FrontEnd& front_end, const std::string& arn) {
  const std::string line = fmt::format(
      "Say in the settings what serves it: ingress.certificates: {{\"{}\": "
      "{{preSharedCert: {{{}: NAME}}}}}}",
      arn, front_end.external ? "global" : "regional");
  return line + (why_not_managed(front_end).empty() ? ", or {managed: true} in its place." : ".");
}

// What the settings say of one ARN. False when they do not help here; `why` says the reason.
bool take_from_settings(FrontEnd& front_end, const std::string& arn, const Context& context,
                        std::string& why) {
  const CertificateMapping* setting = certificate_for(context.settings, arn);
  if (setting == nullptr) {
    why = "A certificate of ACM cannot be taken to Google, and the settings name none in its place";
    return false;
  }
  const auto& name = front_end.external ? setting->global : setting->regional;
  if (!name.empty()) {
    if (std::find(front_end.pre_shared.begin(), front_end.pre_shared.end(), name) ==
        front_end.pre_shared.end()) {
      front_end.pre_shared.push_back(name);
    }
    return true;
  }
  if (!setting->managed) {
    why = fmt::format("The settings name no {} certificate for it",
                      front_end.external ? "global" : "regional");
    return false;
  }
  why = why_not_managed(front_end);
  if (!why.empty()) {
    why.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(why.front())));
    return false;
  }
  front_end.managed_domains = front_end.hosts;
  return true;
}

// The AWS controller looked in ACM for certificates of the hosts, or made one.
void discover(FrontEnd& front_end, const Json& ingress) {
  const bool is_private = annotation(ingress, alb_key("acm-pca-arn")).has_value();
  const std::string why = is_private ? "a private certificate authority of AWS has no equal"
                                     : why_not_managed(front_end);
  if (why.empty()) {
    front_end.managed_domains = front_end.hosts;
    return;
  }
  front_end.missing.push_back(
      {.arn = "",
       .why = fmt::format("The AWS controller found a certificate by the hosts; {}", why),
       .next_step = "Put a certificate for the hosts into a TLS Secret, name it in spec.tls of the "
                    "source, and make a new backup."});
}

void decide_certificates(FrontEnd& front_end, const Json& ingress, const Context& context) {
  std::vector<MissingCertificate> missing;
  for (const std::string& arn : front_end.certificates.arns) {
    std::string why;
    if (!take_from_settings(front_end, arn, context, why)) {
      missing.push_back({.arn = arn, .why = why, .next_step = line_for(front_end, arn)});
    }
  }
  const bool by_hosts = front_end.certificates.arns.empty();
  if (!by_hosts && missing.empty()) {
    return;
  }
  front_end.secrets = servable_secrets(ingress, front_end, context);
  if (!front_end.secrets.empty()) {
    return;
  }
  if (by_hosts) {
    discover(front_end, ingress);
  } else {
    front_end.missing = std::move(missing);
  }
}

RedirectOutcome redirect_outcome_of(const FrontEnd& front_end) {
  if (!front_end.redirect.setting.is_written()) {
    return RedirectOutcome::none;
  }
  if (!front_end.redirect.problem.empty()) {
    return RedirectOutcome::cannot_be_kept;
  }
  if (!front_end.listeners.has(false)) {
    return RedirectOutcome::pointless;
  }
  if (!front_end.listeners.has(true) || front_end.redirect.port != kHttpsPort) {
    return RedirectOutcome::cannot_be_kept;
  }
  if (!front_end.external) {
    return RedirectOutcome::port_closed;
  }
  return front_end.managed_domains.empty() ? RedirectOutcome::made : RedirectOutcome::waits;
}

}  // namespace

FrontEnd front_end_of(const Json& ingress, const AlbIngress& alb, const Context& context) {
  FrontEnd front_end;
  front_end.external = scheme_of(ingress, alb, context).internet_facing;
  front_end.listeners = listeners_of(ingress, alb);
  front_end.certificates = certificates_of(ingress, alb);
  front_end.redirect = ssl_redirect_of(ingress, alb, context);
  front_end.hosts = hosts_of(ingress);
  front_end.https = front_end.listeners.has(true);
  if (front_end.https) {
    decide_certificates(front_end, ingress, context);
  }
  front_end.redirect_outcome = redirect_outcome_of(front_end);
  front_end.http = front_end.listeners.has(false) &&
                   (!front_end.https || front_end.redirect_outcome == RedirectOutcome::none ||
                    front_end.redirect_outcome == RedirectOutcome::made);
  if (front_end.http && front_end.https && !front_end.external) {
    front_end.needs_shared_address =
        address_for(context.settings, "Ingress", namespace_of(ingress) + "/" + name_of(ingress))
            .empty();
    front_end.http = !front_end.needs_shared_address;
  }
  return front_end;
}

void say_when_overruled(const Json& ingress, std::string_view name, const FrontSetting& setting,
                        std::vector<Finding>& findings) {
  const std::string key = alb_key(name);
  const auto written = annotation(ingress, key);
  if (written && setting.key != key) {
    findings.push_back(
        say(Verdict::dropped,
            {.key = key,
             .from = *written,
             .message = "The AWS controller did not look at it: the IngressClassParams decide."}));
  }
}

std::vector<std::vector<std::string>> managed_certificates(const FrontEnd& front_end) {
  std::vector<std::vector<std::string>> certificates;
  for (const std::string& domain : front_end.managed_domains) {
    if (certificates.empty() || certificates.back().size() == kDomainsPerCertificate) {
      certificates.emplace_back();
    }
    certificates.back().push_back(domain);
  }
  return certificates;
}

}  // namespace translator::rules
