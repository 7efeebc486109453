#include "tests/support/certificates.h"

#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace support {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

void check(bool succeeded) {
  if (!succeeded) {
    throw std::runtime_error("OpenSSL could not make a certificate");
  }
}

std::string content_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string base64(const std::string& bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

void add_hosts(X509* certificate, const std::vector<std::string>& hosts) {
  if (hosts.empty()) {
    return;
  }
  std::string names;
  for (const std::string& host : hosts) {
    names += (names.empty() ? "DNS:" : ",DNS:") + host;
  }
  const Owned<X509_EXTENSION> extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()));
  check(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

}  // namespace

translator::Json tls_secret(const std::string& name, const CertificateFor& wanted) {
  const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  const Owned<X509> certificate(X509_new());
  check(key != nullptr && certificate != nullptr);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), wanted.not_before);
  ASN1_TIME_set(X509_getm_notAfter(certificate.get()), wanted.not_after);
  X509_set_pubkey(certificate.get(), key.get());
  add_hosts(certificate.get(), wanted.hosts);
  check(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
  const Owned<BIO> certificate_text(BIO_new(BIO_s_mem()));
  const Owned<BIO> key_text(BIO_new(BIO_s_mem()));
  check(PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1);
  check(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                 nullptr) == 1);
  return {{"apiVersion", "v1"},
          {"kind", "Secret"},
          {"metadata", {{"name", name}, {"namespace", "shop"}}},
          {"type", "kubernetes.io/tls"},
          {"data",
           {{"tls.crt", base64(content_of(certificate_text.get()))},
            {"tls.key", base64(content_of(key_text.get()))}}}};
}

}  // namespace support
