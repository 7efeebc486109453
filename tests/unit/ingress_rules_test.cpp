// The rows for Ingress, through the whole fold: tables of what one annotation becomes.

#include <algorithm>
#include <ostream>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "tests/support/trials.h"
#include "translator/catalogue.h"

namespace {

using support::finding_of;
using support::json;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Pointer;
using translator::Translation;
using translator::Verdict;

const std::string kAlb = "alb.ingress.kubernetes.io/";
constexpr std::string_view kToWeb =
    R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})";

// An Ingress of class alb in front of Service web, with one more annotation.
Json ingress_with(const std::string& name, const std::string& value, bool internet_facing) {
  Json ingress = support::ingress("web", R"("kubernetes.io/ingress.class":"alb")", kToWeb);
  Json& annotations = ingress["metadata"]["annotations"];
  annotations[kAlb + "scheme"] = internet_facing ? "internet-facing" : "internal";
  if (!name.empty()) {
    annotations[kAlb + name] = value;
  }
  return ingress;
}

Json web_service() {
  return support::service("web", "", R"({"ports":[
    {"name":"http","port":80,"targetPort":8080,"nodePort":30080},
    {"name":"metrics","port":9090,"targetPort":9100,"nodePort":30090},
    {"name":"by-name","port":9091,"targetPort":"probe","nodePort":30091}]})");
}

Translation translated(const Json& ingress, const Json& service = web_service()) {
  auto surroundings = support::backup();
  surroundings.add(service);
  surroundings.add(ingress);
  return support::translate(ingress, surroundings);
}

// As JSON text; "" when there is none.
std::string companion_value(const Translation& translation, const char* path) {
  const Json* value = translation.companions.empty()
                          ? nullptr
                          : translator::find(translation.companions[0].object, Pointer(path));
  return value == nullptr ? "" : value->dump();
}

// --- what becomes of one annotation ---------------------------------------------------------

struct KeyCase {
  std::string key;  // without prefix
  std::string value;
  Verdict internal;         // of its finding on an internal Ingress
  Verdict internet_facing;  // and on an internet-facing one
};

void PrintTo(const KeyCase& trial, std::ostream* stream) { *stream << trial.key; }

class Keys : public testing::TestWithParam<KeyCase> {};

TEST_P(Keys, HaveTheirVerdictAndAreTakenAway) {
  const KeyCase& trial = GetParam();
  for (const bool internet_facing : {false, true}) {
    const Translation result = translated(ingress_with(trial.key, trial.value, internet_facing));
    const Verdict wanted = internet_facing ? trial.internet_facing : trial.internal;
    bool said = false;
    for (const Finding& finding : result.findings) {
      said = said || (finding.key == kAlb + trial.key && finding.verdict == wanted &&
                      (finding.from.empty() || trial.value.find(finding.from) == 0));
    }
    EXPECT_TRUE(said) << "internet-facing: " << internet_facing;
    EXPECT_EQ(support::annotation_of(result.object, kAlb + trial.key), "(absent)");
    const bool parked =
        wanted == Verdict::refused || (internet_facing && wanted >= Verdict::invalid);
    EXPECT_EQ(result.fate, parked ? Fate::parked : Fate::translated);
    EXPECT_EQ(support::annotation_of(result.object, "kubernetes.io/ingress.class"),
              parked            ? "eks2gke-parked"
              : internet_facing ? "gce"
                                : "gce-internal");
  }
}

constexpr Verdict kTranslated = Verdict::translated;
constexpr Verdict kApproximated = Verdict::approximated;
constexpr Verdict kDropped = Verdict::dropped;
constexpr Verdict kRefused = Verdict::refused;
constexpr Verdict kNeedsAction = Verdict::needs_action;
constexpr Verdict kInvalid = Verdict::invalid;
constexpr Verdict kUnknown = Verdict::unknown;

