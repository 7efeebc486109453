#pragma once

// Which HTTP proxy leads to a server: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, read as Go
// reads them (golang.org/x/net/http/httpproxy), so that this program and Velero take the same way.
// Knows proxies that speak plain HTTP; refuses socks5 and proxies behind TLS.

#include <optional>
#include <string_view>

#include "cluster/url.h"
#include "translator/result.h"

namespace cluster {

// The proxy for the server; nothing when it is reached directly. The lower-case names count too,
// after the upper-case ones. localhost and loopback addresses are never proxied.
// Error: an address that is no proxy's; where = the variable.
[[nodiscard]] translator::Result<std::optional<Url>> proxy_from_environment(const Url& server);

// "proxy.example:3128" or "http://proxy.example:3128".
[[nodiscard]] translator::Result<Url> parse_proxy(std::string_view text);

// Does the list (of NO_PROXY) name the server? Entries: *, an IP address, a range (10.0.0.0/8), a
// name with all below it (example.com), only what is below it (.example.com, *.example.com); each
// but a range may end in :port.
[[nodiscard]] bool is_listed(std::string_view list, const Url& server);

}  // namespace cluster
