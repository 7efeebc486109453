#pragma once

// A second opinion, for the laws: what an object was on AWS, and what GKE makes of a result.
// Written from the documentation of both sides and on purpose without the translator's own reading
// (translator/alb.h, translator/aws_service.h, translator/gke_names.h): two readings that are
// written twice seldom have the same mistake.

#include <string>
#include <vector>

#include "translator/surroundings.h"

namespace support {

enum class Reach { internal, internet, in_doubt };

// Who could reach the object on AWS. in_doubt: the documents of AWS give no single answer.
[[nodiscard]] Reach reach_on_aws(const translator::Json& object,
                                 const translator::Json* backup_item,
                                 const translator::Surroundings& backup);

// Would GKE give this object a public address?
[[nodiscard]] bool public_on_gke(const translator::Json& object);

// Everything about an Ingress or Service that kept somebody out on AWS, and that no rule can carry
// over yet: annotations on it, on the Services behind it, on the members of its group, fields of
// its IngressClassParams. Each as "object: key".
[[nodiscard]] std::vector<std::string> protections_on_aws(const translator::Json& object,
                                                          const translator::Surroundings& backup);

struct Tls {
  bool https = false;  // served with TLS
  bool plain = false;  // served without TLS, and not only redirected
};
[[nodiscard]] Tls tls_on_aws(const translator::Json& ingress,
                             const translator::Surroundings& backup);
[[nodiscard]] Tls tls_on_gke(const translator::Json& ingress,
                             const std::vector<translator::Json>& companions);

// Annotation keys of AWS's load balancer controllers, in the order of the object.
[[nodiscard]] std::vector<std::string> aws_keys(const translator::Json& object);

// False when the text of the object holds nothing that could be AWS's.
[[nodiscard]] bool may_be_of_aws(const std::string& text);

}  // namespace support