const KeyCase kKeys[] = {
    {"dry-run-plan", "{}", kDropped, kDropped},
    {"load-balancer-name", "shop", kDropped, kDropped},
    {"minimum-load-balancer-capacity", "CapacityUnits=1", kDropped, kDropped},
    {"subnets", "subnet-1", kDropped, kDropped},
    {"tags", "a=b", kDropped, kDropped},
    {"group.order", "5", kDropped, kDropped},
    // routing that no rule names, or that says nothing
    {"actions.web", "{}", kDropped, kDropped},
    {"conditions.web", "[]", kDropped, kDropped},
    {"conditions.other", "[", kDropped, kDropped},
    {"transforms.web", "[", kDropped, kDropped},
    {"use-regex-path-match", "0", kDropped, kDropped},
    {"attributes", "a=b", kDropped, kDropped},
    {"customer-owned-ipv4-pool", "ipv4pool-coip-1", kDropped, kDropped},
    {"enable-frontend-nlb", "false", kDropped, kDropped},
    {"enable-frontend-nlb", "true", kNeedsAction, kNeedsAction},
    {"enable-frontend-nlb", "yes", kInvalid, kInvalid},
    {"frontend-nlb-scheme", "internet-facing", kDropped, kDropped},
    {"frontend-nlb-scheme", "public", kInvalid, kInvalid},
    {"ignore-host-header", "true", kDropped, kDropped},
    {"ip-address-type", "ipv4", kTranslated, kTranslated},
    {"ip-address-type", "dualstack", kApproximated, kApproximated},
    {"ip-address-type", "dualstack-without-public-ipv4", kApproximated, kRefused},
    {"ip-address-type", "ipv6", kInvalid, kInvalid},
    {"ipam-ipv4-pool-id", "ipam-pool-1", kDropped, kDropped},
    {"listener-attributes.HTTPS-443", "a=b", kUnknown, kUnknown},
    {"listener-attributes.HTTPS-443", "a", kInvalid, kInvalid},
    {"listener-attributes.HTTPS-99999", "a=b", kInvalid, kInvalid},
    {"listener-attributes.HTTP-80", "tcp.idle_timeout.seconds=60", kDropped, kDropped},
    {"listener-attributes.HTTP-80", "routing.http.response.server.enabled=true", kDropped,
     kDropped},
    {"listener-attributes.HTTP-80", "", kDropped, kDropped},
    {"manage-backend-security-group-rules", "true", kDropped, kDropped},
    {"multi-cluster-target-group", "false", kDropped, kDropped},
    {"multi-cluster-target-group", "true", kRefused, kRefused},
    {"multi-cluster-target-group", "yes", kInvalid, kInvalid},
    {"successCodes", "200", kDropped, kDropped},
    {"target-control-port.web.80", "3000", kDropped, kDropped},
    {"target-node-labels", "a=b", kDropped, kDropped},
    // these shield what is behind, inside the network too
    {"acm-pca-arn", "x", kDropped, kDropped},
    {"auth-type", "oidc", kRefused, kInvalid},
    {"auth-idp-cognito", "{}", kDropped, kDropped},
    {"certificate-arn", "x", kRefused, kRefused},
    {"conditions.web", "[", kRefused, kRefused},
    {"create-acm-cert", "true", kRefused, kRefused},
    {"use-regex-path-match", "yes", kRefused, kRefused},
    {"inbound-cidrs", "10.0.0.0/8", kRefused, kRefused},
    {"jwt-validation", "{}", kRefused, kInvalid},
    {"listen-ports", "[]", kRefused, kInvalid},
    {"mutual-authentication", "[]", kDropped, kDropped},
    {"mutual-authentication", R"([{"port":443,"mode":"verify","trustStore":"x"}])", kRefused,
     kRefused},
    {"security-group-inbound-cidrs", "10.0.0.0/8", kRefused, kRefused},
    {"security-group-prefix-lists", "pl-1", kRefused, kRefused},
    {"security-groups", "sg-1", kRefused, kRefused},
    {"ssl-redirect", "443", kRefused, kRefused},
    {"waf-acl-id", "x", kRefused, kRefused},
    {"wafv2-acl-arn", "x", kRefused, kRefused},
    {"wafv2-acl-name", "x", kRefused, kRefused},
    {"web-acl-id", "x", kRefused, kRefused},
    // nobody knows them, or no rule translates them yet
    {"backend-protocol", "HTTPS", kTranslated, kTranslated},
    {"never-heard-of", "1", kUnknown, kUnknown},
    {"ssl-policy", "x", kDropped, kDropped},
    {"schemes", "internal", kUnknown, kUnknown},
};

