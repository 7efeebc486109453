#include "translator/settings.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/json.h"

namespace translator {
namespace {

std::string name_in(const std::map<std::string, std::string>& names, std::string_view key) {
  const auto found = names.find(std::string(key));
  return found == names.end() ? "" : found->second;
}

// JSON texts are YAML's double-quoted ones as far as this is used; DEL is the one character that
// JSON leaves as it is and YAML does not print.
std::string quoted(std::string_view text) {
  std::string json = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  for (std::size_t at = json.find('\x7f'); at != std::string::npos; at = json.find('\x7f', at)) {
    json.replace(at, 1, "\\x7f");
  }
  return json;
}

}  // namespace

const Settings& default_settings() {
  static const Settings kDefaults;
  return kDefaults;
}

Settings unreadable_settings(SettingsProblem problem) {
  Settings settings;
  settings.dns = DnsPolicy::hold;
  settings.problems.push_back(std::move(problem));
  return settings;
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  // Greedy with one way back, to the last '*': never worse than pattern times text.
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_took = 0;
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      star_took = in_text;
    } else if (at < pattern.size() && pattern[at] == text[in_text]) {
      ++at;
      ++in_text;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_text = ++star_took;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

const CertificateMapping* certificate_for(const Settings& settings, std::string_view arn) {
  const CertificateMapping* best = nullptr;
  std::size_t longest = 0;
  for (const auto& [pattern, mapping] : settings.ingress.certificates) {
    if (pattern == arn) {
      best = &mapping;
      break;
    }
    if (pattern.size() > longest && matches_pattern(pattern, arn)) {
      best = &mapping;
      longest = pattern.size();
    }
  }
  return best == nullptr || *best == CertificateMapping{} ? nullptr : best;
}

const SecurityPolicyMapping* security_policy_for(const Settings& settings,
                                                 std::string_view object) {
  const auto found = settings.ingress.security_policies.find(std::string(object));
  return found == settings.ingress.security_policies.end() ? nullptr : &found->second;
}

std::string ssl_policy_for(const Settings& settings, std::string_view aws_policy) {
  return name_in(settings.ingress.ssl_policies, aws_policy);
}

std::string iap_secret_for(const Settings& settings, std::string_view object) {
  return name_in(settings.ingress.iap, object);
}

std::string subnet_for(const Settings& settings, std::string_view object) {
  return name_in(settings.service.subnets, object);
}

std::string address_for(const Settings& settings, std::string_view kind, std::string_view object) {
  return kind == "Ingress"   ? name_in(settings.ingress.addresses, object)
         : kind == "Service" ? name_in(settings.service.addresses, object)
                             : "";
}

const Acceptance* is_accepted(const Settings& settings, std::string_view rule,
                              std::string_view kind, std::string_view object,
                              std::string_view value) {
  const auto found = std::find_if(settings.accept.begin(), settings.accept.end(),
                                  [&](const Acceptance& acceptance) {
                                    return acceptance.rule == rule && acceptance.kind == kind &&
                                           acceptance.object == object && acceptance.value == value;
                                  });
  return found == settings.accept.end() ? nullptr : &*found;
}

std::string settings_line_accepting(std::string_view rule, std::string_view kind,
                                    std::string_view object, std::string_view value) {
  constexpr std::size_t kLongest = 512;
  const std::string shown = value.size() <= kLongest
                                ? quoted(value)
                                : fmt::format("{} (and the rest: {} bytes in all)",
                                              quoted(value.substr(0, 64)), value.size());
  return fmt::format("- {{rule: {}, kind: {}, object: {}, value: {}, because: \"...\"}}", rule,
                     kind, quoted(object), shown);
}

}  // namespace translator
