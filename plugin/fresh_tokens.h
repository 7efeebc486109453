#pragma once

// Fresh tokens of ECR for a pull Secret that is being restored, where the settings ask for them.
// They go into the bytes of the answer and nowhere else: findings, logs, annotations and operations
// are made from the Secret as it came.

#include <map>
#include <string>
#include <vector>

#include "aws/pull_secret.h"
#include "plugin/restore_session.h"
#include "translator/finding.h"
#include "translator/item.h"

namespace plugin {

struct FreshTokens {
  aws::EcrTokens tokens;                      // by host
  std::vector<std::string> failed;            // hosts that got none
  std::vector<translator::Finding> findings;  // why not, and what is odd
};

// Asks for a token for each host. Empty for an item that is no pull Secret of the settings.
[[nodiscard]] FreshTokens fetch_tokens(const translator::ItemTranslation& item,
                                       RestoreSession& session, cluster::Deadline latest);

// Puts them into the bytes. Error: the Secret cannot be changed; the bytes are then as before.
[[nodiscard]] translator::Status put_tokens(translator::ItemTranslation& item,
                                            const aws::EcrTokens& tokens);

}  // namespace plugin
