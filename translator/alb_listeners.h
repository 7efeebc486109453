#pragma once

// What the AWS Load Balancer Controller opens for an Ingress: ports, certificates, the redirect to
// HTTPS and the TLS policy. AWS's side only; what GKE opens is in translator/rules/front_end.h.
// Source: kubernetes-sigs/aws-load-balancer-controller v2.0 to v3.5, pkg/ingress.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "translator/alb.h"

namespace translator {

// A setting of the front end, and the place where it is written.
struct FrontSetting {
  std::string key;    // an annotation key or a field of the class; "" when it is not written
  std::string value;  // as written
  std::string
      where;  // words for a finding: " of shop/web of the same group"; "" for the item's own

  [[nodiscard]] bool is_written() const { return !key.empty(); }
};

struct Listener {
  bool https = false;
  std::int64_t port = 0;

  friend bool operator==(const Listener& a, const Listener& b) {
    return a.https == b.https && a.port == b.port;
  }
};

struct Listeners {
  std::vector<Listener> open;  // each once, in the order written
  FrontSetting setting;        // listen-ports
  std::string problem;         // with the place inside the value; the controller stops at it

  // Any listener of this kind.
  [[nodiscard]] bool has(bool https) const;
};

// Certificates by ARN, the default one first. From the class, else from the Ingress.
struct Certificates {
  std::vector<std::string> arns;
  FrontSetting setting;
  bool is_created = false;  // create-acm-cert: the controller issues one for the hosts
};

// The ports of this Ingress: the rules of an Ingress go to its own ports only. Not written: 443
// when a certificate is named, else 80.
[[nodiscard]] Listeners listeners_of(const Json& ingress, const AlbIngress& alb);

[[nodiscard]] Certificates certificates_of(const Json& ingress, const AlbIngress& alb);

struct SslRedirect {
  std::optional<std::int64_t> port;  // the HTTPS port that every HTTP listener redirects to
  FrontSetting setting;              // ssl-redirect, or the action of the old form
  bool temporary = false;            // 302 in place of 301
  std::string problem;
};

// The redirect of the whole group: the class, the Ingress itself, then the other members. Where
// none of them has ssl-redirect, the old form counts: an action that redirects every request. That
// of another member counts when it names no host; one that stands late in the group then redirects
// more than it did on AWS, never less.
[[nodiscard]] SslRedirect ssl_redirect_of(const Json& ingress, const AlbIngress& alb,
                                          const Context& context);

// The TLS policy by name, over the group. Not written: ELBSecurityPolicy-2016-08.
[[nodiscard]] FrontSetting ssl_policy_of(const Json& ingress, const AlbIngress& alb,
                                         const Context& context);

// The hosts that certificates are looked up for: of the rules and of spec.tls, each once, in order.
[[nodiscard]] std::vector<std::string> hosts_of(const Json& ingress);

}  // namespace translator
