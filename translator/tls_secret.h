#pragma once

// Is a Secret of the backup a certificate that a load balancer can serve? ALB ignores
// spec.tls[].secretName, so a Secret that is named there may be old, for other names, or no
// certificate at all; GKE makes no load balancer when it cannot be read.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"

namespace translator {

// The reason why the Secret cannot serve these hosts at this time (seconds since 1970); "" when it
// can. No hosts: the certificate only has to be readable, in date and made for its key. Nothing of
// the Secret's data is in the reason.
[[nodiscard]] std::string why_not_servable(const Json& secret,
                                           const std::vector<std::string>& hosts, std::int64_t now);

// Does a name of a certificate cover a host? `*` stands for exactly one label (RFC 6125); a
// wildcard host is covered by the same wildcard only.
[[nodiscard]] bool covers_host(std::string_view certificate_name, std::string_view host);

}  // namespace translator