std::string name_of_case(const testing::TestParamInfo<KeyCase>& info) {
  std::string name;
  for (const char c : info.param.key) {
    name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  // A key may stand in the table twice, with another value.
  return name + "_" + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(Ingress, Keys, testing::ValuesIn(kKeys), name_of_case);

// --- what goes into the BackendConfig --------------------------------------------------------

struct ConfigCase {
  const char* name;
  std::string key;
  std::string value;
  const char* path;    // into the BackendConfig
  std::string wanted;  // JSON; "" is absent
  Verdict verdict;     // some finding about the key has it
};

void PrintTo(const ConfigCase& trial, std::ostream* stream) { *stream << trial.name; }

class Config : public testing::TestWithParam<ConfigCase> {};

TEST_P(Config, HoldsWhatWasEffectiveOnAws) {
  const ConfigCase& trial = GetParam();
  const Translation result = translated(ingress_with(trial.key, trial.value, false));
  ASSERT_EQ(result.companions.size(), 1U);
  EXPECT_EQ(result.companions[0].name.name, "eks2gke-web-80");
  EXPECT_EQ(companion_value(result, trial.path), trial.wanted);
  std::set<Verdict> verdicts;
  for (const Finding& finding : result.findings) {
    if (finding.key == kAlb + trial.key) {
      verdicts.insert(finding.verdict);
    }
  }
  EXPECT_EQ(verdicts.count(trial.verdict), 1U);
}

const char* const kAttributes = "load-balancer-attributes";
const char* const kTargets = "target-group-attributes";
const char* const kTimeout = "/spec/timeoutSec";
const char* const kDraining = "/spec/connectionDraining/drainingTimeoutSec";
const char* const kAffinity = "/spec/sessionAffinity";

const ConfigCase kConfigs[] = {
    // timeout: AWS's default is 60, GKE's 30
    {"TimeoutAbsent", kAttributes, "routing.http2.enabled=true", kTimeout, "60", kTranslated},
    {"TimeoutLeast", kAttributes, "idle_timeout.timeout_seconds=1", kTimeout, "1", kApproximated},
    {"TimeoutMost", kAttributes, "idle_timeout.timeout_seconds=4000", kTimeout, "4000",
     kApproximated},
    {"TimeoutTooSmall", kAttributes, "idle_timeout.timeout_seconds=0", kTimeout, "60", kInvalid},
    {"TimeoutTooLarge", kAttributes, "idle_timeout.timeout_seconds=4001", kTimeout, "60", kInvalid},
    {"TimeoutNoNumber", kAttributes, "idle_timeout.timeout_seconds=1m", kTimeout, "60", kInvalid},
    {"AttributesNoPairs", kAttributes, "idle_timeout", kTimeout, "60", kInvalid},
    // access logs
    {"LogsOn", kAttributes, "access_logs.s3.enabled=true", "/spec/logging",
     R"({"enable":true,"sampleRate":1.0})", kApproximated},
    {"LogsOff", kAttributes, "access_logs.s3.enabled=false", "/spec/logging", "", kTranslated},
    // draining: AWS's default is 300, GKE's 0
    {"DrainingAbsent", kTargets, "slow_start.duration_seconds=0", kDraining, "300", kTranslated},
    {"DrainingNone", kTargets, "deregistration_delay.timeout_seconds=0", kDraining, "0",
     kTranslated},
    {"DrainingMost", kTargets, "deregistration_delay.timeout_seconds=3600", kDraining, "3600",
     kTranslated},
    {"DrainingTooLong", kTargets, "deregistration_delay.timeout_seconds=3601", kDraining, "300",
     kInvalid},
    {"DrainingNegative", kTargets, "deregistration_delay.timeout_seconds=-1", kDraining, "300",
     kInvalid},
    {"DrainingNoNumber", kTargets, "deregistration_delay.timeout_seconds=5s", kDraining, "300",
     kInvalid},
    {"TargetsNoPairs", kTargets, "stickiness", kDraining, "300", kInvalid},
    // cookie affinity
    {"CookieDefaultLife", kTargets, "stickiness.enabled=true,stickiness.type=lb_cookie", kAffinity,
     R"({"affinityType":"GENERATED_COOKIE","affinityCookieTtlSec":86400})", kTranslated},
    {"CookieLife", kTargets, "stickiness.enabled=true,stickiness.lb_cookie.duration_seconds=60",
     kAffinity, R"({"affinityType":"GENERATED_COOKIE","affinityCookieTtlSec":60})", kTranslated},
    {"CookieTooLong", kTargets,
     "stickiness.enabled=true,stickiness.lb_cookie.duration_seconds=86401", kAffinity,
     R"({"affinityType":"GENERATED_COOKIE","affinityCookieTtlSec":86400})", kApproximated},
    {"CookieOfTheApplication", kTargets,
     "stickiness.enabled=true,stickiness.type=app_cookie,stickiness.app_cookie.cookie_name=id,"
     "stickiness.app_cookie.duration_seconds=60",
     kAffinity, R"({"affinityType":"GENERATED_COOKIE","affinityCookieTtlSec":60})", kApproximated},
    {"CookieOff", kTargets, "stickiness.enabled=false,stickiness.type=lb_cookie", kAffinity, "",
     kTranslated},
    // health check numbers, clamped to what Google takes
    {"Interval", "healthcheck-interval-seconds", "30", "/spec/healthCheck/checkIntervalSec", "30",
     kTranslated},
    {"IntervalTooLong", "healthcheck-interval-seconds", "301", "/spec/healthCheck/checkIntervalSec",
     "300", kApproximated},
    {"IntervalZero", "healthcheck-interval-seconds", "0", "/spec/healthCheck/checkIntervalSec", "1",
     kApproximated},
    {"IntervalNoNumber", "healthcheck-interval-seconds", "10s",
     "/spec/healthCheck/checkIntervalSec", "15", kInvalid},
    {"IntervalBelowDefaultTimeout", "healthcheck-interval-seconds", "3",
     "/spec/healthCheck/timeoutSec", "3", kTranslated},
    {"Timeout", "healthcheck-timeout-seconds", "15", "/spec/healthCheck/timeoutSec", "15",
     kTranslated},
    {"TimeoutAboveInterval", "healthcheck-timeout-seconds", "16", "/spec/healthCheck/timeoutSec",
     "15", kApproximated},
    {"HealthyMost", "healthy-threshold-count", "10", "/spec/healthCheck/healthyThreshold", "10",
     kTranslated},
    {"HealthyTooMany", "healthy-threshold-count", "11", "/spec/healthCheck/healthyThreshold", "10",
     kApproximated},
    {"UnhealthyNone", "unhealthy-threshold-count", "0", "/spec/healthCheck/unhealthyThreshold", "1",
     kApproximated},
    {"UnhealthyNoNumber", "unhealthy-threshold-count", "", "/spec/healthCheck/unhealthyThreshold",
     "2", kInvalid},
    // protocol and path
    {"ProtocolHttps", "healthcheck-protocol", "HTTPS", "/spec/healthCheck/type", "\"HTTPS\"",
     kTranslated},
    {"ProtocolUnknown", "healthcheck-protocol", "TCP", "/spec/healthCheck/type", "\"HTTP\"",
     kInvalid},
    {"ProtocolOfTheBackend", "backend-protocol", "HTTPS", "/spec/healthCheck/type", "\"HTTPS\"",
     kTranslated},
    {"Path", "healthcheck-path", "/up?full=1", "/spec/healthCheck/requestPath", "\"/up?full=1\"",
     kTranslated},
    // port: of nodes with target type instance, the default
    {"PortOfTraffic", "healthcheck-port", "traffic-port", "/spec/healthCheck/port", "",
     kTranslated},
    {"PortOfNodes", "healthcheck-port", "30090", "/spec/healthCheck/port", "9100", kTranslated},
    {"PortOfNoNode", "healthcheck-port", "9100", "/spec/healthCheck/port", "", kNeedsAction},
    {"PortByName", "healthcheck-port", "metrics", "/spec/healthCheck/port", "9100", kTranslated},
    {"PortByNameToAName", "healthcheck-port", "by-name", "/spec/healthCheck/port", "",
     kNeedsAction},
    {"PortByUnknownName", "healthcheck-port", "gone", "/spec/healthCheck/port", "", kNeedsAction},
};

INSTANTIATE_TEST_SUITE_P(Ingress, Config, testing::ValuesIn(kConfigs),
                         support::trial_name<ConfigCase>);

TEST(IngressHealthCheck, ProbesThePodsPortWhenTargetsArePods) {
  struct PodPortCase {
    const char* port;
    const char* wanted;
  };
  const PodPortCase cases[] = {
      {"9100", "9100"}, {"1", "1"}, {"65535", "65535"}, {"0", ""}, {"65536", ""}, {"-5", ""},
  };
  for (const PodPortCase& trial : cases) {
    Json ingress = ingress_with("healthcheck-port", trial.port, false);
    ingress["metadata"]["annotations"][kAlb + "target-type"] = "ip";
    EXPECT_EQ(companion_value(translated(ingress), "/spec/healthCheck/port"), trial.wanted)
        << trial.port;
  }
}

TEST(IngressHealthCheck, TargetTypeOfTheClassWins) {
  Json ingress = ingress_with("healthcheck-port", "9100", false);
  ingress["metadata"]["annotations"].erase("kubernetes.io/ingress.class");
  ingress["metadata"]["annotations"][kAlb + "target-type"] = "instance";
  ingress["spec"]["ingressClassName"] = "pods";
  auto surroundings = support::backup(R"([
    {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"pods"},
     "spec":{"controller":"ingress.k8s.aws/alb","parameters":{"name":"pods"}}},
    {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"pods"},
     "spec":{"targetType":"ip"}}])");
  surroundings.add(web_service());
  EXPECT_EQ(companion_value(support::translate(ingress, surroundings), "/spec/healthCheck/port"),
            "9100");
}

