// Every documented bad input of the settings: where it is told, and what is used in its place.

#include <string>

#include <gtest/gtest.h>

#include "translator/settings_yaml.h"

namespace {

using translator::parse_settings;
using translator::Settings;
using translator::SettingsProblem;

struct BadInput {
  const char* name;
  const char* text;
  int line;
  int column;
  const char* path;
  const char* message;    // part of it
  const char* next_step;  // part of it
  // What is read in its place; the defaults when empty.
  const char* same_as = "";
};

void PrintTo(const BadInput& bad, std::ostream* stream) { *stream << bad.name; }

class BadSettings : public testing::TestWithParam<BadInput> {};

TEST_P(BadSettings, AreToldByPlaceAndFallBackSafely) {
  const BadInput& bad = GetParam();
  Settings settings = parse_settings(bad.text);
  ASSERT_EQ(settings.problems.size(), 1U);
  const SettingsProblem problem = settings.problems.front();
  EXPECT_EQ(problem.line, bad.line) << problem.message;
  EXPECT_EQ(problem.column, bad.column) << problem.message;
  EXPECT_EQ(problem.path, bad.path);
  EXPECT_NE(problem.message.find(bad.message), std::string::npos) << problem.message;
  EXPECT_EQ(problem.message.back(), '.');
  EXPECT_NE(problem.next_step.find(bad.next_step), std::string::npos) << problem.next_step;
  settings.problems.clear();
  settings.not_in_effect.clear();
  Settings expected = parse_settings(bad.same_as);
  EXPECT_TRUE(expected.problems.empty());
  expected.not_in_effect.clear();
  EXPECT_EQ(settings, expected);
}

constexpr const char* kHold = "dns: hold";

const BadInput kTop[] = {
    {"NoYaml", "dns: keep\na: [", 2, 1, "", "no valid YAML", "Mend", kHold},
    {"AList", "- a", 1, 1, "", "A mapping is expected", "waitForAddress, parked", kHold},
    {"AText", "hello", 1, 1, "", "not \"hello\"", "waitForAddress", kHold},
    {"SeveralDocuments", "dns: keep\n---\nparked: warn\n", 3, 1, "", "more than one document",
     "Keep one", kHold},
    {"AnAlias", "ingress: &a {}\nservice: *a\n", 2, 10, "", "aliases", "Write the repeated", kHold},
    {"UnknownKey", "parked: warn\nflavour: vanilla\n", 2, 1, "flavour",
     "There is no setting \"flavour\"", "Known here: waitForAddress", "parked: warn"},
    {"SlipInAKey", "parkt: warn", 1, 1, "parkt", "parked has its safe default",
     "Did you mean parked?"},
    {"SlipInDnsHolds", "dnss: keep", 1, 1, "dnss", "dns has its safe default", "Did you mean dns?",
     kHold},
    {"KeyTwice", "dns: keep\ndns: keep\n", 2, 1, "dns", "stands twice", "Keep one", kHold},
    {"KeyIsAList", "[a]: b", 1, 1, "?", "There is no setting a list", "Known here"},
    {"NoTime", "waitForAddress: soon", 1, 17, "waitForAddress", "\"soon\" is no time", "1h30m"},
    {"TimeWithoutUnit", "waitForAddress: 15", 1, 17, "waitForAddress", "\"15\" is no time", "15m"},
    {"NegativeTime", "waitForAddress: -1m", 1, 17, "waitForAddress", "is no time", "15m"},
    {"LongTime", "waitForAddress: 25h", 1, 17, "waitForAddress", "at most 24h", "15m"},
    {"UnitsInDisorder", "waitForAddress: 1m1h", 1, 17, "waitForAddress", "is no time", "15m"},
    {"WrongWord", "parked: maybe", 1, 9, "parked", "none of: fail, warn; fail is used",
     "Write one of: fail, warn."},
    {"WrongWordNeedsAction", "needsAction: warn", 1, 14, "needsAction", "describe is used",
     "describe, fail"},
    {"WrongWordDns", "dns: Keep", 1, 6, "dns", "hold is used", "keep, hold", kHold},
    {"WordIsAMapping", "dns: {a: b}", 1, 6, "dns", "a mapping is none of", "keep, hold", kHold},
    {"SectionIsAList", "ingress: []", 1, 10, "ingress", "A mapping is expected here, not a list",
     "certificates, securityPolicies"},
    {"SectionIsAText", "service: yes", 1, 10, "service", "not \"yes\"", "addresses, subnets"},
};
INSTANTIATE_TEST_SUITE_P(Top, BadSettings, testing::ValuesIn(kTop),
                         [](const auto& test) { return std::string(test.param.name); });

const BadInput kIngress[] = {
    {"UnknownKey", "ingress: {adresses: {}}", 1, 11, "ingress.adresses", "no setting \"adresses\"",
     "Did you mean addresses?"},
    {"TableIsAList", "ingress: {addresses: [a]}", 1, 22, "ingress.addresses",
     "A mapping is expected", "the namespace and name"},
    {"NoNamespace", "ingress:\n  addresses:\n    web: ip\n    shop/web: ip\n", 3, 5,
     "ingress.addresses", "\"web\" is not the namespace and name", "such as shop/web",
     "ingress: {addresses: {shop/web: ip}}"},
    {"NoGoogleName", "ingress:\n  addresses: {shop/web: My_Ip, shop/api: ip}\n", 2, 25,
     "ingress.addresses.shop/web", "\"My_Ip\" is not a name in the Google project", "small letters",
     "ingress: {addresses: {shop/api: ip}}"},
    {"NameIsAList", "ingress: {sslPolicies: {A: [b]}}", 1, 28, "ingress.sslPolicies.A",
     "a list is not a name", "Write a name"},
    {"NoArn", "ingress: {certificates: {web: {managed: true}}}", 1, 26, "ingress.certificates",
     "\"web\" is not the ARN", "arn:aws:acm"},
    {"OtherArn", "ingress: {certificates: {'arn:aws:s3:::bucket': {managed: true}}}", 1, 26,
     "ingress.certificates", "is not the ARN of a certificate", "arn:aws:acm"},
    {"NoPolicy", "ingress: {securityPolicies: {shop/web: {replaces: [sg-1]}}}", 1, 40,
     "ingress.securityPolicies.shop/web", "needs both", "policy: NAME"},
    {"NothingReplaced", "ingress: {securityPolicies: {shop/web: {policy: edge}}}", 1, 40,
     "ingress.securityPolicies.shop/web", "needs both", "replaces"},
    {"BadProtection",
     "ingress: {securityPolicies: {shop/web: {policy: edge, replaces: [203.0.113.0/33]}}}", 1, 66,
     "ingress.securityPolicies.shop/web.replaces", "is not an ARN, a CIDR block", "Write an ARN"},
    {"ProtectionWithAStar",
     "ingress: {securityPolicies: {shop/web: {policy: edge, replaces: ['arn:aws:wafv2:x:1:*']}}}",
     1, 66, "ingress.securityPolicies.shop/web.replaces", "is not an ARN", "Write an ARN"},
    {"ReplacesIsAText", "ingress: {securityPolicies: {shop/web: {policy: edge, replaces: sg-1}}}",
     1, 65, "ingress.securityPolicies.shop/web.replaces", "A list is expected", "Write a list"},
    {"PolicyHasATypo",
     "ingress: {securityPolicies: {shop/web: {policy: edge, replaces: [sg-1], scope: all}}}", 1, 73,
     "ingress.securityPolicies.shop/web.scope", "no setting \"scope\"", "Known here"},
    {"NoOauthSecret", "ingress: {iap: {shop/web: {}}}", 1, 27, "ingress.iap.shop/web",
     "No Secret is named", "oauthSecret: NAME"},
    {"IapIsAText", "ingress: {iap: {shop/web: oauth}}", 1, 27, "ingress.iap.shop/web",
     "A mapping is expected", "oauthSecret"},
    {"BadSecretName", "ingress: {iap: {shop/web: {oauthSecret: A_B}}}", 1, 41,
     "ingress.iap.shop/web.oauthSecret", "is not the name of a Secret", "name of a Secret"},
};
INSTANTIATE_TEST_SUITE_P(Ingress, BadSettings, testing::ValuesIn(kIngress),
                         [](const auto& test) { return std::string(test.param.name); });

const BadInput kOthers[] = {
    {"Style", "service: {style: gateway}", 1, 18, "service.style", "none of: annotation, class",
     "annotation, class"},
    {"BoolIsAWord", "service: {globalAccess: yes}", 1, 25, "service.globalAccess",
     "neither true nor false", "without quotes"},
    {"BoolInQuotes", "service: {resourceLabels: 'true'}", 1, 27, "service.resourceLabels",
     "neither true nor false", "without quotes"},
    {"Strategy", "pullSecrets: {strategy: renew}", 1, 25, "pullSecrets.strategy", "keep is used",
     "keep, refresh, rewrite"},
    {"RefreshWithoutRegistries", "pullSecrets: {strategy: refresh, credentials: {secret: ecr}}", 1,
     25, "pullSecrets.strategy", "refresh needs credentials and registries", "Add what is missing",
     "pullSecrets: {credentials: {secret: ecr}}"},
    {"RewriteWithoutTable", "pullSecrets: {strategy: rewrite}", 1, 25, "pullSecrets.strategy",
     "rewrite needs the table", "Add what is missing"},
    {"TwoCredentials", "pullSecrets: {credentials: {secret: ecr, velero: true}}", 1, 28,
     "pullSecrets.credentials", "Exactly one source", "{velero: true}"},
    {"NoCredentials", "pullSecrets: {credentials: {velero: false}}", 1, 28,
     "pullSecrets.credentials", "Exactly one source", "{secret: NAME}"},
    {"OtherHost", "pullSecrets: {registries: [registry.example.com]}", 1, 28,
     "pullSecrets.registries", "is not the whole host of a private ECR registry", "dkr.ecr"},
    {"HostThatOnlyBeginsLikeEcr",
     "pullSecrets: {registries: [111122223333.dkr.ecr.us-east-1.amazonaws.com.example.com]}", 1, 28,
     "pullSecrets.registries", "gets no token", "dkr.ecr"},
    {"HostTwice",
     "pullSecrets: {registries: [111122223333.dkr.ecr.us-east-1.amazonaws.com, "
     "111122223333.dkr.ecr.us-east-1.amazonaws.com]}",
     1, 74, "pullSecrets.registries", "counts once", "Remove one",
     "pullSecrets: {registries: [111122223333.dkr.ecr.us-east-1.amazonaws.com]}"},
    {"NamespaceIsNone", "pullSecrets: {namespaces: [shop, My_Space]}", 1, 34,
     "pullSecrets.namespaces", "is not a namespace", "Write a namespace",
     "pullSecrets: {namespaces: [shop]}"},
    {"NamespacesAreAText", "pullSecrets: {namespaces: shop}", 1, 27, "pullSecrets.namespaces",
     "A list is expected", "Write a list", "pullSecrets: {namespaces: []}"},
    {"NamespacesWithASlip", "pullSecrets: {namespace: [shop]}", 1, 15, "pullSecrets.namespace",
     "namespaces has its safe default", "Did you mean namespaces?",
     "pullSecrets: {namespaces: []}"},
    {"CreateIsAWord", "pullSecrets: {create: nope}", 1, 23, "pullSecrets.create", "false is used",
     "true or false", "pullSecrets: {create: false}"},
    {"RewriteToAUrl",
     "pullSecrets: {rewrite: {111122223333.dkr.ecr.us-east-1.amazonaws.com: 'https://a.dev/b'}}", 1,
     71, "pullSecrets.rewrite.111122223333.dkr.ecr.us-east-1.amazonaws.com",
     "is not a registry path without https://", "HOST/PROJECT/REPOSITORY"},
};
INSTANTIATE_TEST_SUITE_P(Others, BadSettings, testing::ValuesIn(kOthers),
                         [](const auto& test) { return std::string(test.param.name); });

const BadInput kAccept[] = {
    {"AMapping", "accept: {rule: a}", 1, 9, "accept", "A list is expected here", "dash"},
    {"EntryIsAText", "accept: [everything]", 1, 10, "accept", "A mapping is expected",
     "rule, kind"},
    {"NoReason", "accept:\n  - {rule: ingress-waf, kind: Ingress, object: shop/web, value: a}\n", 2,
     5, "accept", "lacks `because`", "say why"},
    {"EmptyReason",
     "accept:\n  - {rule: ingress-waf, kind: Ingress, object: shop/web, value: a, because: ''}\n",
     2, 77, "accept.because", "is not a text", "Write a text"},
    {"NoRuleOfThatName",
     "accept:\n  - {rule: ingress-wav, kind: Ingress, object: shop/web, value: a, because: b}\n", 2,
     12, "accept.rule", "There is no rule \"ingress-wav\"", "Did you mean ingress-waf?"},
    {"OtherKind",
     "accept:\n  - {rule: ingress-waf, kind: Pod, object: shop/web, value: a, because: b}\n", 2, 5,
     "accept.kind", "says nothing about a \"Pod\"", "Copy the line"},
    {"NoNamespace",
     "accept:\n  - {rule: ingress-waf, kind: Ingress, object: web, value: a, because: b}\n", 2, 48,
     "accept.object", "is not the namespace and name", "shop/web"},
    {"AnotherKey",
     "accept:\n  - {rule: ingress-waf, kind: Ingress, object: a/b, value: a, because: b, until: "
     "c}\n",
     2, 75, "accept.until", "no setting \"until\"", "Known here: rule"},
    {"Twice",
     "accept:\n  - {rule: ingress-waf, kind: Ingress, object: a/b, value: a, because: b}\n"
     "  - {rule: ingress-waf, kind: Ingress, object: a/b, value: a, because: c}\n",
     3, 5, "accept", "accepted twice", "Remove one",
     "accept: [{rule: ingress-waf, kind: Ingress, object: a/b, value: a, because: b}]"},
};
INSTANTIATE_TEST_SUITE_P(Accept, BadSettings, testing::ValuesIn(kAccept),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
