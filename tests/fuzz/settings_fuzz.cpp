// Any bytes as settings: no crash, and what comes out can be obeyed. Whatever the text, each
// problem has a place in it, nothing is half obeyed, and a text read twice is the same.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "translator/ecr_host.h"
#include "translator/settings_yaml.h"

namespace {

void require(bool holds, const char* law, const std::string& text) {
  if (!holds) {
    std::cerr << "broken: " << law << "\n" << text << "\n";
    std::abort();
  }
}

void check_problems(const translator::Settings& settings, const std::string& text) {
  for (const translator::SettingsProblem& problem : settings.problems) {
    require(problem.line >= 0 && problem.column >= 0, "a place is not before the text", text);
    require(!problem.message.empty() && !problem.next_step.empty(), "a problem says something",
            text);
    require(problem.message.size() < 2000, "a sentence is no copy of the text", text);
  }
}

void check_values(const translator::Settings& settings, const std::string& text) {
  const translator::PullSecretSettings& secrets = settings.pull_secrets;
  for (const std::string& host : secrets.registries) {
    require(translator::is_private_ecr_host(host), "only ECR gets a token", text);
  }
  require(secrets.credentials_secret.empty() || !secrets.velero_credentials,
          "one source of credentials", text);
  require(secrets.strategy != translator::PullSecretStrategy::refresh ||
              (!secrets.registries.empty() &&
               (secrets.velero_credentials || !secrets.credentials_secret.empty())),
          "refresh has what it needs", text);
  for (const auto& [pattern, mapping] : settings.ingress.certificates) {
    require(!mapping.managed || (mapping.global.empty() && mapping.regional.empty()),
            "a certificate is managed or named", text);
  }
  for (const auto& [object, policy] : settings.ingress.security_policies) {
    require(!policy.policy.empty() && !policy.replaces.empty(), "a policy is whole", text);
  }
  for (const translator::Acceptance& accepted : settings.accept) {
    require(!accepted.because.empty() && !accepted.rule.empty() && !accepted.object.empty(),
            "an acceptance is whole", text);
    require(translator::is_accepted(settings, accepted.rule, accepted.kind, accepted.object,
                                    accepted.value) != nullptr,
            "an acceptance is found", text);
  }
  require(settings.wait_for_address_seconds >= 0 && settings.wait_for_address_seconds <= 24 * 3600,
          "waiting ends within a day", text);
}

// What a finding prints about any value reads back as this value.
void check_round_trip(const std::string& text) {
  if (text.size() > 512 || !translator::parse_settings("# " + text).problems.empty()) {
    return;  // longer ones are described; and what is no text never gets into a finding
  }
  const translator::Settings settings = translator::parse_settings(
      "accept:\n  " +
      translator::settings_line_accepting("ingress-waf", "Ingress", "shop/web", text) + "\n");
  require(translator::is_accepted(settings, "ingress-waf", "Ingress", "shop/web", text) != nullptr,
          "the printed line reads back", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const translator::Settings settings = translator::parse_settings(text);
  check_problems(settings, text);
  check_values(settings, text);
  require(translator::parse_settings(text) == settings, "reading is repeatable", text);
  const translator::SettingsFile file = translator::parse_settings_file(text);
  check_problems(file.settings, text);
  check_values(file.settings, text);
  if (text.find('\n') == std::string::npos) {
    check_round_trip(text);
  }
  return 0;
}