TEST(IngressHealthCheck, DefaultsOfAwsAreWrittenOut) {
  const Translation result = translated(ingress_with("", "", false));
  EXPECT_EQ(companion_value(result, "/spec/healthCheck"),
            R"({"checkIntervalSec":15,"timeoutSec":5,"healthyThreshold":2,)"
            R"("unhealthyThreshold":2,"type":"HTTP","requestPath":"/"})");
  EXPECT_NE(finding_of(result, "ingress-health-check", "healthCheck"), nullptr);
  const Translation written = translated(ingress_with("healthcheck-path", "/", false));
  EXPECT_EQ(finding_of(written, "ingress-health-check", "healthCheck"), nullptr);
}

struct CodesCase {
  const char* codes;
  Verdict verdict;
};

TEST(IngressSuccessCodes, AreComparedWithTheOnlyOneOfGke) {
  const CodesCase cases[] = {
      {"200", kTranslated},       {"200,301", kApproximated}, {"301,200", kApproximated},
      {"200-299", kApproximated}, {"100-200", kApproximated}, {"201-299", kNeedsAction},
      {"301,302", kNeedsAction},  {"", kNeedsAction},         {"2xx", kNeedsAction},
      {"-200", kNeedsAction},     {"200-", kNeedsAction},
  };
  for (const CodesCase& trial : cases) {
    const Translation result = translated(ingress_with("success-codes", trial.codes, false));
    const Finding* finding = finding_of(result, "ingress-success-codes", kAlb + "success-codes");
    ASSERT_NE(finding, nullptr) << trial.codes;
    EXPECT_EQ(finding->verdict, trial.verdict) << trial.codes;
    EXPECT_EQ(finding->next_step.empty(), trial.verdict == kTranslated) << trial.codes;
  }
}

