#pragma once

// From a profile to credentials: its keys, or the role that it names, by way of other profiles.
// Private to the credential sources.

#include <string>

#include "aws/credentials.h"
#include "aws/profile_file.h"
#include "aws/security_token_service.h"
#include "translator/result.h"

namespace aws {

// role_arn with source_profile or web_identity_token_file; aws_access_key_id with
// aws_secret_access_key. Refuses what needs a person or another program (mfa_serial, sso_*,
// credential_process) and metadata services (credential_source), profiles that lead in a circle,
// and chains of more than five.
[[nodiscard]] translator::Result<Credentials> credentials_of_profile(const Profiles& profiles,
                                                                     const std::string& name,
                                                                     const std::string& region,
                                                                     const Occasion& occasion);

// The token in a file, without the line break at its end. Error: where = the file.
[[nodiscard]] translator::Result<SecretText> read_web_identity(const std::string& file);

}  // namespace aws
