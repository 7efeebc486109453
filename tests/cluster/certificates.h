#pragma once

// Certificate authorities and server certificates, made on the spot.

#include <memory>
#include <string>
#include <vector>

struct ssl_ctx_st;

namespace cluster_tests {

using ContextPointer = std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)>;

// A certificate and its key, in PEM form.
struct Identity {
  std::string certificate;
  std::string key;
  std::string required_authority = {};  // a server asks its clients for a certificate of this one
};

[[nodiscard]] Identity make_authority(const std::string& name);

// `names` as OpenSSL writes alternative names: "DNS:example.test", "IP:127.0.0.1".
[[nodiscard]] Identity issue(const Identity& authority, const std::string& common_name,
                             const std::vector<std::string>& names);

// For a server that shows this identity.
[[nodiscard]] ContextPointer server_context(const Identity& identity);

}  // namespace cluster_tests
