#include "cluster/tls.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace cluster {

namespace {

using translator::Error;
using translator::Result;
using translator::Status;

using BioPointer = std::unique_ptr<BIO, decltype(&BIO_free)>;
using CertificatePointer = std::unique_ptr<X509, decltype(&X509_free)>;
using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// The first error of OpenSSL in words, which is the cause of the others; empties its queue.
std::string openssl_reason() {
  const auto code = ERR_peek_error();
  ERR_clear_error();
  const char* reason =
      ERR_SYSTEM_ERROR(code) ? std::strerror(ERR_GET_REASON(code)) : ERR_reason_error_string(code);
  return reason == nullptr ? "unknown reason" : reason;
}

BioPointer reader_of(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

// OpenSSL would ask for the password of an encrypted key on the terminal.
int no_password(char*, int, int, void*) { return -1; }

CertificatePointer next_certificate(BIO* reader) {
  return {PEM_read_bio_X509(reader, nullptr, &no_password, nullptr), &X509_free};
}

Status trust_only(SSL_CTX* context, const std::string& pem) {
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  const auto reader = reader_of(pem);
  int count = 0;
  while (const auto certificate = next_certificate(reader.get())) {
    count += X509_STORE_add_cert(store, certificate.get());
  }
  ERR_clear_error();
  if (count == 0) {
    return Error{"the certificate authority is no certificate in PEM form", ""};
  }
  return translator::Done{};
}

Status trust_system(SSL_CTX* context) {
  const auto file = system_roots_file();
  if (!file) {
    return file.error();
  }
  if (SSL_CTX_load_verify_file(context, file->c_str()) != 1) {
    return Error{"cannot read trusted certificates: " + openssl_reason(), *file};
  }
  return translator::Done{};
}

Status use_chain(SSL_CTX* context, const std::string& pem) {
  const auto reader = reader_of(pem);
  const auto own = next_certificate(reader.get());
  if (!own || SSL_CTX_use_certificate(context, own.get()) != 1) {
    return Error{"the client certificate is no certificate in PEM form: " + openssl_reason(), ""};
  }
  while (auto next = next_certificate(reader.get())) {
    if (SSL_CTX_add0_chain_cert(context, next.get()) == 1) {
      (void)next.release();  // the context owns it now
    }
  }
  ERR_clear_error();
  return translator::Done{};
}

Status use_key(SSL_CTX* context, const std::string& pem) {
  const auto reader = reader_of(pem);
  const KeyPointer key(PEM_read_bio_PrivateKey(reader.get(), nullptr, &no_password, nullptr),
                       &EVP_PKEY_free);
  if (!key) {
    return Error{"the client key is no unencrypted key in PEM form: " + openssl_reason(), ""};
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
    return Error{"the client key does not fit the client certificate: " + openssl_reason(), ""};
  }
  return translator::Done{};
}

Status identify(SSL_CTX* context, const TlsOptions& options) {
  if (options.certificate.empty() && options.key.empty()) {
    return translator::Done{};
  }
  auto status = use_chain(context, options.certificate);
  return status ? use_key(context, options.key) : status;
}

Status trust(SSL_CTX* context, const TlsOptions& options) {
  if (options.insecure) {
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    return translator::Done{};
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  // As Go does it: whatever stands in the file is an anchor, also a leaf or an intermediate.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
  return options.authorities.empty() ? trust_system(context)
                                     : trust_only(context, options.authorities);
}

bool is_ip_address(const std::string& host) {
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(host.c_str());
  ERR_clear_error();
  const bool result = address != nullptr;
  ASN1_OCTET_STRING_free(address);
  return result;
}

}  // namespace

Result<TlsContext> make_tls_context(const TlsOptions& options) {
  // No openssl.cnf: it could ask a static program to load modules.
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  TlsContext context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  if (!context) {
    return Error{"cannot start TLS: " + openssl_reason(), ""};
  }
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  if (auto status = trust(context.get(), options); !status) {
    return status.error();
  }
  if (auto status = identify(context.get(), options); !status) {
    return status.error();
  }
  return context;
}

bool expect_server(ssl_st* connection, const TlsOptions& options, const std::string& host) {
  const auto& name = options.server_name.empty() ? host : options.server_name;
  if (is_ip_address(name)) {  // never sent as SNI (RFC 6066, section 3)
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), name.c_str()) == 1;
  }
  // No fallback to the common name: Go has none either.
  SSL_set_hostflags(connection,
                    X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-cstyle-cast): the macro of OpenSSL casts.
  return SSL_set_tlsext_host_name(connection, name.c_str()) == 1 &&
         SSL_set1_host(connection, name.c_str()) == 1;
}

std::string verification_failure(ssl_st* connection) {
  const auto result = SSL_get_verify_result(connection);
  return result == X509_V_OK ? "" : X509_verify_cert_error_string(result);
}

Result<std::string> system_roots_file() {
  const char* chosen = std::getenv("SSL_CERT_FILE");
  if (chosen != nullptr && *chosen != '\0') {
    return std::string(chosen);
  }
  for (const char* candidate : {"/etc/ssl/certs/ca-certificates.crt",
                                "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"}) {
    std::error_code ignored;
    if (std::filesystem::exists(candidate, ignored)) {
      return std::string(candidate);
    }
  }
  return Error{"no file with trusted certificates was found; set SSL_CERT_FILE to one", ""};
}

}  // namespace cluster
