#include "translator/settings.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "translator/rules/acceptance.h"
#include "translator/settings_yaml.h"

namespace {

using translator::Acceptance;
using translator::CertificateMapping;
using translator::Finding;
using translator::Json;
using translator::matches_pattern;
using translator::Settings;
using translator::Verdict;

TEST(SettingsPatterns, AStarStandsForAnyCharacters) {
  EXPECT_TRUE(matches_pattern("", ""));
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("*", "anything"));
  EXPECT_TRUE(matches_pattern("a*c", "ac"));
  EXPECT_TRUE(matches_pattern("a*c", "abcbc"));
  EXPECT_TRUE(matches_pattern("*b*", "abc"));
  EXPECT_TRUE(matches_pattern("a**", "a"));
  EXPECT_FALSE(matches_pattern("", "a"));
  EXPECT_FALSE(matches_pattern("a", ""));
  EXPECT_FALSE(matches_pattern("a*c", "abcd"));
  EXPECT_FALSE(matches_pattern("a*b*c", "acb"));
  EXPECT_FALSE(matches_pattern("a?c", "abc"));
}

TEST(SettingsPatterns, ManyStarsTakeNoLongTime) {
  std::string pattern;
  for (int i = 0; i < 500; ++i) {
    pattern += "*a";
  }
  EXPECT_FALSE(matches_pattern(pattern + "b", std::string(5000, 'a')));
}

// --- certificates --------------------------------------------------------------------------------

Settings with_certificates(std::vector<std::pair<std::string, CertificateMapping>> certificates) {
  Settings settings;
  settings.ingress.certificates = std::move(certificates);
  return settings;
}

std::string global_of(const Settings& settings, std::string_view arn) {
  const CertificateMapping* found = translator::certificate_for(settings, arn);
  return found == nullptr ? "(none)" : found->global;
}

CertificateMapping named(std::string global) {
  return {.managed = false, .global = std::move(global), .regional = ""};
}

TEST(SettingsCertificates, TheNearestEntryAnswers) {
  const Settings settings = with_certificates({{"arn:*", named("any")},
                                               {"arn:aws:*", named("longer")},
                                               {"arn:*:aws", named("as-long-but-later")},
                                               {"arn:aws:1", named("exact")}});
  EXPECT_EQ(global_of(settings, "arn:aws:1"), "exact");
  EXPECT_EQ(global_of(settings, "arn:aws:2"), "longer");
  EXPECT_EQ(global_of(settings, "arn:aws:aws"), "longer");
  EXPECT_EQ(global_of(settings, "arn:x"), "any");
  EXPECT_EQ(global_of(settings, "x"), "(none)");
}

TEST(SettingsCertificates, AnEntryThatNamesNothingKeepsWiderOnesFromAnswering) {
  const Settings settings =
      with_certificates({{"arn:*", named("any")}, {"arn:a*", {}}, {"arn:b", {}}});
  EXPECT_EQ(global_of(settings, "arn:a1"), "(none)");
  EXPECT_EQ(global_of(settings, "arn:b"), "(none)");
  EXPECT_EQ(global_of(settings, "arn:c"), "any");
}

// --- names ---------------------------------------------------------------------------------------

TEST(SettingsNames, AreThoseOfTheirOwnTable) {
  Settings settings;
  settings.ingress.addresses = {{"shop/web", "web-ip"}};
  settings.service.addresses = {{"shop/tcp", "tcp-ip"}};
  settings.ingress.ssl_policies = {{"ELB-1", "modern"}};
  settings.ingress.iap = {{"shop/web", "oauth"}};
  settings.service.subnets = {{"shop/tcp", "inside"}};
  settings.ingress.security_policies = {{"shop/web", {.replaces = {"a"}, .policy = "edge"}}};
  EXPECT_EQ(translator::address_for(settings, "Ingress", "shop/web"), "web-ip");
  EXPECT_EQ(translator::address_for(settings, "Service", "shop/web"), "");
  EXPECT_EQ(translator::address_for(settings, "Service", "shop/tcp"), "tcp-ip");
  EXPECT_EQ(translator::address_for(settings, "Ingress", "shop/tcp"), "");
  EXPECT_EQ(translator::address_for(settings, "Pod", "shop/web"), "");
  EXPECT_EQ(translator::ssl_policy_for(settings, "ELB-1"), "modern");
  EXPECT_EQ(translator::ssl_policy_for(settings, "ELB-2"), "");
  EXPECT_EQ(translator::iap_secret_for(settings, "shop/web"), "oauth");
  EXPECT_EQ(translator::subnet_for(settings, "shop/tcp"), "inside");
  ASSERT_NE(translator::security_policy_for(settings, "shop/web"), nullptr);
  EXPECT_EQ(translator::security_policy_for(settings, "shop/web")->policy, "edge");
  EXPECT_EQ(translator::security_policy_for(settings, "other/web"), nullptr);
}

// --- acceptances ---------------------------------------------------------------------------------

