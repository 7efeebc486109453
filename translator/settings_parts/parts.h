#pragma once

// The sections of the settings, one function each. Private to translator/settings_yaml.h.
// `node` is what stands under the section's key; the target is as by default.

#include <vector>

#include "translator/settings.h"
#include "translator/settings_parts/section.h"

namespace translator::settings_parts {

void read_ingress(const Node& node, IngressSettings& ingress, Problems& problems);
void read_service(const Node& node, ServiceSettings& service, Problems& problems);
void read_pull_secrets(const Node& node, PullSecretSettings& pull_secrets, Problems& problems);
void read_accept(const Node& list, std::vector<Acceptance>& accept, Problems& problems);

}  // namespace translator::settings_parts