// --- attributes, one by one --------------------------------------------------------------------

struct AttributeCase {
  const char* key;
  std::string pair;
  Verdict verdict;
};

TEST(IngressAttributes, AreEachJudged) {
  const AttributeCase cases[] = {
      {kAttributes, "client_keep_alive.seconds=600", kDropped},
      {kAttributes, "connection_logs.s3.enabled=false", kDropped},
      {kAttributes, "connection_logs.s3.enabled=true", kApproximated},
      {kAttributes, "deletion_protection.enabled=false", kDropped},
      {kAttributes, "deletion_protection.enabled=true", kApproximated},
      {kAttributes, "health_check_logs.s3.enabled=true", kApproximated},
      {kAttributes, "ipv6.deny_all_igw_traffic=true", kDropped},
      {kAttributes, "load_balancing.cross_zone.enabled=true", kDropped},
      {kAttributes, "routing.http.desync_mitigation_mode=defensive", kDropped},
      {kAttributes, "routing.http.desync_mitigation_mode=strictest", kApproximated},
      {kAttributes, "routing.http.drop_invalid_header_fields.enabled=true", kApproximated},
      {kAttributes, "routing.http.preserve_host_header.enabled=true", kDropped},
      {kAttributes, "routing.http.x_amzn_tls_version_and_cipher_suite.enabled=true", kApproximated},
      {kAttributes, "routing.http.xff_client_port.enabled=true", kApproximated},
      {kAttributes, "routing.http.xff_header_processing.mode=append", kDropped},
      {kAttributes, "routing.http.xff_header_processing.mode=remove", kApproximated},
      {kAttributes, "routing.http2.enabled=true", kDropped},
      {kAttributes, "routing.http2.enabled=false", kApproximated},
      {kAttributes, "waf.fail_open.enabled=true", kDropped},
      {kAttributes, "zonal_shift.config.enabled=true", kDropped},
      {kAttributes, "routing.http3.enabled=true", Verdict::unknown},
      {kTargets, "deregistration_delay.connection_termination.enabled=true", kDropped},
      {kTargets, "lambda.multi_value_headers.enabled=true", kDropped},
      {kTargets, "load_balancing.algorithm.anomaly_mitigation=off", kDropped},
      {kTargets, "load_balancing.algorithm.anomaly_mitigation=on", kApproximated},
      {kTargets, "load_balancing.algorithm.type=round_robin", kDropped},
      {kTargets, "load_balancing.algorithm.type=least_outstanding_requests", kApproximated},
      {kTargets, "load_balancing.cross_zone.enabled=false", kDropped},
      {kTargets, "preserve_client_ip.enabled=true", kDropped},
      {kTargets, "proxy_protocol_v2.enabled=true", kDropped},
      {kTargets, "slow_start.duration_seconds=0", kDropped},
      {kTargets, "slow_start.duration_seconds=30", kApproximated},
      {kTargets, "target_group_health.dns_failover.minimum_healthy_targets.count=2", kDropped},
      {kTargets, "target_health_state.unhealthy.connection_termination.enabled=true", kDropped},
      {kTargets, "stickyness.enabled=true", Verdict::unknown},
  };
  for (const AttributeCase& trial : cases) {
    const Translation result = translated(ingress_with(trial.key, trial.pair, false));
    bool said = false;
    for (const Finding& finding : result.findings) {
      said = said || (finding.key == kAlb + trial.key && finding.from == trial.pair &&
                      finding.verdict == trial.verdict && !finding.message.empty());
    }
    EXPECT_TRUE(said) << trial.key << " " << trial.pair;
  }
}

