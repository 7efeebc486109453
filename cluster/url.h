#pragma once

// Addresses of servers: the Kubernetes API and the download of a backup. Knows http and https only;
// refuses user names and passwords inside an address.

#include <string>
#include <string_view>

#include "translator/result.h"

namespace cluster {

struct Url {
  bool tls = false;
  std::string host;          // without the brackets of an IPv6 address
  std::string port;          // always set: 80 or 443 when the address names none
  std::string target = "/";  // path and query, never empty

  // "host:port" as people write it, with brackets; also the Host header.
  [[nodiscard]] std::string authority() const;
};

// Error: what is wrong. The address itself is not repeated in it: a presigned one is a secret.
[[nodiscard]] translator::Result<Url> parse_url(std::string_view text);

// Everything but letters, digits, '-', '.', '_' and '~' as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace cluster
