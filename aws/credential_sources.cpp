#include "aws/credential_sources.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include <fmt/format.h>

#include "aws/profile_roles.h"
#include "cluster/text_file.h"

namespace aws {
namespace {

using translator::Error;
using translator::Result;

struct Sources {
  const Variables& variable;
  std::string region;
  const Occasion& occasion;
  std::optional<Profiles> profiles;  // instead of files
  bool role_for_keys = false;        // AWS_ROLE_ARN beside keys is assumed with them
};

// Nothing: this way is not set up.
using Attempt = std::optional<Result<Credentials>>;

std::string first_of(const Variables& variable, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string value = variable(name); !value.empty()) {
      return value;
    }
  }
  return "";
}

Role role_of(const Sources& sources, std::string arn) {
  Role role;
  role.arn = std::move(arn);
  role.region = sources.region;
  role.external_id = sources.variable("AWS_EXTERNAL_ID");
  if (std::string name = sources.variable("AWS_ROLE_SESSION_NAME"); !name.empty()) {
    role.session_name = std::move(name);
  }
  return role;
}

Attempt from_keys(const Sources& sources) {
  const std::string id = sources.variable("AWS_ACCESS_KEY_ID");
  const SecretText secret(sources.variable("AWS_SECRET_ACCESS_KEY"));
  if (id.empty() && secret.empty()) {
    return std::nullopt;
  }
  if (id.empty() || secret.empty()) {
    return Result<Credentials>(Error{
        id.empty() ? "AWS_ACCESS_KEY_ID is not set" : "AWS_SECRET_ACCESS_KEY is not set", ""});
  }
  Credentials own{id, secret, SecretText(sources.variable("AWS_SESSION_TOKEN"))};
  const std::string role = sources.variable("AWS_ROLE_ARN");
  if (sources.role_for_keys && !role.empty()) {
    return assume_role(role_of(sources, role), own, sources.occasion);
  }
  return Result<Credentials>(std::move(own));
}

Attempt from_web_identity(const Sources& sources) {
  SecretText token(sources.variable("AWS_WEB_IDENTITY_TOKEN"));
  const std::string file = sources.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
  if (token.empty() && file.empty()) {
    return std::nullopt;
  }
  const std::string role = sources.variable("AWS_ROLE_ARN");
  if (role.empty()) {
    return Result<Credentials>(Error{"AWS_ROLE_ARN is not set", ""});
  }
  if (token.empty()) {
    auto text = read_web_identity(file);
    if (!text) {
      return Result<Credentials>(text.error());
    }
    token = std::move(*text);
  }
  return assume_role_with_web_identity(role_of(sources, role), token, sources.occasion);
}

// The file named by a variable must be there; the usual one may be missing.
Result<Profiles> profiles_in_file(const Variables& variable, const char* name,
                                  const std::string& usual) {
  const std::string named = variable(name);
  const std::string home = variable("HOME");
  if (named.empty() && home.empty()) {
    return Profiles{};
  }
  auto text = cluster::read_text_file(named.empty() ? home + usual : named);
  if (!text) {
    return named.empty() ? Result<Profiles>(Profiles{}) : text.error();
  }
  Profiles profiles = read_profiles(*text);
  wipe(*text);
  return profiles;
}

Result<Profiles> profiles_of(const Sources& sources) {
  if (sources.profiles) {
    return *sources.profiles;
  }
  auto secrets =
      profiles_in_file(sources.variable, "AWS_SHARED_CREDENTIALS_FILE", "/.aws/credentials");
  if (!secrets) {
    return secrets;
  }
  auto config = profiles_in_file(sources.variable, "AWS_CONFIG_FILE", "/.aws/config");
  if (!config) {
    return config;
  }
  return merged(std::move(*secrets), *config);
}

Attempt from_profile(const Sources& sources) {
  const std::string named = first_of(sources.variable, {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"});
  const std::string name = named.empty() ? "default" : named;
  const auto profiles = profiles_of(sources);
  if (!profiles) {
    return Result<Credentials>(profiles.error());
  }
  if (profiles->count(name) == 0) {
    return named.empty() && profiles->empty()
               ? Attempt()
               : Result<Credentials>(Error{fmt::format("there is no profile \"{}\"", name), ""});
  }
  return credentials_of_profile(*profiles, name, sources.region, sources.occasion);
}

Result<Credentials> first_that_works(Sources sources) {
  if (std::string region = first_of(sources.variable, {"AWS_REGION", "AWS_DEFAULT_REGION"});
      !region.empty()) {
    sources.region = std::move(region);
  }
  std::string reasons;
  const std::pair<const char*, Attempt (*)(const Sources&)> ways[] = {
      {"access keys", from_keys}, {"web identity", from_web_identity}, {"profile", from_profile}};
  for (const auto& [name, way] : ways) {
    Attempt attempt = way(sources);
    if (attempt && *attempt) {
      return std::move(**attempt);
    }
    reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", name,
                           attempt ? attempt->error().text() : "not set up");
  }
  return Error{"no credentials for AWS. " + reasons, ""};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return text;
}

}  // namespace

Result<Credentials> credentials_of_variables(const Variables& variables, const std::string& region,
                                             const Occasion& occasion) {
  // A token of a web identity is never in a variable: the SDKs know files only.
  const Variables known = [&variables](const std::string& name) {
    return name == "AWS_WEB_IDENTITY_TOKEN" || name == "AWS_EXTERNAL_ID" ? "" : variables(name);
  };
  return first_that_works({known, region, occasion, std::nullopt, false});
}

Result<Credentials> credentials_of_secret(const std::map<std::string, std::string>& data,
                                          const std::string& region, const Occasion& occasion) {
  const Variables variable = [&data](const std::string& name) {
    for (const std::string& key : {name, lower(name)}) {
      if (const auto found = data.find(key); found != data.end()) {
        const auto end = found->second.find_last_not_of(" \t\r\n");
        return found->second.substr(0, end == std::string::npos ? 0 : end + 1);
      }
    }
    return std::string();
  };
  Profiles profiles;
  for (const char* key : {"cloud", "credentials"}) {
    if (const auto found = data.find(key); found != data.end()) {
      profiles = merged(std::move(profiles), read_profiles(found->second));
    }
  }
  return first_that_works({variable, region, occasion, std::move(profiles), true});
}

}  // namespace aws
