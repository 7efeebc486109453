#pragma once

// A pull Secret whose tokens are ours to renew: how it is marked, and how new tokens get into it.
// The plugin marks, the CLI renews. A mark alone gives nobody a token: anyone who may write Secrets
// can copy it, so both ask only for hosts that an operator listed.

#include <map>
#include <string>

#include "aws/ecr_token.h"
#include "aws/token_life.h"
#include "translator/json.h"
#include "translator/result.h"

namespace aws {

inline constexpr std::string_view kPullSecretLabel = "eks2gke.io/pull-secret";
inline constexpr std::string_view kPullSecretLabelValue = "ecr";
// {"HOST":{"issued":"2026-11-23T09:00:00Z","expires":"2026-11-23T21:00:00Z"}}
inline constexpr std::string_view kTokensAnnotation = "eks2gke.io/ecr-tokens";

using TokenLives = std::map<std::string, TokenLife>;  // by host
using EcrTokens = std::map<std::string, EcrToken>;    // by host

// What the annotation says; hosts that it says nothing readable of are left out.
[[nodiscard]] TokenLives token_lives(const translator::Json& secret);

// The Secret with these tokens in its docker config, and marked. Other hosts, other data and other
// metadata stay as they are. Error: no docker config that the kubelet reads is in it, or it cannot
// be changed; without any part of its data.
[[nodiscard]] translator::Result<translator::Json> with_tokens(translator::Json secret,
                                                               const EcrTokens& tokens);

// `data` of a Secret, decoded; what is no base64 is left out.
[[nodiscard]] std::map<std::string, std::string> decoded_data(const translator::Json& secret);

// A new Secret, marked; `name_space` may be "".
[[nodiscard]] translator::Json new_pull_secret(const std::string& name,
                                               const std::string& name_space,
                                               const EcrTokens& tokens);

}  // namespace aws