TEST(IngressAttributes, OfTheStrongestPlaceWin) {
  auto surroundings = support::backup(R"([
    {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},
     "spec":{"controller":"ingress.k8s.aws/alb","parameters":{"name":"params"}}},
    {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams","metadata":{"name":"params"},
     "spec":{"loadBalancerAttributes":[
       {"key":"idle_timeout.timeout_seconds","value":"11"}]}}])");
  const Json member = support::ingress(
      "other", R"("kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.name":"edge",
      "alb.ingress.kubernetes.io/load-balancer-attributes":"idle_timeout.timeout_seconds=33")");
  surroundings.add(member);
  const std::string group = R"("alb.ingress.kubernetes.io/group.name":"edge")";
  const std::string own =
      R"(,"alb.ingress.kubernetes.io/load-balancer-attributes":"idle_timeout.timeout_seconds=22")";
  const std::string by_annotation = R"(,"kubernetes.io/ingress.class":"alb")";
  const auto timeout_of = [&](Json ingress) {
    return companion_value(support::translate(ingress, surroundings), kTimeout);
  };
  Json by_class = support::ingress("web", group + own, kToWeb);
  by_class["spec"]["ingressClassName"] = "alb";
  EXPECT_EQ(timeout_of(by_class), "11");
  EXPECT_EQ(timeout_of(support::ingress("web", group + own + by_annotation, kToWeb)), "22");
  EXPECT_EQ(timeout_of(support::ingress("web", group + by_annotation, kToWeb)), "33");
}

// --- several backends, missing Services --------------------------------------------------------

TEST(IngressBackends, EachServicePortGetsItsOwnConfig) {
  const Json ingress = support::ingress("web", R"("kubernetes.io/ingress.class":"alb")", R"({
    "rules":[{"http":{"paths":[
      {"backend":{"service":{"name":"web","port":{"name":"http"}}}},
      {"backend":{"service":{"name":"web","port":{"number":9090}}}}]}}]})");
  const Translation result = translated(ingress);
  ASSERT_EQ(result.companions.size(), 2U);
  EXPECT_EQ(result.companions[0].name.name, "eks2gke-web-80");
  EXPECT_EQ(result.companions[1].name.name, "eks2gke-web-9090");
  std::set<std::string> patches;
  for (const translator::Patch& patch : result.patches) {
    EXPECT_EQ(patch.object.kind, "Service");
    EXPECT_EQ(patch.object.api_version, "v1");
    EXPECT_EQ(patch.object.name_space, "shop");
    EXPECT_EQ(patch.object.name, "web");
    patches.insert(patch.annotation + patch.inside.to_string() + "=" + patch.value.dump());
  }
  EXPECT_EQ(patches, (std::set<std::string>{
                         "cloud.google.com/neg/ingress=true",
                         "cloud.google.com/backend-config/ports/80=\"eks2gke-web-80\"",
                         "cloud.google.com/backend-config/ports/9090=\"eks2gke-web-9090\""}));
}

