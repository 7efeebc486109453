#include "translator/settings_yaml.h"

#include <string>

#include <gtest/gtest.h>

namespace {

using translator::DnsPolicy;
using translator::OnNeedsAction;
using translator::OnParked;
using translator::parse_settings;
using translator::PullSecretStrategy;
using translator::ServiceStyle;
using translator::Settings;

constexpr const char* kEverything = R"(
waitForAddress: 1h30m
parked: warn
needsAction: fail
dns: hold
ingress:
  certificates:
    "arn:aws:acm:us-east-1:111122223333:certificate/*": {managed: true}
    "arn:aws:acm:us-east-1:111122223333:certificate/12ab": {preSharedCert: {global: a, regional: b}}
    "arn:aws:iam::111122223333:server-certificate/old": {preSharedCert: {global: c}}
  securityPolicies:
    shop/web: {replaces: ["arn:aws:wafv2:x:1:webacl/edge/0a1b", "203.0.113.0/24"], policy: edge}
  sslPolicies: {ELBSecurityPolicy-TLS13-1-2-2021-06: modern}
  addresses: {shop/web: shop-ip}
  iap: {shop/web: {oauthSecret: iap-oauth}}
service:
  addresses: {shop/tcp: shop-tcp-ip}
  subnets: {shop/tcp: inside}
  style: class
  globalAccess: true
  resourceLabels: true
pullSecrets:
  strategy: refresh
  credentials: {secret: ecr-credentials}
  registries: [111122223333.dkr.ecr.ap-northeast-1.amazonaws.com]
  namespaces: [shop, pay]
  create: false
  rewrite: {111122223333.dkr.ecr.ap-northeast-1.amazonaws.com: asia-northeast1-docker.pkg.dev/p/r}
accept:
  - {rule: ingress-waf, kind: Ingress, object: shop/web, value: "arn:x", because: "VPN only"}
)";

TEST(SettingsYaml, EveryEntryIsRead) {
  Settings expected;
  expected.wait_for_address_seconds = 5400;
  expected.parked = OnParked::warn;
  expected.needs_action = OnNeedsAction::fail;
  expected.dns = DnsPolicy::hold;
  expected.ingress.certificates = {{"arn:aws:acm:us-east-1:111122223333:certificate/*",
                                    {.managed = true, .global = "", .regional = ""}},
                                   {"arn:aws:acm:us-east-1:111122223333:certificate/12ab",
                                    {.managed = false, .global = "a", .regional = "b"}},
                                   {"arn:aws:iam::111122223333:server-certificate/old",
                                    {.managed = false, .global = "c", .regional = ""}}};
  expected.ingress.security_policies = {
      {"shop/web",
       {.replaces = {"arn:aws:wafv2:x:1:webacl/edge/0a1b", "203.0.113.0/24"}, .policy = "edge"}}};
  expected.ingress.ssl_policies = {{"ELBSecurityPolicy-TLS13-1-2-2021-06", "modern"}};
  expected.ingress.addresses = {{"shop/web", "shop-ip"}};
  expected.ingress.iap = {{"shop/web", "iap-oauth"}};
  expected.service.addresses = {{"shop/tcp", "shop-tcp-ip"}};
  expected.service.subnets = {{"shop/tcp", "inside"}};
  expected.service.style = ServiceStyle::load_balancer_class;
  expected.service.global_access = true;
  expected.service.resource_labels = true;
  expected.pull_secrets.strategy = PullSecretStrategy::refresh;
  expected.pull_secrets.credentials_secret = "ecr-credentials";
  expected.pull_secrets.registries = {"111122223333.dkr.ecr.ap-northeast-1.amazonaws.com"};
  expected.pull_secrets.namespaces = {"shop", "pay"};
  expected.pull_secrets.create = false;
  expected.pull_secrets.rewrite = {
      {"111122223333.dkr.ecr.ap-northeast-1.amazonaws.com", "asia-northeast1-docker.pkg.dev/p/r"}};
  expected.accept = {{.rule = "ingress-waf",
                      .kind = "Ingress",
                      .object = "shop/web",
                      .value = "arn:x",
                      .because = "VPN only"}};
  Settings read = parse_settings(kEverything);
  read.not_in_effect.clear();
  EXPECT_EQ(read, expected);
}

TEST(SettingsYaml, NothingIsTheDefaults) {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n", "{}", "null", "~",
                           "ingress:\nservice:\npullSecrets:\naccept:\ndns:\n"}) {
    EXPECT_EQ(parse_settings(text), translator::default_settings()) << text;
  }
}

