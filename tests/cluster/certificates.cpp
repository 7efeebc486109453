#include "tests/cluster/certificates.h"

#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace cluster_tests {

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

void require(bool good, const char* what) {
  if (!good) {
    throw std::runtime_error(what);
  }
}

Bio reader(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

std::string content(BIO* bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

Certificate certificate_of(const std::string& pem) {
  return {PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr), &X509_free};
}

Key key_of(const std::string& pem) {
  return {PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
}

void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  require(extension != nullptr, "bad extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Certificate blank(const std::string& common_name, EVP_PKEY* key) {
  static long serial = 1;
  Certificate certificate(X509_new(), &X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1,
                             0);
  return certificate;
}

Identity sealed(X509* certificate, EVP_PKEY* key, EVP_PKEY* issuer_key) {
  require(X509_sign(certificate, issuer_key, EVP_sha256()) > 0, "cannot sign");
  const Bio certificate_text(BIO_new(BIO_s_mem()), &BIO_free);
  const Bio key_text(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(certificate_text.get(), certificate);
  PEM_write_bio_PrivateKey(key_text.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return {content(certificate_text.get()), content(key_text.get())};
}

Key new_key() { return {EVP_EC_gen("P-256"), &EVP_PKEY_free}; }

}  // namespace

Identity make_authority(const std::string& name) {
  const auto key = new_key();
  const auto certificate = blank(name, key.get());
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  extend(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  extend(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign");
  return sealed(certificate.get(), key.get(), key.get());
}

Identity issue(const Identity& authority, const std::string& common_name,
               const std::vector<std::string>& names) {
  const auto issuer = certificate_of(authority.certificate);
  const auto issuer_key = key_of(authority.key);
  const auto key = new_key();
  const auto certificate = blank(common_name, key.get());
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
  std::string list;
  for (const auto& name : names) {
    list += (list.empty() ? "" : ",") + name;
  }
  if (!list.empty()) {
    extend(certificate.get(), issuer.get(), NID_subject_alt_name, list);
  }
  return sealed(certificate.get(), key.get(), issuer_key.get());
}

ContextPointer server_context(const Identity& identity) {
  ContextPointer context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  require(SSL_CTX_use_certificate(context.get(), certificate_of(identity.certificate).get()) == 1 &&
              SSL_CTX_use_PrivateKey(context.get(), key_of(identity.key).get()) == 1,
          "bad identity");
  if (!identity.required_authority.empty()) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()),
                        certificate_of(identity.required_authority).get());
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    // A server that asks for certificates must name its sessions.
    SSL_CTX_set_session_id_context(context.get(), reinterpret_cast<const unsigned char*>("t"), 1);
  }
  return context;
}

}  // namespace cluster_tests