TEST(IngressBackends, ACompanionIsACompleteObject) {
  const Translation result = translated(ingress_with("", "", false));
  ASSERT_EQ(result.companions.size(), 1U);
  EXPECT_EQ(result.companions[0].object.dump(),
            R"({"apiVersion":"cloud.google.com/v1","kind":"BackendConfig","metadata":)"
            R"({"name":"eks2gke-web-80","namespace":"shop",)"
            R"("labels":{"app.kubernetes.io/managed-by":"eks2gke"}},)"
            R"("spec":{"timeoutSec":60,"connectionDraining":{"drainingTimeoutSec":300},)"
            R"("healthCheck":{"checkIntervalSec":15,"timeoutSec":5,"healthyThreshold":2,)"
            R"("unhealthyThreshold":2,"type":"HTTP","requestPath":"/"}}})");
}

TEST(IngressBackends, LongNamesAreShortenedWithAHash) {
  const std::string service(60, 's');
  const Json ingress = support::ingress(
      "web", R"("kubernetes.io/ingress.class":"alb")",
      R"({"defaultBackend":{"service":{"name":")" + service + R"(","port":{"number":80}}}})");
  const Translation result = translated(ingress);
  ASSERT_EQ(result.companions.size(), 1U);
  const std::string& name = result.companions[0].name.name;
  EXPECT_EQ(name.size(), 63U);
  // the first 54 characters and the SHA-256 of eks2gke-sss…-80
  EXPECT_EQ(name.substr(0, 55), "eks2gke-" + std::string(46, 's') + "-");
}

TEST(IngressBackends, AServiceThatIsNotInTheBackupIsToldOnlyWhenTheBackupWasRead) {
  const Json ingress = ingress_with("", "", false);
  const Translation read = support::translate(ingress);
  const Finding* told = finding_of(read, "ingress-backend-config", "/spec/rules");
  ASSERT_NE(told, nullptr);
  EXPECT_EQ(told->verdict, kNeedsAction);
  EXPECT_EQ(told->from, "web");
  const Translation unread = support::translate(ingress, translator::NoSurroundings("no access"));
  EXPECT_EQ(finding_of(unread, "ingress-backend-config", "/spec/rules"), nullptr);
  EXPECT_EQ(unread.fate, Fate::translated);
}

TEST(IngressBackends, TheSameIsSaidOnceForSeveralServices) {
  const Json ingress = support::ingress(
      "web",
      R"("kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/healthcheck-path":"/up")",
      R"({"rules":[{"http":{"paths":[
      {"backend":{"service":{"name":"a","port":{"number":80}}}},
      {"backend":{"service":{"name":"b","port":{"number":80}}}}]}}]})");
  int said = 0;
  for (const Finding& finding : translated(ingress).findings) {
    said += finding.key == kAlb + "healthcheck-path" ? 1 : 0;
  }
  EXPECT_EQ(said, 1);
}

// --- what cannot be known ----------------------------------------------------------------------

TEST(IngressClass, WithoutABackupAPublicIngressIsParkedAndAnInternalOneIsNot) {
  const translator::NoSurroundings nothing("the download failed");
  for (const bool by_annotation : {true, false}) {
    for (const bool internet_facing : {true, false}) {
      Json ingress = ingress_with("", "", internet_facing);
      if (!by_annotation) {
        ingress["metadata"]["annotations"].erase("kubernetes.io/ingress.class");
        ingress["spec"]["ingressClassName"] = "alb";
      }
      const Translation result = support::translate(ingress, nothing);
      EXPECT_EQ(result.fate, internet_facing ? Fate::parked : Fate::translated);
      bool told = false;
      for (const Finding& finding : result.findings) {
        told = told || finding.message.find("the download failed") != std::string::npos;
      }
      EXPECT_EQ(told, internet_facing || !by_annotation);
    }
  }
}