TEST(SettingsYaml, TheOtherWords) {
  const Settings settings = parse_settings(
      "waitForAddress: 0\nparked: fail\nneedsAction: describe\ndns: keep\n"
      "service: {style: annotation, globalAccess: false}\n"
      "pullSecrets: {strategy: keep, credentials: {velero: true}, namespaces: ['*']}\n");
  Settings expected;
  expected.wait_for_address_seconds = 0;
  expected.pull_secrets.velero_credentials = true;
  expected.not_in_effect = settings.not_in_effect;
  EXPECT_EQ(settings, expected);
}

TEST(SettingsYaml, JsonIsRead) {
  EXPECT_EQ(parse_settings(R"({"dns": "hold", "waitForAddress": "90s"})"),
            parse_settings("dns: hold\nwaitForAddress: 90s\n"));
}

// --- certificates: an entry that is left out keeps wider patterns from answering -----------------

TEST(SettingsYaml, ABrokenCertificateEntryStandsForNoCertificate) {
  constexpr const char* kArn = "arn:aws:acm:us-east-1:111122223333:certificate/12ab";
  for (const char* entry :
       {"{}", "{managed: false}", "{managed: true, preSharedCert: {global: a}}",
        "{preSharedCert: {globl: a}}", "{preSharedCert: {global: A_B}}", "{preSharedCert: a}",
        "{managed: yes}", "{manged: true}", "managed", "{preSharedCert: {}}"}) {
    const Settings settings = parse_settings(
        "ingress:\n  certificates:\n    \"arn:aws:acm:*:111122223333:certificate/*\": {managed: "
        "true}\n    \"" +
        std::string(kArn) + "\": " + entry + "\n");
    EXPECT_EQ(settings.problems.size(), 1U) << entry;
    EXPECT_EQ(settings.problems.empty() ? 0 : settings.problems.front().line, 4) << entry;
    EXPECT_EQ(translator::certificate_for(settings, kArn), nullptr) << entry;
    EXPECT_NE(translator::certificate_for(settings,
                                          "arn:aws:acm:us-east-1:111122223333:certificate/other"),
              nullptr);
  }
}

TEST(SettingsYaml, ACertificateThatStandsTwiceStandsForNone) {
  const Settings settings = parse_settings(
      "ingress:\n  certificates:\n"
      "    'arn:aws:acm:x:1:certificate/*': {managed: true}\n"
      "    'arn:aws:acm:x:1:certificate/a': {preSharedCert: {global: a}}\n"
      "    'arn:aws:acm:x:1:certificate/a': {preSharedCert: {global: b}}\n");
  EXPECT_EQ(settings.problems.size(), 2U);
  EXPECT_EQ(translator::certificate_for(settings, "arn:aws:acm:x:1:certificate/a"), nullptr);
}

// --- limits --------------------------------------------------------------------------------------

TEST(SettingsYaml, LargeAndDeepAndBinaryTextsAreRefused) {
  std::string deep = "ingress: ";
  for (int i = 0; i < 100; ++i) {
    deep += "{a: ";
  }
  for (const std::string& text :
       {std::string(300 * 1024, ' '), deep, std::string("dns: \xff\xfe"), std::string("a\0b", 3)}) {
    const Settings settings = parse_settings(text);
    ASSERT_EQ(settings.problems.size(), 1U);
    EXPECT_EQ(settings.problems.front().path, "");
    EXPECT_EQ(settings.dns, DnsPolicy::hold);
  }
}

TEST(SettingsYaml, ProblemsComeInTheOrderOfTheText) {
  const Settings settings =
      parse_settings("accept: 1\ndns: 2\nservice: {style: x, stile: y}\nparked: z\n");
  ASSERT_EQ(settings.problems.size(), 5U);
  for (std::size_t i = 1; i < settings.problems.size(); ++i) {
    const auto place = [&](std::size_t at) {
      return std::pair(settings.problems[at].line, settings.problems[at].column);
    };
    EXPECT_LE(place(i - 1), place(i));
  }
}

TEST(SettingsYaml, ALongValueIsCutInTheSentence) {
  const Settings settings = parse_settings("dns: " + std::string(1000, 'x'));
  ASSERT_EQ(settings.problems.size(), 1U);
  EXPECT_LT(settings.problems.front().message.size(), 200U);
}

}  // namespace
