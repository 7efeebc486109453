#include "aws/signature.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace aws {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kTerminator = "aws4_request";

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

// Keys of keys are secrets as well.
SecretText hmac(const SecretText& key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.revealed().data(), static_cast<int>(key.revealed().size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  SecretText result(std::string_view(reinterpret_cast<const char*>(digest.data()), size));
  OPENSSL_cleanse(digest.data(), digest.size());
  return result;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return text;
}

// Without spaces at the ends, and one where several follow each other.
std::string trimmed(std::string_view value) {
  std::string text;
  for (const char character : value) {
    const bool space = character == ' ' || character == '\t';
    if (!space) {
      text += character;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return text.ends_with(' ') ? text.substr(0, text.size() - 1) : text;
}

// Names in lower case, sorted; values of one name are joined with commas, in their order.
Headers canonical_headers(const Headers& headers) {
  Headers sorted;
  for (const auto& [name, value] : headers) {
    sorted.emplace_back(lower(name), trimmed(value));
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  Headers joined;
  for (auto& header : sorted) {
    if (!joined.empty() && joined.back().first == header.first) {
      joined.back().second += "," + header.second;
    } else {
      joined.push_back(std::move(header));
    }
  }
  return joined;
}

std::string signed_names(const Headers& canonical) {
  std::string names;
  for (const auto& header : canonical) {
    names += (names.empty() ? "" : ";") + header.first;
  }
  return names;
}

std::string scope_text(const Scope& scope) {
  return fmt::format("{}/{}/{}/{}", amz_date(scope.time).substr(0, 8), scope.region, scope.service,
                     kTerminator);
}

SecretText signing_key(const SecretText& secret, const Scope& scope) {
  std::string first = "AWS4" + std::string(secret.revealed());
  SecretText key = hmac(SecretText(first), amz_date(scope.time).substr(0, 8));
  wipe(first);
  key = hmac(key, scope.region);
  key = hmac(key, scope.service);
  return hmac(key, kTerminator);
}

}  // namespace

std::string amz_date(Moment time) {
  return fmt::format("{:%Y%m%dT%H%M%SZ}",
                     fmt::gmtime(static_cast<std::time_t>(time.time_since_epoch().count())));
}

std::string canonical_request(const SignedRequest& request) {
  const Headers headers = canonical_headers(request.headers);
  std::string text = request.method + "\n" + request.path + "\n" + request.query + "\n";
  for (const auto& [name, value] : headers) {
    text.append(name).append(":").append(value).append("\n");
  }
  return text + "\n" + signed_names(headers) + "\n" + sha256_hex(request.body);
}

std::string string_to_sign(const SignedRequest& request, const Scope& scope) {
  return fmt::format("{}\n{}\n{}\n{}", kAlgorithm, amz_date(scope.time), scope_text(scope),
                     sha256_hex(canonical_request(request)));
}

Headers sign(SignedRequest request, const Scope& scope, const Credentials& credentials) {
  request.headers.emplace_back("X-Amz-Date", amz_date(scope.time));
  if (!credentials.session_token.empty()) {
    request.headers.emplace_back("X-Amz-Security-Token",
                                 std::string(credentials.session_token.revealed()));
  }
  const SecretText key = signing_key(credentials.secret_access_key, scope);
  const std::string signature = hex(hmac(key, string_to_sign(request, scope)).revealed());
  std::string authorization = fmt::format(
      "{} Credential={}/{}, SignedHeaders={}, Signature={}", kAlgorithm, credentials.access_key_id,
      scope_text(scope), signed_names(canonical_headers(request.headers)), signature);
  Headers headers = std::move(request.headers);
  headers.emplace_back("Authorization", std::move(authorization));
  return headers;
}

}  // namespace aws