struct ClassParamsCase {
  const char* field;
  const char* value;
  Verdict internal;
  Verdict internet_facing;
};

TEST(IngressClass, FieldsOfItsParametersAreJudgedLikeAnnotations) {
  constexpr Verdict kSilent = kTranslated;
  const ClassParamsCase cases[] = {
      {"PrefixListsIDs", R"(["pl-1"])", kRefused, kRefused},
      {"inboundCIDRs", R"(["10.0.0.0/8"])", kRefused, kRefused},
      {"ipAddressType", R"("dualstack-without-public-ipv4")", kApproximated, kRefused},
      {"ipamConfiguration", R"({"ipv4IPAMPoolId":"x"})", kSilent, kSilent},
      {"listeners", R"([{"protocol":"HTTPS","port":443}])", kSilent, kSilent},
      {"listeners",
       R"([{"protocol":"HTTPS","port":443,"listenerAttributes":[{"key":"a","value":"b"}]}])",
       kUnknown, kUnknown},
      {"neverHeardOf", "1", kUnknown, kUnknown},
      {"prefixListsIDs", R"(["pl-1"])", kRefused, kRefused},
      {"wafv2AclArn", R"("arn:x")", kRefused, kRefused},
      {"wafv2AclName", R"("x")", kRefused, kRefused},
      // harmless, answered by other rows, or empty
      {"inboundCIDRs", "[]", kSilent, kSilent},
      {"loadBalancerAttributes", "[]", kSilent, kSilent},
      {"loadBalancerName", R"("x")", kSilent, kSilent},
      {"minimumLoadBalancerCapacity", R"({"capacityUnits":1})", kSilent, kSilent},
      {"namespaceSelector", R"({"matchLabels":{"a":"b"}})", kSilent, kSilent},
      {"subnets", R"({"ids":["subnet-1"]})", kSilent, kSilent},
      {"tags", R"([{"key":"a","value":"b"}])", kSilent, kSilent},
      {"targetType", R"("ip")", kSilent, kSilent},
      {"wafv2AclArn", R"("")", kSilent, kSilent},
      {"wafv2AclName", "null", kSilent, kSilent},
  };
  for (const ClassParamsCase& trial : cases) {
    for (const bool internet_facing : {false, true}) {
      auto surroundings =
          support::backup(R"([
        {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},
         "spec":{"controller":"ingress.k8s.aws/alb","parameters":{"name":"params"}}},
        {"apiVersion":"elbv2.k8s.aws/v1beta1","kind":"IngressClassParams",
         "metadata":{"name":"params"},"spec":{"scheme":")" +
                          std::string(internet_facing ? "internet-facing" : "internal") + R"(",")" +
                          trial.field + R"(":)" + trial.value + "}}]");
      surroundings.add(web_service());
      Json ingress = support::ingress("web", "", kToWeb);
      ingress["spec"]["ingressClassName"] = "alb";
      const Translation result = support::translate(ingress, surroundings);
      const std::string key = std::string("IngressClassParams spec.") + trial.field;
      const auto finding =
          std::find_if(result.findings.begin(), result.findings.end(),
                       [&](const Finding& candidate) { return candidate.key == key; });
      const Verdict wanted = internet_facing ? trial.internet_facing : trial.internal;
      EXPECT_EQ(finding == result.findings.end() ? kSilent : finding->verdict, wanted)
          << trial.field << " " << trial.value << " internet-facing: " << internet_facing;
      const bool parked = wanted == kRefused || (internet_facing && wanted >= kInvalid);
      EXPECT_EQ(result.fate, parked ? Fate::parked : Fate::translated) << trial.field;
    }
  }
}

TEST(IngressClass, ABareAlbClassIsKnownToHaveNoParameters) {
  Json ingress = ingress_with("", "", true);
  ingress["metadata"]["annotations"].erase("kubernetes.io/ingress.class");
  ingress["spec"]["ingressClassName"] = "alb";
  auto surroundings = support::backup(R"([{"apiVersion":"networking.k8s.io/v1",
    "kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}}])");
  surroundings.add(web_service());
  const Translation result = support::translate(ingress, surroundings);
  EXPECT_EQ(result.fate, Fate::translated);
  EXPECT_EQ(translator::find(result.object, Pointer("/spec/ingressClassName")), nullptr);
  EXPECT_EQ(support::annotation_of(result.object, "kubernetes.io/ingress.class"), "gce");
}

}  // namespace
