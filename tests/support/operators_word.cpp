#include "tests/support/operators_word.h"

#include <algorithm>
#include <array>

namespace support {
namespace {

using translator::Companion;
using translator::Json;
using translator::Pointer;

enum class By { policy, login, acceptance_only };

struct Row {
  const char* key;  // how the entry begins behind "namespace/name: "
  const char* rule;
  By by;
};

constexpr std::array kRows = {
    Row{"inbound-cidrs", "ingress-inbound-cidrs", By::policy},
    Row{"security-group-prefix-lists", "ingress-prefix-lists", By::policy},
    Row{"security-groups", "ingress-security-groups", By::policy},
    Row{"web ACL", "ingress-waf", By::policy},
    Row{"shield-advanced-protection", "ingress-shield", By::policy},
    Row{"auth-type", "ingress-login", By::login},
    Row{"jwt-validation", "ingress-token", By::acceptance_only},
    Row{"mutual-authentication", "ingress-client-certificates", By::acceptance_only},
};

// A load balancer without any answers 404 itself.
bool has_backends(const Json& ingress) {
  return translator::to_text(ingress.at("spec")).find("\"service\":") != std::string::npos;
}

// Holds for each BackendConfig, of which there is one at least.
bool all_configs(const translator::Translation& result, const char* path, const Json& wanted) {
  bool any = false;
  for (const Companion& companion : result.companions) {
    if (translator::kind_of(companion.object) != "BackendConfig") {
      continue;
    }
    const Json* value = translator::find(companion.object, Pointer(path));
    if (value == nullptr || *value != wanted) {
      return false;
    }
    any = true;
  }
  return any;
}

}  // namespace

bool is_answered_for(const std::string& protection, const std::string& object,
                     const translator::Translation& result, const translator::Settings& settings,
                     const std::function<bool(const std::string&)>& is_written) {
  const std::size_t colon = protection.find(": ");
  const std::string key = colon == std::string::npos ? protection : protection.substr(colon + 2);
  const auto* row = std::find_if(kRows.begin(), kRows.end(),
                                 [&](const Row& known) { return key.rfind(known.key, 0) == 0; });
  if (row == kRows.end()) {
    return false;
  }
  const bool given_up = std::any_of(
      settings.accept.begin(), settings.accept.end(), [&](const translator::Acceptance& accepted) {
        return accepted.rule == row->rule && accepted.kind == "Ingress" &&
               accepted.object == object && is_written(accepted.value);
      });
  if (given_up) {
    return true;
  }
  if (row->by == By::policy) {
    const auto entry = settings.ingress.security_policies.find(object);
    return entry != settings.ingress.security_policies.end() &&
           (!has_backends(result.object) ||
            all_configs(result, "/spec/securityPolicy/name", entry->second.policy));
  }
  return row->by == By::login && settings.ingress.iap.count(object) == 1 &&
         std::any_of(result.companions.begin(), result.companions.end(), [](const Companion& made) {
           const Json* enabled = translator::find(made.object, Pointer("/spec/iap/enabled"));
           return enabled != nullptr && *enabled == true;
         });
}

}  // namespace support
