#pragma once

// What kept somebody out of an ALB Ingress: every protection that was in force, with its exact
// values and where it is written. Used by the rows about protection; it judges nothing.
//
// Read as the AWS controller reads: IngressClassParams over annotations, and for what belongs to
// the whole load balancer the members of the group together, because one member's word governs
// all. A value that cannot be read counts as a protection with a problem: never as less.
// Source: kubernetes-sigs/aws-load-balancer-controller v2.0 to v3.5, pkg/ingress/model_build_*.go
// and auth_config_builder.go.

#include <string>
#include <vector>

#include "translator/alb.h"

namespace translator {

enum class ProtectionKind {
  addresses,            // inbound-cidrs: who may connect
  prefix_lists,         // managed prefix lists of the VPC
  security_groups,      // firewalls of the VPC; they replace the two above
  web_acl,              // WAF, version 2 and Classic
  shield,               // Shield Advanced
  login,                // OIDC or Cognito at the load balancer
  token,                // JWT validation at the load balancer
  client_certificates,  // mutual TLS
};

struct Protection {
  ProtectionKind kind;
  std::string key;                   // the annotation, or "IngressClassParams spec.FIELD"
  std::string written;               // in one text, exactly: what an acceptance has to name
  std::vector<std::string> values;   // one by one: what a substitute has to name
  std::string place;                 // in words; "" for an annotation of the Ingress itself
  std::string problem;               // why the value cannot be read; "" when it can
  std::vector<Backend> backends;     // of a login: those that it stands before
  bool lets_strangers_pass = false;  // of a login: requests without one are passed on
};

// A key of the Ingress itself that kept nobody out, and why.
struct IdleKey {
  ProtectionKind kind;
  std::string key;
  std::string value;
  std::string why;  // a sentence
};

struct Protections {
  std::vector<Protection> in_force;
  std::vector<IdleKey> idle;
};

// The same for each member of a group, but for what a single Ingress has alone: login and token.
[[nodiscard]] Protections protections_of(const Json& ingress, const AlbIngress& alb,
                                         const Context& context);

// True for kinds that belong to the load balancer and so to each member of the group.
[[nodiscard]] bool governs_the_group(ProtectionKind kind);

// "IPv4" or "IPv6" of a CIDR; "" when it is none. A bare address is none.
[[nodiscard]] std::string family_of_cidr(const std::string& cidr);

}  // namespace translator
