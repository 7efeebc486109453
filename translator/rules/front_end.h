#pragma once

// What GKE opens for an Ingress of AWS: ports, certificates, redirect. Decided once, here, so that
// the rows about listeners, certificates and the redirect cannot disagree. HTTPS never becomes
// plain HTTP: without a certificate nothing is opened.

#include <string>
#include <vector>

#include "translator/alb_listeners.h"

namespace translator::rules {

// Google's ports for Ingress; it has no others.
inline constexpr std::int64_t kHttpPort = 80;
inline constexpr std::int64_t kHttpsPort = 443;

// A certificate of AWS for which nothing serves on GKE.
struct MissingCertificate {
  std::string arn;  // "" where the AWS controller looked for one by the hosts
  std::string why;
  std::string next_step;
};

enum class RedirectOutcome {
  none,           // AWS redirects nothing here
  made,           // by a FrontendConfig
  port_closed,    // internal: GKE cannot redirect there, port 80 is not opened
  waits,          // a managed certificate serves only after DNS has moved: port 80 is not opened
  pointless,      // AWS opened no port 80
  cannot_be_kept  // the redirect cannot be read, or leads to a port that the Ingress does not have
};

struct FrontEnd {
  bool external = false;
  // AWS's side.
  Listeners listeners;
  Certificates certificates;
  SslRedirect redirect;
  std::vector<std::string> hosts;
  // GKE's side. Certificates serve only where HTTPS was served.
  bool https = false;
  bool http = false;
  std::vector<std::string> pre_shared;       // SslCertificates of the Google project
  std::vector<std::string> managed_domains;  // for ManagedCertificates
  std::vector<std::string> secrets;          // TLS Secrets of the namespace that serve the hosts
  std::vector<MissingCertificate> missing;
  RedirectOutcome redirect_outcome = RedirectOutcome::none;
  bool needs_shared_address = false;  // internal with both ports: only with a reserved address
};

[[nodiscard]] FrontEnd front_end_of(const Json& ingress, const AlbIngress& alb,
                                    const Context& context);

// Says of an annotation of the Ingress that the class decides in its place.
void say_when_overruled(const Json& ingress, std::string_view name, const FrontSetting& setting,
                        std::vector<Finding>& findings);

// ManagedCertificates of this Ingress: at most 100 domains each.
[[nodiscard]] std::vector<std::vector<std::string>> managed_certificates(const FrontEnd& front_end);

}  // namespace translator::rules
