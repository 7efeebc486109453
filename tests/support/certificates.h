#pragma once

// TLS Secrets for tests, made anew in each run.

#include <cstdint>
#include <string>
#include <vector>

#include "translator/json.h"

namespace support {

struct CertificateFor {
  std::vector<std::string> hosts;
  std::int64_t not_before = 0;  // seconds since 1970
  std::int64_t not_after = 0;
};

// A Secret of namespace shop with a self-signed certificate and its key. Throws when OpenSSL fails.
[[nodiscard]] translator::Json tls_secret(const std::string& name, const CertificateFor& wanted);

}  // namespace support
