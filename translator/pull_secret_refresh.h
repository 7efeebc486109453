#pragma once

// Which hosts of a pull Secret get a fresh token by the operator's settings. Asked by the rule, so
// that `plan` can tell before, and by the plugin, which fetches the tokens.

#include <string>
#include <vector>

#include "translator/docker_config.h"
#include "translator/json.h"
#include "translator/settings.h"

namespace translator {

// Hosts of ECR that the config holds credentials for, or names a helper for, and that the settings
// list; a wildcard in the config stands for every listed host that it covers. Empty when the
// strategy is not refresh, `name_space` (as in the backup) is not listed, or no kubelet reads the
// config.
[[nodiscard]] std::vector<std::string> hosts_to_refresh(const DockerConfig& config,
                                                        const std::string& name_space,
                                                        const PullSecretSettings& settings);

// The same for the first config of the Secret that the kubelet reads.
[[nodiscard]] std::vector<std::string> hosts_to_refresh(const Json& secret,
                                                        const PullSecretSettings& settings);

}  // namespace translator
