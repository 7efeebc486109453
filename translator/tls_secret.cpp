#include "translator/tls_secret.h"

#include <algorithm>
#include <cctype>
#include <ctime>
#include <memory>
#include <optional>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "translator/base64.h"

namespace translator {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

std::optional<std::string> decoded(const Json& secret, const char* field) {
  const auto text = string_at(secret, Pointer(field));
  return text && !text->empty() ? base64_decoded(*text) : std::nullopt;
}

Owned<BIO> memory(const std::string& bytes) {
  return Owned<BIO>(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

// What OpenSSL could not read stays in a queue that a TLS connection of this thread would take for
// its own failure.
struct ErrorQueue {
  ErrorQueue() = default;
  ErrorQueue(const ErrorQueue&) = delete;
  ErrorQueue& operator=(const ErrorQueue&) = delete;
  ~ErrorQueue() { ERR_clear_error(); }
};

// A key that asks for a passphrase cannot be served; without this OpenSSL would ask the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

std::vector<std::string> dns_names(X509* certificate) {
  std::vector<std::string> names;
  const Owned<GENERAL_NAMES> alternatives(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int index = 0; index < sk_GENERAL_NAME_num(alternatives.get()); ++index) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(alternatives.get(), index);
    if (name->type == GEN_DNS) {
      names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                         static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
    }
  }
  return names;
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lower;
}

std::string why_not_for_hosts(X509* certificate, const std::vector<std::string>& hosts) {
  const std::vector<std::string> names = dns_names(certificate);
  for (const std::string& host : hosts) {
    const bool covered = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return covers_host(name, host);
    });
    if (!covered) {
      return "its certificate does not cover the host " + host;
    }
  }
  return "";
}

}  // namespace

bool covers_host(std::string_view certificate_name, std::string_view host) {
  const std::string name = in_lower_case(certificate_name);
  const std::string wanted = in_lower_case(host);
  if (name == wanted) {
    return true;
  }
  const std::size_t dot = wanted.find('.');
  return name.size() > 2 && name.compare(0, 2, "*.") == 0 && dot != std::string::npos && dot > 0 &&
         wanted.front() != '*' && wanted.compare(dot, std::string::npos, name, 1) == 0;
}

std::string why_not_servable(const Json& secret, const std::vector<std::string>& hosts,
                             std::int64_t now) {
  const auto certificate_text = decoded(secret, "/data/tls.crt");
  const auto key_text = decoded(secret, "/data/tls.key");
  if (!certificate_text || !key_text) {
    return "it has no tls.crt or no tls.key";
  }
  const ErrorQueue cleared_at_the_end;
  const Owned<X509> certificate(
      PEM_read_bio_X509(memory(*certificate_text).get(), nullptr, no_passphrase, nullptr));
  if (!certificate) {
    return "its tls.crt is no PEM certificate";
  }
  const Owned<EVP_PKEY> key(
      PEM_read_bio_PrivateKey(memory(*key_text).get(), nullptr, no_passphrase, nullptr));
  if (!key || X509_check_private_key(certificate.get(), key.get()) != 1) {
    return "its tls.key is not the key of its certificate";
  }
  std::time_t moment = now;
  if (X509_cmp_time(X509_get0_notAfter(certificate.get()), &moment) <= 0) {
    return "its certificate has expired";
  }
  if (X509_cmp_time(X509_get0_notBefore(certificate.get()), &moment) >= 0) {
    return "its certificate is not valid yet";
  }
  return why_not_for_hosts(certificate.get(), hosts);
}

}  // namespace translator
