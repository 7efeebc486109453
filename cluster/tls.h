#pragma once

// Whom to trust and who we are, in a TLS connection. Certificates are always verified unless the
// operator's kubeconfig says otherwise; TLS below 1.2 is refused.

#include <memory>
#include <string>

#include "translator/result.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX
struct ssl_st;      // OpenSSL's SSL

namespace cluster {

struct TlsOptions {
  // PEM of the only authorities to trust; "" means the roots of the system.
  std::string authorities;
  // PEM of our own certificate (with its chain) and key; both or none.
  std::string certificate;
  std::string key;
  // The name that the server's certificate must bear; "" means the host that is dialled.
  std::string server_name;
  bool insecure = false;  // accept every certificate
};

using TlsContext = std::shared_ptr<ssl_ctx_st>;

// Error: a PEM text that holds no certificate or key, a key that is encrypted or does not belong to
// the certificate, or no roots on this system.
[[nodiscard]] translator::Result<TlsContext> make_tls_context(const TlsOptions& options);

// Prepares one connection: SNI, and the name or IP address that the certificate must bear.
// False when OpenSSL refuses the name.
[[nodiscard]] bool expect_server(ssl_st* connection, const TlsOptions& options,
                                 const std::string& host);

// Why the certificate of the other side was not accepted; "" when it was, or none was seen.
[[nodiscard]] std::string verification_failure(ssl_st* connection);

// The file with the roots of this system: SSL_CERT_FILE when it is set, else the first that exists
// of the usual places. Error when there is none.
[[nodiscard]] translator::Result<std::string> system_roots_file();

}  // namespace cluster
