#pragma once

// Where credentials for AWS come from: static keys, a web identity, or a profile of an INI file,
// each of which may lead to a role. The CLI asks the variables of AWS's SDKs, the plugin only what
// the settings name. Metadata services of machines are never asked: a node of GKE is no machine of
// AWS, and what answers there is somebody else.

#include <map>
#include <string>

#include "aws/credentials.h"
#include "aws/network.h"
#include "aws/security_token_service.h"
#include "translator/result.h"

namespace aws {

// In the SDKs' order: AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN);
// AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE; the profile AWS_PROFILE ("default") of
// AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE (below ~/.aws). The first one that is set up
// counts; when it fails the next is tried. `region` is whose STS is asked when neither AWS_REGION
// nor AWS_DEFAULT_REGION nor the profile names one.
// Error: one sentence per way: what it lacks or why it failed.
[[nodiscard]] translator::Result<Credentials> credentials_of_variables(const Variables& variables,
                                                                       const std::string& region,
                                                                       const Occasion& occasion);

// The decoded data of the Secret that the settings name. Keys of the same names as the variables,
// upper or lower case; besides: `cloud` or `credentials` is an INI file as Velero's own, with the
// profile AWS_PROFILE; AWS_WEB_IDENTITY_TOKEN is the token itself; AWS_ROLE_ARN beside keys is a
// role to assume with them (AWS_EXTERNAL_ID).
[[nodiscard]] translator::Result<Credentials> credentials_of_secret(
    const std::map<std::string, std::string>& data, const std::string& region,
    const Occasion& occasion);

}  // namespace aws
