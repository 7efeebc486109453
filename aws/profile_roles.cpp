#include "aws/profile_roles.h"

#include <fmt/format.h>

#include "cluster/text_file.h"

namespace aws {
namespace {

using translator::Error;
using translator::Result;

constexpr int kMostProfiles = 5;

struct Chain {
  const Profiles& profiles;
  std::string region;
  const Occasion& occasion;
};

Error about(const std::string& name, std::string what) {
  return {std::move(what), fmt::format("profile \"{}\"", name)};
}

Result<Credentials> keys_of(const Profile& profile, const std::string& name) {
  const std::string_view id = value_of(profile, "aws_access_key_id");
  const std::string_view secret = value_of(profile, "aws_secret_access_key");
  if (!id.empty() && !secret.empty()) {
    return Credentials{std::string(id), SecretText(secret),
                       SecretText(value_of(profile, "aws_session_token"))};
  }
  for (const char* key : {"credential_process", "sso_session", "sso_start_url", "login_session"}) {
    if (profile.count(key) > 0) {
      return about(name, fmt::format("{} is not supported; give keys or a web identity", key));
    }
  }
  return about(name,
               id.empty() ? "it has no aws_access_key_id" : "it has no aws_secret_access_key");
}

Role role_of(const Profile& profile, const std::string& region) {
  Role role;
  role.arn = value_of(profile, "role_arn");
  role.external_id = value_of(profile, "external_id");
  const std::string_view own_region = value_of(profile, "region");
  role.region = own_region.empty() ? region : std::string(own_region);
  if (const auto session = value_of(profile, "role_session_name"); !session.empty()) {
    role.session_name = session;
  }
  return role;
}

Result<Credentials> resolve(const Chain& chain, const std::string& name, int depth);

Result<Credentials> role_by_profile(const Chain& chain, const std::string& name,
                                    const Profile& profile, int depth) {
  const std::string source(value_of(profile, "source_profile"));
  if (source.empty()) {
    return about(name, "role_arn needs source_profile or web_identity_token_file");
  }
  if (depth >= kMostProfiles) {
    return about(name, "its source_profile leads through too many profiles, or in a circle");
  }
  // A profile may name itself: its own keys are then the source.
  auto own = source == name ? keys_of(profile, name) : resolve(chain, source, depth + 1);
  if (!own) {
    return own;
  }
  auto credentials = assume_role(role_of(profile, chain.region), *own, chain.occasion);
  return credentials ? std::move(credentials) : about(name, credentials.error().text());
}

Result<Credentials> resolve(const Chain& chain, const std::string& name, int depth) {
  const auto found = chain.profiles.find(name);
  if (found == chain.profiles.end()) {
    return about(name, "there is no such profile");
  }
  const Profile& profile = found->second;
  if (value_of(profile, "role_arn").empty()) {
    return keys_of(profile, name);
  }
  for (const char* key : {"mfa_serial", "credential_source"}) {
    if (profile.count(key) > 0) {
      return about(name, fmt::format("{} is not supported; use source_profile", key));
    }
  }
  const std::string file(value_of(profile, "web_identity_token_file"));
  if (file.empty()) {
    return role_by_profile(chain, name, profile, depth);
  }
  const auto token = read_web_identity(file);
  if (!token) {
    return about(name, token.error().text());
  }
  auto credentials =
      assume_role_with_web_identity(role_of(profile, chain.region), *token, chain.occasion);
  return credentials ? std::move(credentials) : about(name, credentials.error().text());
}

}  // namespace

Result<Credentials> credentials_of_profile(const Profiles& profiles, const std::string& name,
                                           const std::string& region, const Occasion& occasion) {
  return resolve({profiles, region, occasion}, name, 1);
}

Result<SecretText> read_web_identity(const std::string& file) {
  auto text = cluster::read_text_file(file);
  if (!text) {
    return text.error();
  }
  const auto end = text->find_last_not_of(" \t\r\n");
  SecretText token(std::string_view(*text).substr(0, end == std::string::npos ? 0 : end + 1));
  wipe(*text);
  if (token.empty()) {
    return Error{"the file is empty; a token of a web identity is expected", file};
  }
  return token;
}

}  // namespace aws
