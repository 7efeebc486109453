#pragma once

// Who has to show who they are at an ALB: login (auth-*), tokens (jwt-validation) and certificates
// of clients (mutual-authentication), in the AWS controller's grammar: names in JSON match whatever
// their case. Used by translator/alb_protection.h.
// Source: kubernetes-sigs/aws-load-balancer-controller v2.0 to v3.5,
// pkg/ingress/auth_config_builder.go, model_build_listener.go.

#include <string>
#include <string_view>
#include <vector>

#include "translator/alb.h"

namespace translator {

// One login, and the backends that it stands before.
struct Login {
  std::string identity;  // "oidc ISSUER", "cognito ARN of the user pool"; the type alone
                         // when the provider cannot be read
  std::string place;     // "Service admin" when it is written there, else ""
  std::string problem;   // why it cannot be read; "" when it can
  bool lets_strangers_pass = false;  // auth-on-unauthenticated-request: allow
  std::vector<Backend> backends;     // may be empty: nothing that is known is behind it
};

// The logins of an Ingress: the Service's annotations are laid over those of the Ingress where an
// action forwards to exactly one Service. Each different login once.
[[nodiscard]] std::vector<Login> logins_of(const Json& ingress, const Context& context);

struct ClientCertificates {
  bool off = false;     // every listener that is named has mode off
  std::string problem;  // why the value cannot be read, and where; "" when it can
};
[[nodiscard]] ClientCertificates read_client_certificates(std::string_view text);

// Why the value of jwt-validation cannot be read, and where; "" when it can.
[[nodiscard]] std::string problem_of_token(std::string_view text);

}  // namespace translator
