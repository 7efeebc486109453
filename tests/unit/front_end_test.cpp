// Ports, certificates, redirect and TLS policy: what AWS opened, and what GKE opens of it.

#include <ostream>

#include <gtest/gtest.h>

#include "tests/support/certificates.h"
#include "tests/support/objects.h"

namespace {

using support::finding_of;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Translation;
using translator::Verdict;

constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kDay = 86'400;
const std::string kAlb = "alb.ingress.kubernetes.io/";
const std::string kArn = "arn:aws:acm:us-east-1:111122223333:certificate/12ab";
const char* const kBoth = R"([{"HTTP":80},{"HTTPS":443}])";

struct Given {
  bool external = true;
  std::vector<std::pair<std::string, std::string>> keys = {};  // without prefix
  std::vector<std::string> hosts = {"shop.example.org"};
  std::string tls = {};     // spec.tls as JSON
  std::string params = {};  // IngressClassParams, as JSON members
  std::vector<Json> others = {};
  translator::Settings settings = {};
};

Json ingress_of(const Given& given, const std::string& name = "web") {
  Json ingress = support::ingress(name, "");
  Json& annotations = ingress["metadata"]["annotations"];
  annotations[kAlb + "scheme"] = given.external ? "internet-facing" : "internal";
  ingress["spec"]["ingressClassName"] = "alb";
  for (const auto& [key, value] : given.keys) {
    annotations[kAlb + key] = value;
  }
  Json rules = Json::array();
  for (const std::string& host : given.hosts) {
    rules.push_back({{"host", host}});
  }
  if (!rules.empty()) {
    ingress["spec"]["rules"] = rules;
  }
  if (!given.tls.empty()) {
    ingress["spec"]["tls"] = support::json(given.tls);
  }
  return ingress;
}

Translation translated(const Given& given) {
  auto surroundings = support::backup(R"([
    {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},
     "spec":{"controller":"ingress.k8s.aws/alb","parameters":{"name":"params"}}},
    {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams",
     "metadata":{"name":"params"},"spec":{)" +
                                      given.params + "}}]");
  surroundings.set_now(kNow);
  support::add_every_namespace(surroundings);
  for (const Json& other : given.others) {
    surroundings.add(other);
  }
  return support::translate(ingress_of(given), surroundings, nullptr, given.settings);
}

translator::Settings certificates(bool managed, const char* global, const char* regional) {
  translator::Settings settings;
  settings.ingress.certificates = {{kArn, {managed, global, regional}}};
  return settings;
}

// What GKE opens, in a few words: "http https redirect pre-shared=a managed=b tls=c parked".
std::string opened(const Translation& result) {
  if (result.fate == Fate::parked) {
    return "parked";
  }
  const Json& object = result.object;
  std::string words;
  const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
  if (support::annotation_of(object, "kubernetes.io/ingress.allow-http") != "false") {
    add("http");
  }
  const std::pair<const char*, const char*> kAnnotations[] = {
      {"ingress.gcp.kubernetes.io/pre-shared-cert", "pre-shared"},
      {"networking.gke.io/managed-certificates", "managed"},
      {"networking.gke.io/v1beta1.FrontendConfig", "config"},
      {"kubernetes.io/ingress.global-static-ip-name", "global"},
      {"kubernetes.io/ingress.regional-static-ip-name", "regional"}};
  for (const auto& [key, word] : kAnnotations) {
    if (const auto value = translator::annotation(object, key)) {
      add(std::string(word) + "=" + *value);
    }
  }
  for (const Json& entry : translator::array_at(object, translator::Pointer("/spec/tls"))) {
    add("tls=" + entry.value("secretName", ""));
  }
  for (const translator::Companion& companion : result.companions) {
    add(companion.name.kind + companion.object.at("spec").dump());
  }
  return words;
}

struct Case {
  const char* name;
  Given given;
  std::string opened;
  std::string rule;  // of a finding
  Verdict verdict;
  std::string says;
};

void PrintTo(const Case& trial, std::ostream* stream) { *stream << trial.name; }

class FrontEnd : public testing::TestWithParam<Case> {};

TEST_P(FrontEnd, OpensWhatWasOpenAndNoMore) {
  const Case& trial = GetParam();
  const Translation result = translated(trial.given);
  EXPECT_EQ(opened(result), trial.opened);
  std::string all;
  bool said = false;
  for (const Finding& finding : result.findings) {
    said = said || (finding.rule == trial.rule && finding.verdict == trial.verdict &&
                    finding.message.find(trial.says) != std::string::npos &&
                    (finding.verdict < Verdict::needs_action || !finding.next_step.empty()));
    all +=
        finding.rule + " " + std::string(name_of(finding.verdict)) + ": " + finding.message + "\n";
  }
  EXPECT_TRUE(said) << all;
}

const std::string kRedirect =
    R"(FrontendConfig{"redirectToHttps":{"enabled":true,"responseCodeName":"MOVED_PERMANENTLY_DEFAULT"}})";

Json secret_for(const char* name, std::vector<std::string> hosts,
                std::int64_t until = kNow + kDay) {
  return support::tls_secret(name, {std::move(hosts), kNow - kDay, until});
}

Json member_with(const char* key, const char* value) {
  return ingress_of({.external = true, .keys = {{"group.name", "edge"}, {key, value}}}, "other");
}

Given with_address(Given given) {
  given.settings.ingress.addresses["shop/web"] = "shop-ip";
  return given;
}

const Case kCases[] = {
    // --- listen-ports
    {"HttpIsWritten",
     {.keys = {{"listen-ports", R"([{"HTTP":80}])"}}},
     "http",
     "ingress-listen-ports",
     Verdict::translated,
     "HTTP is served on port 80"},
    {"HttpsAloneByItsCertificate",
     {.keys = {{"certificate-arn", kArn}}, .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-listen-ports",
     Verdict::translated,
     "because a certificate is named"},
    {"HttpsAloneByItsPort",
     {.keys = {{"listen-ports", R"([{"HTTPS":443}])"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-listen-ports",
     Verdict::translated,
     "Only HTTPS was served"},
    {"BothInOneObject",
     {.keys = {{"listen-ports", R"([{"HTTP":80,"HTTPS":443}])"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "http pre-shared=shop-cert",
     "ingress-certificate",
     Verdict::translated,
     "certificates that the settings name"},
    {"AnotherHttpPort",
     {.keys = {{"listen-ports", R"([{"HTTP":8080}])"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::refused,
     "clients of port 8080"},
    {"AnotherHttpsPort",
     {.external = false,
      .keys = {{"listen-ports", R"([{"HTTPS":8443}])"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "", "shop-cert")},
     "parked",
     "ingress-listen-ports",
     Verdict::refused,
     "clients of port 8443"},
    {"HttpOnTheHttpsPort",
     {.keys = {{"listen-ports", R"([{"HTTP":443}])"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::refused,
     "clients of port 443"},
    {"PortsAreNoList",
     {.keys = {{"listen-ports", R"({"HTTP":80})"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "no list with at least one entry"},
    {"PortsAreEmpty",
     {.keys = {{"listen-ports", "[]"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "no list with at least one entry"},
    {"PortsOfNobody",
     {.keys = {{"listen-ports", "[null]"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "names no port"},
    {"PortIsText",
     {.keys = {{"listen-ports", R"([{"HTTP":80},{"HTTPS":"443"}])"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "entry 2: \"443\" is no port"},
    {"PortIsTooHigh",
     {.keys = {{"listen-ports", R"([{"HTTP":65536}])"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "entry 1: 65536 is no port"},
    {"ProtocolInLowerCase",
     {.keys = {{"listen-ports", R"([{"https":443}])"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "entry 1: 'https' is no protocol"},
    {"OnePortTwoProtocols",
     {.keys = {{"listen-ports", R"([{"HTTP":80},{"HTTPS":80}])"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "entry 2: port 80 has two protocols"},
    {"EntryIsNoObject",
     {.keys = {{"listen-ports", R"(["HTTP"])"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "entry 1: no object"},
    {"PortsAreNoJson",
     {.keys = {{"listen-ports", R"([{"HTTPS":443)"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::invalid,
     "byte 14"},
    {"PortsAreNoJsonInside",
     {.external = false, .keys = {{"listen-ports", R"([{"HTTPS":443)"}}},
     "parked",
     "ingress-listen-ports",
     Verdict::refused,
     "plain HTTP is not opened"},
    // --- certificates
    {"NoMappingForTheCertificate",
     {.keys = {{"certificate-arn", kArn}}},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "the settings name none in its place"},
    {"NoMappingInside",
     {.external = false, .keys = {{"certificate-arn", kArn}}},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "HTTPS is not turned into plain HTTP"},
    {"OneOfTwoCertificatesIsMapped",
     {.keys = {{"certificate-arn", kArn + ", arn:other"}},
      .settings = certificates(false, "shop-cert", "")},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "cannot be taken to Google"},
    {"TheSameCertificateTwice",
     {.keys = {{"certificate-arn", kArn + "," + kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-certificate",
     Verdict::translated,
     "in the project"},
    {"ARegionalCertificateInside",
     {.external = false,
      .keys = {{"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "inside-cert")},
     "pre-shared=inside-cert",
     "ingress-certificate",
     Verdict::translated,
     "in the project"},
    {"NoRegionalCertificateInside",
     {.external = false,
      .keys = {{"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "no regional certificate"},
    {"ManagedByGoogle",
     {.keys = {{"certificate-arn", kArn}},
      .hosts = {"a.example.org", "b.example.org"},
      .settings = certificates(true, "", "")},
     R"(managed=eks2gke-web-1 ManagedCertificate{"domains":["a.example.org","b.example.org"]})",
     "ingress-certificate",
     Verdict::needs_action,
     "valid only once DNS points here"},
    {"NotManagedInside",
     {.external = false,
      .keys = {{"certificate-arn", kArn}},
      .settings = certificates(true, "", "")},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "external load balancers only"},
    {"NotManagedForAWildcard",
     {.keys = {{"certificate-arn", kArn}},
      .hosts = {"*.example.org"},
      .settings = certificates(true, "", "")},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "no managed certificate for *.example.org"},
    {"NotManagedWithoutHosts",
     {.keys = {{"certificate-arn", kArn}}, .hosts = {}, .settings = certificates(true, "", "")},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "names no host"},
    {"FoundByTheHosts",
     {.keys = {{"listen-ports", R"([{"HTTPS":443}])"}}},
     R"(managed=eks2gke-web-1 ManagedCertificate{"domains":["shop.example.org"]})",
     "ingress-certificate",
     Verdict::needs_action,
     "valid only once DNS points here"},
    {"FoundByTheHostsInside",
     {.external = false, .keys = {{"listen-ports", R"([{"HTTPS":443}])"}}},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "found a certificate by the hosts"},
    {"IssuedByAws",
     {.keys = {{"create-acm-cert", "true"}}},
     R"(managed=eks2gke-web-1 ManagedCertificate{"domains":["shop.example.org"]})",
     "ingress-certificate",
     Verdict::needs_action,
     "valid only once DNS points here"},
    {"IssuedByAPrivateAuthority",
     {.keys = {{"create-acm-cert", "true"}, {"acm-pca-arn", "arn:aws:acm-pca:x"}}},
     "parked",
     "ingress-certificate",
     Verdict::refused,
     "private certificate authority"},
    {"IssuedPerhaps",
     {.keys = {{"create-acm-cert", "yes"}}},
     "parked",
     "ingress-certificate",
     Verdict::invalid,
     "no boolean"},
    {"NotIssued",
     {.keys = {{"create-acm-cert", "false"}}},
     "http",
     "ingress-certificate",
     Verdict::dropped,
     "No HTTPS is served"},
    {"ACertificateWithoutHttps",
     {.keys = {{"listen-ports", R"([{"HTTP":80}])"}, {"certificate-arn", kArn}}},
     "http",
     "ingress-certificate",
     Verdict::dropped,
     "the certificate had no effect"},
    {"TheClassNamesTheCertificate",
     {.keys = {{"certificate-arn", "arn:own"}},
      .params = R"("certificateArn":[")" + kArn + "\"]",
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-certificate",
     Verdict::dropped,
     "IngressClassParams decide"},
    {"TheClassOfAutoModeNamesTheCertificate",
     {.params = R"("certificateARNs":[")" + kArn + "\"]",
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-certificate",
     Verdict::translated,
     "in the project"},
    // --- TLS Secrets
    {"ASecretServesTheHosts",
     {.keys = {{"certificate-arn", kArn}},
      .tls = R"([{"secretName":"web-tls"}])",
      .others = {secret_for("web-tls", {"shop.example.org"})}},
     "tls=web-tls",
     "ingress-certificate",
     Verdict::approximated,
     "in date and covers the hosts"},
    {"TwoSecretsServeTheHosts",
     {.external = false,
      .keys = {{"listen-ports", R"([{"HTTPS":443}])"}},
      .hosts = {"a.example.org", "b.example.org"},
      .tls = R"([{"secretName":"a-tls"},{"secretName":"b-tls"},{"secretName":"a-tls"}])",
      .others = {secret_for("a-tls", {"a.example.org"}), secret_for("b-tls", {"b.example.org"})}},
     "tls=a-tls tls=b-tls tls=a-tls",
     "ingress-certificate",
     Verdict::approximated,
     "covers the hosts"},
    {"ASecretForOtherHosts",
     {.keys = {{"certificate-arn", kArn}},
      .tls = R"([{"secretName":"web-tls"}])",
      .others = {secret_for("web-tls", {"other.example.org"})}},
     "parked",
     "ingress-tls",
     Verdict::dropped,
     "does not cover the host shop.example.org"},
    {"AnExpiredSecret",
     {.keys = {{"certificate-arn", kArn}},
      .tls = R"([{"secretName":"web-tls"}])",
      .others = {secret_for("web-tls", {"shop.example.org"}, kNow - 1)}},
     "parked",
     "ingress-tls",
     Verdict::dropped,
     "has expired"},
    {"AMissingSecret",
     {.keys = {{"certificate-arn", kArn}}, .tls = R"([{"secretName":"web-tls"}])"},
     "parked",
     "ingress-tls",
     Verdict::dropped,
     "not in the backup"},
    {"ASecretBesideAMappedCertificate",
     {.keys = {{"certificate-arn", kArn}},
      .tls = R"([{"secretName":"web-tls"}])",
      .others = {secret_for("web-tls", {"shop.example.org"})},
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-tls",
     Verdict::dropped,
     "other certificates serve"},
    {"ASecretWithoutHttps",
     {.tls = R"([{"secretName":"web-tls"}])",
      .others = {secret_for("web-tls", {"shop.example.org"})}},
     "http",
     "ingress-tls",
     Verdict::dropped,
     "GKE would with it"},
    {"TlsWithoutASecret",
     {.tls = R"([{"hosts":["shop.example.org"]}])"},
     "http",
     "ingress-tls",
     Verdict::dropped,
     "names no Secret"},
    // --- ssl-redirect
    {"RedirectToHttps",
     {.keys = {{"listen-ports", kBoth}, {"ssl-redirect", "443"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "http pre-shared=shop-cert config=eks2gke-web " + kRedirect,
     "ingress-ssl-redirect",
     Verdict::translated,
     "Port 80 redirects to HTTPS."},
    {"RedirectInside",
     {.external = false,
      .keys = {{"listen-ports", kBoth}, {"ssl-redirect", "443"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "", "inside-cert")},
     "pre-shared=inside-cert",
     "ingress-ssl-redirect",
     Verdict::approximated,
     "port 80 is not opened"},
    {"RedirectWaitsForTheCertificate",
     {.keys = {{"listen-ports", kBoth}, {"ssl-redirect", "443"}, {"certificate-arn", kArn}},
      .settings = certificates(true, "", "")},
     R"(managed=eks2gke-web-1 ManagedCertificate{"domains":["shop.example.org"]})",
     "ingress-ssl-redirect",
     Verdict::needs_action,
     "cut the site off"},
    {"RedirectOfAnotherMember",
     {.keys = {{"group.name", "edge"}, {"listen-ports", kBoth}, {"certificate-arn", kArn}},
      .others = {member_with("ssl-redirect", "443")},
      .settings = certificates(false, "shop-cert", "")},
     "parked",
     "ingress-ssl-redirect",
     Verdict::translated,
     " of shop/other of the same group"},
    {"RedirectOfTheClass",
     {.keys = {{"listen-ports", kBoth}, {"certificate-arn", kArn}},
      .params = R"("sslRedirectPort":"443")",
      .settings = certificates(false, "shop-cert", "")},
     "http pre-shared=shop-cert config=eks2gke-web " + kRedirect,
     "ingress-ssl-redirect",
     Verdict::translated,
     "Port 80 redirects"},
    {"RedirectWithoutPort80",
     {.keys = {{"ssl-redirect", "443"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-ssl-redirect",
     Verdict::dropped,
     "port 80 is not served"},
    {"RedirectWithoutHttps",
     {.keys = {{"ssl-redirect", "443"}}},
     "parked",
     "ingress-ssl-redirect",
     Verdict::refused,
     "served without TLS"},
    {"RedirectToAnotherPort",
     {.keys = {{"listen-ports", kBoth}, {"ssl-redirect", "8443"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "parked",
     "ingress-ssl-redirect",
     Verdict::refused,
     "port 8443"},
    {"RedirectToNoPort",
     {.external = false,
      .keys = {{"listen-ports", kBoth}, {"ssl-redirect", "https"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "", "inside-cert")},
     "pre-shared=inside-cert",
     "ingress-ssl-redirect",
     Verdict::invalid,
     "'https' is no port"},
    {"RedirectToNoPortWithoutHttps",
     {.external = false, .keys = {{"ssl-redirect", "https"}}},
     "parked",
     "ingress-ssl-redirect",
     Verdict::refused,
     "meant to redirect only"},
    {"RedirectsDiffer",
     {.keys = {{"group.name", "edge"},
               {"listen-ports", kBoth},
               {"ssl-redirect", "443"},
               {"certificate-arn", kArn}},
      .others = {member_with("ssl-redirect", "444")},
      .settings = certificates(false, "shop-cert", "")},
     "parked",
     "ingress-ssl-redirect",
     Verdict::invalid,
     "shop/other of the same group redirects"},
    // --- ssl-policy
    {"PolicyOfTls10",
     {.keys = {{"ssl-policy", "ELBSecurityPolicy-2016-08"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-ssl-policy",
     Verdict::dropped,
     "TLS 1.0 and later"},
    {"PolicyWithoutMapping",
     {.keys = {{"ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-ssl-policy",
     Verdict::needs_action,
     "which this one refused"},
    {"PolicyInside",
     {.external = false,
      .keys = {{"ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "", "inside-cert")},
     "pre-shared=inside-cert",
     "ingress-ssl-policy",
     Verdict::needs_action,
     "on an internal load balancer"},
    {"PolicyWithoutHttps",
     {.keys = {{"ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"}}},
     "http",
     "ingress-ssl-policy",
     Verdict::dropped,
     "No HTTPS is served"},
    {"PolicyOfTheClass",
     {.keys = {{"ssl-policy", "x"}, {"certificate-arn", kArn}},
      .params = R"("sslPolicy":"ELBSecurityPolicy-2016-08")",
      .settings = certificates(false, "shop-cert", "")},
     "pre-shared=shop-cert",
     "ingress-ssl-policy",
     Verdict::dropped,
     "IngressClassParams decide"},
    // --- addresses
    {"AGlobalAddress", with_address({}), "http global=shop-ip", "ingress-address",
     Verdict::translated, "reserved global address"},
    {"BothPortsInsideWithoutAnAddress",
     {.external = false,
      .keys = {{"listen-ports", kBoth}, {"certificate-arn", kArn}},
      .settings = certificates(false, "", "inside-cert")},
     "pre-shared=inside-cert",
     "ingress-listen-ports",
     Verdict::needs_action,
     "both ports only on a reserved address"},
    {"BothPortsInsideOnAnAddress",
     with_address({.external = false,
                   .keys = {{"listen-ports", kBoth}, {"certificate-arn", kArn}},
                   .settings = certificates(false, "", "inside-cert")}),
     "http pre-shared=inside-cert regional=shop-ip", "ingress-address", Verdict::translated,
     "reserved regional address"},
};

std::string name_of_case(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(All, FrontEnd, testing::ValuesIn(kCases), name_of_case);

TEST(FrontEndNames, APolicyThatTheSettingsNameGoesIntoTheFrontendConfig) {
  Given given{
      .keys = {{"ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"}, {"certificate-arn", kArn}},
      .settings = certificates(false, "shop-cert", "")};
  given.settings.ingress.ssl_policies["ELBSecurityPolicy-TLS13-1-2-2021-06"] = "modern";
  EXPECT_EQ(opened(translated(given)),
            R"(pre-shared=shop-cert config=eks2gke-web FrontendConfig{"sslPolicy":"modern"})");
}

TEST(FrontEndNames, ManagedCertificatesHoldAHundredDomainsEach) {
  Given given{.keys = {{"listen-ports", R"([{"HTTPS":443}])"}}, .hosts = {}};
  for (int number = 0; number < 101; ++number) {
    given.hosts.push_back("h" + std::to_string(number) + ".example.org");
  }
  const Translation result = translated(given);
  ASSERT_EQ(result.companions.size(), 2U);
  EXPECT_EQ(result.companions[0].object.at("spec").at("domains").size(), 100U);
  EXPECT_EQ(result.companions[1].name.name, "eks2gke-web-2");
  EXPECT_EQ(result.companions[1].object.at("spec").at("domains").dump(), R"(["h100.example.org"])");
}

TEST(FrontEndNames, OnlyNamesThatGoogleTakesAreManaged) {
  const std::pair<const char*, bool> hosts[] = {
      {"shop.example.org", true}, {"localhost", false},       {"-a.example.org", false},
      {"a-.example.org", false},  {"a..example.org", false},  {"A.example.org", false},
      {"a.example.1org", false},  {"a_b.example.org", false}, {"1.example.org", true},
      {"a.example.org.", false},  {"a.example.o-rg", true}};
  for (const auto& [host, managed] : hosts) {
    const Translation result =
        translated({.keys = {{"listen-ports", R"([{"HTTPS":443}])"}}, .hosts = {host}});
    EXPECT_EQ(result.fate == Fate::translated, managed) << host;
  }
  const std::string long_host = std::string(52, 'a') + ".example.org";  // 64 characters
  EXPECT_EQ(
      translated({.keys = {{"listen-ports", R"([{"HTTPS":443}])"}}, .hosts = {long_host}}).fate,
      Fate::parked);
}

}  // namespace
