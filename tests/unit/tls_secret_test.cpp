// Which Secrets can serve which hosts.

#include "translator/tls_secret.h"

#include <gtest/gtest.h>

#include "tests/support/certificates.h"
#include "translator/surroundings.h"

namespace {

using support::tls_secret;
using translator::covers_host;
using translator::Json;
using translator::why_not_servable;

constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kDay = 86'400;

Json valid_for(std::vector<std::string> hosts) {
  return tls_secret("web-tls", {std::move(hosts), kNow - kDay, kNow + kDay});
}

TEST(TlsSecret, ServesTheHostsOfItsCertificate) {
  const Json secret = valid_for({"shop.example.org", "*.api.example.org"});
  EXPECT_EQ(why_not_servable(secret, {}, kNow), "");
  EXPECT_EQ(why_not_servable(secret, {"shop.example.org", "v1.api.example.org"}, kNow), "");
  EXPECT_EQ(why_not_servable(secret, {"shop.example.org", "other.example.org"}, kNow),
            "its certificate does not cover the host other.example.org");
}

TEST(TlsSecret, IsInDate) {
  const Json secret = valid_for({"shop.example.org"});
  EXPECT_EQ(why_not_servable(secret, {}, kNow + 2 * kDay), "its certificate has expired");
  EXPECT_EQ(why_not_servable(secret, {}, kNow - 2 * kDay), "its certificate is not valid yet");
  EXPECT_EQ(why_not_servable(secret, {}, 0), "its certificate is not valid yet")
      << "whoever does not know the time finds no certificate valid";
}

TEST(TlsSecret, HasACertificateAndItsKey) {
  const Json secret = valid_for({"shop.example.org"});
  const std::string no_data = "it has no tls.crt or no tls.key";
  for (const char* field : {"tls.crt", "tls.key"}) {
    Json without = secret;
    without["data"].erase(field);
    EXPECT_EQ(why_not_servable(without, {}, kNow), no_data);
    for (const char* text : {"", "%%%%", "abc"}) {
      without["data"][field] = text;
      EXPECT_EQ(why_not_servable(without, {}, kNow), no_data) << field << " " << text;
    }
  }
  Json no_pem = secret;
  no_pem["data"]["tls.crt"] = "aGVsbG8=";
  EXPECT_EQ(why_not_servable(no_pem, {}, kNow), "its tls.crt is no PEM certificate");
  Json other_key = secret;
  other_key["data"]["tls.key"] = valid_for({"shop.example.org"}).at("data").at("tls.key");
  EXPECT_EQ(why_not_servable(other_key, {}, kNow), "its tls.key is not the key of its certificate");
  other_key["data"]["tls.key"] = "aGVsbG8=";
  EXPECT_EQ(why_not_servable(other_key, {}, kNow), "its tls.key is not the key of its certificate");
}

struct NameCase {
  const char* name;
  const char* host;
  bool covered;
};

TEST(TlsSecret, AWildcardStandsForOneLabel) {
  const NameCase cases[] = {
      {"shop.example.org", "shop.example.org", true},
      {"SHOP.example.org", "shop.Example.org", true},
      {"shop.example.org", "www.shop.example.org", false},
      {"*.example.org", "shop.example.org", true},
      {"*.example.org", "example.org", false},
      {"*.example.org", "a.b.example.org", false},
      {"*.example.org", "*.example.org", true},
      {"*.example.org", "*.b.example.org", false},
      {"shop.example.org", "*.example.org", false},
      {"*", "example", false},
      {"*.", "a.", false},
      {"*.example.org", ".example.org", false},
      {"", "a", false},
  };
  for (const NameCase& trial : cases) {
    EXPECT_EQ(covers_host(trial.name, trial.host), trial.covered)
        << trial.name << " for " << trial.host;
  }
}

TEST(TlsSecret, OnlySecretsWithACertificateAreSurroundings) {
  translator::BackupObjects objects;
  objects.add(valid_for({"shop.example.org"}));
  objects.add({{"apiVersion", "v1"},
               {"kind", "Secret"},
               {"metadata", {{"name", "password"}, {"namespace", "shop"}}},
               {"data", {{"password", "c2VjcmV0"}}}});
  EXPECT_NE(objects.find("", "Secret", "shop", "web-tls"), nullptr);
  EXPECT_EQ(objects.find("", "Secret", "shop", "password"), nullptr);
}

}  // namespace
