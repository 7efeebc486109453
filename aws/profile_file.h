#pragma once

// The INI files of AWS's tools (~/.aws/credentials, ~/.aws/config, Velero's cloud-credentials):
// profiles by name. Reads text only; who is asked for what stands in credential_sources.h.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "aws/secret_text.h"

namespace aws {

// Keys in lower case. Values are secrets until somebody knows better.
using Profile = std::map<std::string, SecretText>;
using Profiles = std::map<std::string, Profile>;

// "[NAME]" and "[profile NAME]" are the same profile; sections of other kinds ("[sso-session x]")
// and settings below a setting (indented) are passed over. Lines that are nothing are ignored, as
// AWS's tools do. A profile or key that stands twice: the last one counts.
[[nodiscard]] Profiles read_profiles(std::string_view text);

// `first` goes before `second`, key by key: the credentials file before the config file.
[[nodiscard]] Profiles merged(Profiles first, const Profiles& second);

// "" when the profile has no such key.
[[nodiscard]] std::string_view value_of(const Profile& profile, const std::string& key);

}  // namespace aws