TEST(SettingsAcceptances, AreForExactlyOneRefusal) {
  Settings settings;
  settings.accept = {{.rule = "ingress-waf",
                      .kind = "Ingress",
                      .object = "shop/web",
                      .value = "arn:1",
                      .because = "vpn"}};
  const Acceptance* found =
      translator::is_accepted(settings, "ingress-waf", "Ingress", "shop/web", "arn:1");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->because, "vpn");
  EXPECT_EQ(translator::is_accepted(settings, "ingress-tls", "Ingress", "shop/web", "arn:1"),
            nullptr);
  EXPECT_EQ(translator::is_accepted(settings, "ingress-waf", "Service", "shop/web", "arn:1"),
            nullptr);
  EXPECT_EQ(translator::is_accepted(settings, "ingress-waf", "Ingress", "shop/web2", "arn:1"),
            nullptr);
  EXPECT_EQ(translator::is_accepted(settings, "ingress-waf", "Ingress", "shop/web", "arn:12"),
            nullptr);
}

Settings settings_with_line(const std::string& line) {
  return translator::parse_settings("accept:\n  " + line + "\n");
}

// The line that a finding prints is copied into the settings: it must read back as the same.
TEST(SettingsAcceptances, ThePrintedLineReadsBackAsTheSameValues) {
  std::vector<std::string> values = {"",
                                     " ",
                                     "arn:aws:wafv2:x:1:webacl/edge/0a1b",
                                     "KEY=a, b: c # d",
                                     "null",
                                     "~",
                                     "true",
                                     "- {a: b}",
                                     "\"quoted\" and 'quoted'",
                                     "back\\slash \\n \\x41",
                                     "line\nline\r\nline\ttab",
                                     "[{\"HTTP\": 80}, {\"HTTPS\": 443}]",
                                     "%&*!|>@`",
                                     "\xC3\xBC \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x98\x80",
                                     "\xC2\x85 \xE2\x80\xA8 \xE2\x80\xA9 \xEF\xBB\xBF",
                                     "\x7f\x1b[31m",
                                     "ends with space ",
                                     std::string(512, 'x')};
  for (int c = 1; c < 128; ++c) {
    values.push_back("a" + std::string(1, static_cast<char>(c)) + "b");
  }
  for (const std::string& value : values) {
    const Settings settings = settings_with_line(
        translator::settings_line_accepting("ingress-waf", "Ingress", "shop/web.v1", value));
    ASSERT_EQ(settings.problems.size(), 0U) << value << ": " << settings.problems.front().message;
    ASSERT_EQ(settings.accept.size(), 1U);
    EXPECT_EQ(settings.accept.front().value, value);
    EXPECT_NE(translator::is_accepted(settings, "ingress-waf", "Ingress", "shop/web.v1", value),
              nullptr)
        << value;
  }
}

TEST(SettingsAcceptances, ThePrintedLineIsOneLineOfPrintableText) {
  const std::string line = translator::settings_line_accepting("ingress-waf", "Ingress", "shop/web",
                                                               "a\nb\x1b[31m\x7f\rc");
  EXPECT_EQ(line.find_first_of("\n\r\x1b\x7f"), std::string::npos) << line;
}

TEST(SettingsAcceptances, AVeryLongValueIsDescribed) {
  const std::string line = translator::settings_line_accepting("ingress-waf", "Ingress", "shop/web",
                                                               std::string(5000, 'x'));
  EXPECT_LT(line.size(), 300U);
  EXPECT_NE(line.find("5000 bytes in all"), std::string::npos) << line;
}

Finding refused() {
  return translator::say(Verdict::refused, {.key = "k",
                                            .from = "v",
                                            .message = "It would be lost.",
                                            .next_step = "Decide.",
                                            .rule = "ingress-waf"});
}

TEST(SettingsAcceptances, ARefusalTellsTheLineThatAcceptsIt) {
  const Json ingress =
      support::json(R"({"kind":"Ingress","metadata":{"name":"web","namespace":"shop"}})");
  const translator::BackupObjects nothing;
  const Settings none;
  const translator::Context context{nothing, none, &ingress, {}};
  const Finding finding =
      translator::rules::unless_accepted(refused(), "ingress-waf", ingress, "v", context);
  EXPECT_EQ(finding.verdict, Verdict::refused);
  EXPECT_EQ(finding.message, "It would be lost.");
  const std::size_t line = finding.next_step.find("- {");
  ASSERT_NE(line, std::string::npos) << finding.next_step;

  const Settings settings = settings_with_line(finding.next_step.substr(line));
  const translator::Context accepting{nothing, settings, &ingress, {}};
  const Finding accepted =
      translator::rules::unless_accepted(refused(), "ingress-waf", ingress, "v", accepting);
  EXPECT_EQ(accepted.verdict, Verdict::dropped);
  EXPECT_NE(accepted.message.find("\"...\""), std::string::npos) << accepted.message;
  EXPECT_EQ(accepted.next_step, "");
  EXPECT_EQ(
      translator::rules::unless_accepted(refused(), "ingress-waf", ingress, "w", accepting).verdict,
      Verdict::refused);
}

TEST(UnreadableSettings, AreTheDefaultsWithoutMovingDns) {
  translator::SettingsProblem problem;
  problem.message = "m";
  Settings expected;
  expected.dns = translator::DnsPolicy::hold;
  expected.problems = {problem};
  EXPECT_EQ(translator::unreadable_settings(problem), expected);
}

}  // namespace
