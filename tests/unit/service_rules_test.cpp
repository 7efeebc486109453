// The rows for Service, through the whole fold.

#include <ostream>

#include <gtest/gtest.h>

#include "tests/support/laws.h"
#include "tests/support/objects.h"
#include "tests/support/trials.h"
#include "translator/aws_service.h"

namespace {

using support::annotation_of;
using support::finding_of;
using support::json;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Pointer;
using translator::ServiceOwner;
using translator::Translation;
using translator::Verdict;

const std::string kKey = "service.beta.kubernetes.io/aws-load-balancer-";
const char* const kRanges = "service.beta.kubernetes.io/load-balancer-source-ranges";
const char* const kGkeType = "networking.gke.io/load-balancer-type";
const char* const kRbs = "cloud.google.com/l4-rbs";

struct ServiceText {
  std::string balancer_class = {};
  std::string annotations = {};  // "type=nlb;internal=true", without prefix
  std::string finalizer = {};
  std::string hostname = {};
  std::string type = "LoadBalancer";
};

Json service_of(const ServiceText& text) {
  Json service = support::service("tcp", "", R"({"ports":[{"port":80,"nodePort":30080}]})");
  service["spec"]["type"] = text.type;
  if (!text.balancer_class.empty()) {
    service["spec"]["loadBalancerClass"] = text.balancer_class;
  }
  for (std::size_t at = 0; at < text.annotations.size();) {
    const std::size_t end = std::min(text.annotations.find(';', at), text.annotations.size());
    const std::string pair = text.annotations.substr(at, end - at);
    service["metadata"]["annotations"][kKey + pair.substr(0, pair.find('='))] =
        pair.substr(pair.find('=') + 1);
    at = end + 1;
  }
  if (!text.finalizer.empty()) {
    service["metadata"]["finalizers"] = {text.finalizer};
  }
  return service;
}

Translation translated(const ServiceText& text) {
  const Json service = service_of(text);
  Json backup_item = service;
  backup_item["status"]["loadBalancer"]["ingress"] = Json::array({{{"hostname", text.hostname}}});
  return support::translate(service, translator::BackupObjects(), &backup_item);
}

// --- who owned it, and was it public (aws-load-balancer-controller and cloud-provider-aws) ------

enum class Becomes { untouched, internal, external, dropped };

struct OwnerCase {
  const char* name;
  ServiceText text;
  ServiceOwner owner;
  Becomes becomes;
  Verdict scheme_verdict = Verdict::translated;
};

void PrintTo(const OwnerCase& trial, std::ostream* stream) { *stream << trial.name; }

class Owners : public testing::TestWithParam<OwnerCase> {};

TEST_P(Owners, DecideWhetherItWasInternal) {
  const OwnerCase& trial = GetParam();
  const Json service = service_of(trial.text);
  Json backup_item = service;
  backup_item["status"]["loadBalancer"]["ingress"] =
      Json::array({{{"hostname", trial.text.hostname}}});
  const translator::BackupObjects surroundings;
  EXPECT_EQ(translator::read_aws_service(
                service, {surroundings, translator::default_settings(), &backup_item, {}})
                .owner,
            trial.owner);

  const Translation result = translated(trial.text);
  const Finding* scheme = finding_of(result, "service-scheme");
  EXPECT_EQ(result.fate, trial.becomes == Becomes::untouched ? Fate::untouched : Fate::translated);
  EXPECT_EQ(annotation_of(result.object, kGkeType),
            trial.becomes == Becomes::internal ? "Internal" : "(absent)");
  EXPECT_EQ(annotation_of(result.object, kRbs),
            trial.becomes == Becomes::external ? "enabled" : "(absent)");
  const bool decided = trial.becomes == Becomes::internal || trial.becomes == Becomes::external;
  ASSERT_EQ(scheme != nullptr, decided);
  if (scheme != nullptr) {
    EXPECT_EQ(scheme->verdict, trial.scheme_verdict);
    EXPECT_EQ(scheme->to, trial.becomes == Becomes::internal
                              ? "networking.gke.io/load-balancer-type: Internal"
                              : "cloud.google.com/l4-rbs: enabled");
  }
}

constexpr Verdict kApproximated = Verdict::approximated;
constexpr Verdict kInvalid = Verdict::invalid;
const char* const kElb = "a0b1-1.us-east-1.elb.amazonaws.com";
const char* const kInternalElb = "internal-a0b1-1.us-east-1.elb.amazonaws.com";
const char* const kLbcFinalizer = "service.k8s.aws/resources";

const OwnerCase kOwners[] = {
    // class unset, no type: a Classic ELB, public unless any text but "false" says internal
    {"NothingOfAws", {}, ServiceOwner::none, Becomes::untouched},
    {"OnlyStatus", {"", "", "", kElb}, ServiceOwner::in_tree, Becomes::external},
    {"OnlyInternalStatus",
     {"", "", "", kInternalElb},
     ServiceOwner::in_tree,
     Becomes::internal,
     kInvalid},
    {"ForeignStatus", {"", "", "", "lb.example.com"}, ServiceOwner::none, Becomes::untouched},
    {"ClassicInternalTrue", {"", "internal=true"}, ServiceOwner::in_tree, Becomes::internal},
    {"ClassicInternalOldForm",
     {"", "internal=0.0.0.0/0"},
     ServiceOwner::in_tree,
     Becomes::internal},
    {"ClassicInternalCapitalFalse",
     {"", "internal=False"},
     ServiceOwner::in_tree,
     Becomes::internal},
    {"ClassicInternalFalse", {"", "internal=false"}, ServiceOwner::in_tree, Becomes::external},
    {"ClassicInternalEmpty", {"", "internal="}, ServiceOwner::in_tree, Becomes::external},
    {"ClassicOtherType", {"", "type=clb"}, ServiceOwner::in_tree, Becomes::external},
    {"ClassicFalseButInternalStatus",
     {"", "internal=false", "", kInternalElb},
     ServiceOwner::in_tree,
     Becomes::internal,
     kInvalid},
    {"ClassicDoesNotLookAtScheme",
     {"", "scheme=internal;type=nlb"},
     ServiceOwner::in_tree,
     Becomes::external},
    {"InTreeNlb", {"", "type=nlb"}, ServiceOwner::in_tree, Becomes::external},
    {"InTreeNlbInternal", {"", "type=nlb;internal=true"}, ServiceOwner::in_tree, Becomes::internal},
    // type nlb-ip and external with a target: the controller, internal by default
    {"NlbIp", {"", "type=nlb-ip"}, ServiceOwner::controller, Becomes::internal, kApproximated},
    {"NlbIpPublic",
     {"", "type=nlb-ip;scheme=internet-facing"},
     ServiceOwner::controller,
     Becomes::external},
    {"ExternalIp",
     {"", "type=external;nlb-target-type=ip"},
     ServiceOwner::controller,
     Becomes::internal,
     kApproximated},
    {"ExternalInstancePublic",
     {"", "type=external;nlb-target-type=instance;scheme=internet-facing"},
     ServiceOwner::controller,
     Becomes::external},
    {"ControllerInternalWord",
     {"", "type=nlb-ip;scheme=internal"},
     ServiceOwner::controller,
     Becomes::internal},
    {"ControllerUnknownWord",
     {"", "type=nlb-ip;scheme=public"},
     ServiceOwner::controller,
     Becomes::internal,
     kInvalid},
    {"ControllerInternalFalse",
     {"", "type=nlb-ip;internal=false"},
     ServiceOwner::controller,
     Becomes::external},
    {"ControllerInternalTrue",
     {"", "type=nlb-ip;internal=1"},
     ServiceOwner::controller,
     Becomes::internal},
    {"ControllerParsesABoolean",
     {"", "type=nlb-ip;internal=0.0.0.0/0"},
     ServiceOwner::controller,
     Becomes::internal,
     kInvalid},
    {"ControllerSchemeWins",
     {"", "type=nlb-ip;internal=true;scheme=internet-facing"},
     ServiceOwner::controller,
     Becomes::external},
    // external without a target belongs to nobody
    {"ExternalAlone",
     {"", "type=external"},
     ServiceOwner::nobody,
     Becomes::internal,
     kApproximated},
    {"ExternalOddTarget",
     {"", "type=external;nlb-target-type=pod;scheme=internet-facing"},
     ServiceOwner::nobody,
     Becomes::internal,
     kApproximated},
    // the class field decides before every annotation
    {"ControllerClass",
     {"service.k8s.aws/nlb"},
     ServiceOwner::controller,
     Becomes::internal,
     kApproximated},
    {"ControllerClassPublic",
     {"service.k8s.aws/nlb", "scheme=internet-facing"},
     ServiceOwner::controller,
     Becomes::external},
    {"ControllerClassIgnoresType",
     {"service.k8s.aws/nlb", "type=nlb;scheme=internal"},
     ServiceOwner::controller,
     Becomes::internal},
    {"AutoModeClass", {"eks.amazonaws.com/nlb"}, ServiceOwner::auto_mode, Becomes::internal},
    {"AutoModePublic",
     {"eks.amazonaws.com/nlb", "scheme=internet-facing"},
     ServiceOwner::auto_mode,
     Becomes::external},
    {"AutoModeIgnoresInternal",
     {"eks.amazonaws.com/nlb", "internal=false"},
     ServiceOwner::auto_mode,
     Becomes::internal},
    {"OtherClass", {"example.com/metal"}, ServiceOwner::none, Becomes::untouched},
    {"OtherClassWithAwsKey",
     {"example.com/metal", "scheme=internal"},
     ServiceOwner::foreign,
     Becomes::dropped},
    // the finalizer tells who made the balancer
    {"Finalizer",
     {"", "", kLbcFinalizer},
     ServiceOwner::controller,
     Becomes::internal,
     kApproximated},
    {"FinalizerBesideType",
     {"", "type=nlb;scheme=internet-facing", kLbcFinalizer},
     ServiceOwner::controller,
     Becomes::external},
    {"CleanupFinalizerTellsNothing",
     {"", "", "service.kubernetes.io/load-balancer-cleanup"},
     ServiceOwner::none,
     Becomes::untouched},
    // no LoadBalancer
    {"ClusterIpOfTheController",
     {"", "type=nlb-ip", "", "", "ClusterIP"},
     ServiceOwner::controller,
     Becomes::dropped},
    {"NodePortInTree",
     {"", "type=nlb", "", "", "NodePort"},
     ServiceOwner::in_tree,
     Becomes::dropped},
};

INSTANTIATE_TEST_SUITE_P(Service, Owners, testing::ValuesIn(kOwners),
                         support::trial_name<OwnerCase>);

TEST(ServiceScheme, GkesOwnWordForInternalIsNeverOverruled) {
  for (const char* key : {kGkeType, "cloud.google.com/load-balancer-type"}) {
    Json service = service_of({"service.k8s.aws/nlb", "scheme=internet-facing"});
    service["metadata"]["annotations"][key] = "Internal";
    const Translation result = support::translate(service);
    EXPECT_EQ(annotation_of(result.object, kGkeType), "Internal") << key;
    EXPECT_EQ(annotation_of(result.object, kRbs), "(absent)");
    ASSERT_NE(finding_of(result, "service-scheme"), nullptr);
    EXPECT_EQ(finding_of(result, "service-scheme")->verdict, kInvalid);
  }
}

TEST(ServiceScheme, TheKeyThatDidNotDecideIsToldToo) {
  const Translation both = translated({"service.k8s.aws/nlb", "scheme=internal;internal=false"});
  const Finding* internal = finding_of(both, "service-scheme", kKey + "internal");
  ASSERT_NE(internal, nullptr);
  EXPECT_EQ(internal->verdict, Verdict::dropped);
  EXPECT_EQ(internal->from, "false");
  const Translation in_tree = translated({"", "scheme=internal;internal=true"});
  const Finding* scheme = finding_of(in_tree, "service-scheme", kKey + "scheme");
  ASSERT_NE(scheme, nullptr);
  EXPECT_EQ(scheme->verdict, Verdict::dropped);
  EXPECT_EQ(scheme->from, "internal");
  const Translation nobody = translated({"", "type=external;scheme=internet-facing"});
  const Finding* left = finding_of(nobody, "service-scheme", kKey + "scheme");
  ASSERT_NE(left, nullptr);
  EXPECT_EQ(left->from, "internet-facing");
  EXPECT_NE(left->message.find("left this Service to another"), std::string::npos);
}

TEST(ServiceClass, OfAwsIsTakenAwayAndTold) {
  for (const char* name : {"service.k8s.aws/nlb", "eks.amazonaws.com/nlb"}) {
    const Translation result = translated({name});
    EXPECT_EQ(translator::find(result.object, Pointer("/spec/loadBalancerClass")), nullptr);
    const Finding* finding = finding_of(result, "service-load-balancer-class");
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->from, name);
  }
}

TEST(ServiceWithoutLoadBalancer, LosesTheKeysAndSaysWhetherThereWasOne) {
  const Translation had = translated({"", "type=nlb-ip;scheme=internal", "", "", "ClusterIP"});
  const Translation never = translated({"", "type=nlb", "", "", "NodePort"});
  const Translation foreign = translated({"example.com/metal", "type=nlb"});
  for (const Translation* result : {&had, &never, &foreign}) {
    EXPECT_EQ(annotation_of(result->object, kKey + "type"), "(absent)");
    ASSERT_NE(finding_of(*result, "service-without-load-balancer", kKey + "type"), nullptr);
  }
  const auto of = [](const Translation& result) {
    return *finding_of(result, "service-without-load-balancer", kKey + "type");
  };
  EXPECT_EQ(of(had).verdict, Verdict::needs_action);
  EXPECT_EQ(of(never).verdict, Verdict::dropped);
  EXPECT_NE(of(never).message.find("type NodePort"), std::string::npos);
  EXPECT_EQ(of(foreign).verdict, Verdict::dropped);
  EXPECT_NE(of(foreign).message.find("class example.com/metal"), std::string::npos);
}

// --- keys --------------------------------------------------------------------------------------

struct KeyCase {
  const char* rule;
  const char* key;
  const char* value;
  Verdict internal;
  Verdict internet_facing;
};

void expect_key(const KeyCase& trial, const std::string& balancer_class, const std::string& more) {
  for (const bool internet_facing : {false, true}) {
    const std::string scheme =
        internet_facing ? "scheme=internet-facing;internal=false" : "scheme=internal;internal=true";
    const Translation result =
        translated({balancer_class, scheme + more + ";" + trial.key + "=" + trial.value});
    const Verdict wanted = internet_facing ? trial.internet_facing : trial.internal;
    const Finding* finding = finding_of(result, trial.rule, kKey + trial.key);
    ASSERT_NE(finding, nullptr) << trial.key;
    EXPECT_EQ(finding->verdict, wanted) << trial.key << "=" << trial.value << " " << scheme;
    EXPECT_EQ(finding->from, trial.value);
    EXPECT_EQ(annotation_of(result.object, kKey + trial.key), "(absent)");
    const bool parked =
        wanted == Verdict::refused || (internet_facing && wanted >= Verdict::invalid);
    EXPECT_EQ(result.fate, parked ? Fate::parked : Fate::translated) << trial.key;
  }
}

constexpr Verdict kDropped = Verdict::dropped;
constexpr Verdict kRefused = Verdict::refused;
constexpr Verdict kNeedsAction = Verdict::needs_action;
constexpr Verdict kUnknown = Verdict::unknown;

TEST(ServiceKeys, HaveTheirVerdictAndAreTakenAway) {
  const char* const property = "service-property";
  const char* const tls = "service-tls";
  const char* const proxy = "service-proxy-protocol";
  const char* const groups = "service-security-groups";
  const char* const target_group = "service-target-group";
  const char* const attributes = "service-attributes";
  const KeyCase cases[] = {
      {property, "access-log-emit-interval", "5", kDropped, kDropped},
      {property, "access-log-enabled", "true", kDropped, kDropped},
      {property, "access-log-s3-bucket-name", "x", kDropped, kDropped},
      {property, "access-log-s3-bucket-prefix", "x", kDropped, kDropped},
      {property, "connection-draining-enabled", "true", kDropped, kDropped},
      {property, "connection-draining-timeout", "5", kDropped, kDropped},
      {property, "connection-idle-timeout", "5", kDropped, kDropped},
      {property, "cross-zone-load-balancing-enabled", "true", kDropped, kDropped},
      {property, "enable-prefix-for-ipv6-source-nat", "on", kDropped, kDropped},
      {property, "healthcheck-healthy-threshold", "2", kDropped, kDropped},
      {property, "healthcheck-interval", "10", kDropped, kDropped},
      {property, "healthcheck-path", "/", kDropped, kDropped},
      {property, "healthcheck-port", "80", kDropped, kDropped},
      {property, "healthcheck-protocol", "TCP", kDropped, kDropped},
      {property, "healthcheck-success-codes", "200", kDropped, kDropped},
      {property, "healthcheck-timeout", "5", kDropped, kDropped},
      {property, "healthcheck-unhealthy-threshold", "2", kDropped, kDropped},
      {property, "minimum-load-balancer-capacity", "CapacityUnits=1", kDropped, kDropped},
      {property, "name", "x", kDropped, kDropped},
      {property, "nlb-target-type", "ip", kDropped, kDropped},
      {property, "source-nat-ipv6-prefixes", "auto_assigned", kDropped, kDropped},
      // the pods would get what they do not expect
      {tls, "ssl-cert", "arn", kRefused, kRefused},
      {tls, "ssl-cert", " , ", kDropped, kDropped},
      {tls, "ssl-ports", "443", kDropped, kDropped},
      {tls, "ssl-negotiation-policy", "x", kDropped, kDropped},
      {tls, "alpn-policy", "None", kDropped, kDropped},
      {tls, "backend-protocol", "http", kDropped, kDropped},
      {proxy, "proxy-protocol", "*", kRefused, kRefused},
      {proxy, "proxy-protocol", "yes", Verdict::invalid, Verdict::invalid},
      {proxy, "proxy-protocol-per-target-group", "80", kRefused, kRefused},
      {proxy, "proxy-protocol-per-target-group", "", kDropped, kDropped},
      {target_group, "target-group-attributes", "proxy_protocol_v2.enabled=true", kRefused,
       kRefused},
      {target_group, "target-group-attributes", "proxy_protocol_v2.enabled=false", kDropped,
       kDropped},
      {target_group, "target-group-attributes.80", "proxy_protocol_v2.enabled=true", kRefused,
       kRefused},
      {target_group, "target-group-attributes", "a=b", kUnknown, kUnknown},
      {target_group, "target-group-attributes", "no pairs", Verdict::invalid, Verdict::invalid},
      {target_group, "target-group-attributes", "deregistration_delay.timeout_seconds=5", kDropped,
       kDropped},
      {target_group, "target-group-attributes", "preserve_client_ip.enabled=true", kDropped,
       kDropped},
      {target_group, "target-group-attributes", "target_group_health.x=1", kDropped, kDropped},
      {target_group, "target-group-attributes", "stickiness.type=lb_cookie", kUnknown, kUnknown},
      {attributes, "attributes", "access_logs.s3.enabled=true", kDropped, kDropped},
      {attributes, "attributes", "deletion_protection.enabled=true", kNeedsAction, kNeedsAction},
      {attributes, "attributes", "deletion_protection.enabled=false", kDropped, kDropped},
      {attributes, "attributes", "ipv6.deny_all_igw_traffic=true", kDropped, kRefused},
      {attributes, "attributes", "ipv6.deny_all_igw_traffic=false", kDropped, kDropped},
      {attributes, "attributes", "never.heard=1", kUnknown, kUnknown},
      {attributes, "listener-attributes.TCP-80", "tcp.idle_timeout.seconds=5", kDropped, kDropped},
      {attributes, "listener-attributes.TCP-80", "a=b", kUnknown, kUnknown},
      // who may connect: nothing is opened inside the network
      {groups, "security-groups", "sg-1", kNeedsAction, kRefused},
      {groups, "security-groups", "", kDropped, kDropped},
      {groups, "extra-security-groups", "sg-1", kNeedsAction, kRefused},
      {groups, "security-group-prefix-lists", "pl-1", kNeedsAction, kRefused},
      {"service-firewall", "disable-nlb-sg", "true", kDropped, kDropped},
      {"service-firewall", "manage-backend-security-group-rules", "true", kDropped, kDropped},
      {"service-firewall", "enable-icmp-for-path-mtu-discovery", "on", kDropped, kDropped},
      {"service-firewall", "inbound-sg-rules-on-private-link-traffic", "off", kNeedsAction,
       kNeedsAction},
      {"service-multi-cluster", "multi-cluster-target-group", "true", kRefused, kRefused},
      {"service-multi-cluster", "multi-cluster-target-group", "false", kDropped, kDropped},
      {"service-multi-cluster", "multi-cluster-target-group", "yes", Verdict::invalid,
       Verdict::invalid},
      {"service-targets", "target-node-labels", "a=b", kNeedsAction, kNeedsAction},
      {"service-targets", "quic-enabled-ports", "443", kNeedsAction, kNeedsAction},
      {"service-other-annotation", "never-heard-of", "1", kUnknown, kUnknown},
  };
  for (const KeyCase& trial : cases) {
    expect_key(trial, "service.k8s.aws/nlb", "");
  }
}

// The cloud provider reads some keys for a Classic Load Balancer only, others for an NLB only.
TEST(ServiceKeys, OfTheCloudProviderDependOnTheTypeOfTheLoadBalancer) {
  const char* const proxy = "service-proxy-protocol";
  const char* const target_group = "service-target-group";
  const char* const on = "proxy_protocol_v2.enabled=true";
  expect_key({proxy, "proxy-protocol", "*", kRefused, kRefused}, "", "");
  expect_key({proxy, "proxy-protocol", "*", kDropped, kDropped}, "", ";type=nlb");
  expect_key({proxy, "proxy-protocol-per-target-group", "80", kDropped, kDropped}, "", "");
  expect_key({target_group, "target-group-attributes", on, kDropped, kDropped}, "", "");
  expect_key({target_group, "target-group-attributes", on, kRefused, kRefused}, "", ";type=nlb");
  expect_key({target_group, "target-group-attributes", "a=b", kDropped, kDropped}, "", ";type=nlb");
  expect_key({"service-tls", "backend-protocol", "http", kNeedsAction, kNeedsAction}, "", "");
  expect_key({"service-tls", "backend-protocol", "https", kDropped, kDropped}, "", "");
  expect_key({"service-tls", "backend-protocol", "http", kDropped, kDropped}, "", ";type=nlb");
}

TEST(ServiceKeys, OfTlsWithACertificateBelongToIt) {
  expect_key({"service-tls", "ssl-cert", "arn", kRefused, kRefused}, "",
             ";ssl-ports=443;backend-protocol=http");
  const Translation result = translated({"", "ssl-cert=arn;ssl-ports=443;backend-protocol=http"});
  for (const char* name : {"ssl-ports", "backend-protocol"}) {
    const Finding* finding = finding_of(result, "service-tls", kKey + name);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->verdict, kDropped);
    EXPECT_NE(finding->message.find("see aws-load-balancer-ssl-cert"), std::string::npos);
  }
}

struct AffinityCase {
  const char* annotations;
  const char* before;
  const char* after;
  bool told;
};

TEST(ServiceSessionAffinity, FollowsTheStickinessOfTheNlb) {
  const char* const sticky = "type=nlb-ip;target-group-attributes=stickiness.enabled=true";
  const AffinityCase cases[] = {
      {sticky, "None", "ClientIP", true},
      {sticky, "ClientIP", "ClientIP", false},
      {"type=nlb-ip;target-group-attributes.80=stickiness.enabled=true,stickiness.type=source_ip",
       "None", "ClientIP", true},
      {"type=nlb-ip;target-group-attributes=stickiness.enabled=false", "None", "None", false},
      {"type=nlb-ip;target-group-attributes=stickiness.enabled=true,stickiness.type=lb_cookie",
       "None", "None", false},
      {"type=nlb-ip", "ClientIP", "ClientIP", true},
      {"type=nlb;target-group-attributes=stickiness.enabled=true", "None", "None", false},
  };
  for (const AffinityCase& trial : cases) {
    SCOPED_TRACE(trial.annotations);
    Json service = service_of({"", trial.annotations});
    service["spec"]["sessionAffinity"] = trial.before;
    service["metadata"]["annotations"][kKey + "internal"] = "true";
    const Translation result = support::translate(service);
    EXPECT_EQ(translator::string_at(result.object, Pointer("/spec/sessionAffinity")), trial.after);
    const Finding* finding = finding_of(result, "service-target-group", "/spec/sessionAffinity");
    EXPECT_EQ(finding != nullptr, trial.told);
    EXPECT_TRUE(finding == nullptr || finding->verdict == Verdict::approximated);
  }
}

TEST(ServiceKeys, TheAddressOfTheClientMattersWherePodsAreTheTargets) {
  const auto verdict_of = [](const std::string& balancer_class, const std::string& annotations,
                             bool local) {
    Json service = service_of(
        {balancer_class, annotations + ";target-group-attributes=preserve_client_ip.enabled=true"});
    if (local) {
      service["spec"]["externalTrafficPolicy"] = "Local";
    }
    const Translation result = support::translate(service);
    const Finding* finding = finding_of(result, "service-target-group");
    return finding == nullptr ? Verdict::unknown : finding->verdict;
  };
  EXPECT_EQ(verdict_of("", "type=nlb-ip", false), kNeedsAction);
  EXPECT_EQ(verdict_of("", "type=nlb-ip", true), kDropped);
  EXPECT_EQ(verdict_of("eks.amazonaws.com/nlb", "scheme=internal", false), kNeedsAction);
  EXPECT_EQ(verdict_of("eks.amazonaws.com/nlb", "nlb-target-type=instance", false), kDropped);
  EXPECT_EQ(verdict_of("service.k8s.aws/nlb", "scheme=internal", false), kDropped);
}

TEST(ServiceKeys, WeightedActionsAreAProtection) {
  Json service = service_of({"service.k8s.aws/nlb", "scheme=internal"});
  service["metadata"]["annotations"]["service.beta.kubernetes.io/actions.TCP-80"] = "{}";
  EXPECT_EQ(support::translate(service).fate, Fate::parked);
}

// --- source ranges -----------------------------------------------------------------------------

struct RangesCase {
  const char* name;
  const char* field;       // JSON list; "" is absent
  const char* annotation;  // "" is absent
  const char* families;    // JSON list; "" is absent
  Verdict verdict;
  const char* key;
};

TEST(ServiceSourceRanges, AreKeptOrRefusedPerFamily) {
  constexpr Verdict kKept = Verdict::translated;
  const char* const field = "/spec/loadBalancerSourceRanges";
  const RangesCase cases[] = {
      {"a field", R"(["203.0.113.0/24"])", "", "", kKept, field},
      {"an annotation with blanks", "", "203.0.113.0/24, 198.51.100.7/32", "", kKept, kRanges},
      {"the field wins", R"(["203.0.113.0/24"])", "no range", "", kKept, field},
      {"an empty field leaves it to the annotation", "[]", "203.0.113.0/24", "", kKept, kRanges},
      {"edges of the length", R"(["0.0.0.0/0","10.0.0.1/32"])", "", "", kKept, field},
      {"both families", R"(["203.0.113.0/24","2001:db8::/32"])", "", R"(["IPv4","IPv6"])", kKept,
       field},
      {"IPv6 alone", R"(["2001:db8::/128"])", "", R"(["IPv6"])", kKept, field},
      {"IPv6 is missing", R"(["203.0.113.0/24"])", "", R"(["IPv4","IPv6"])", kRefused, field},
      {"IPv4 is missing", R"(["2001:db8::/32"])", "", "", kRefused, field},
      {"a bare address", R"(["203.0.113.7"])", "", "", kRefused, field},
      {"a bare address among ranges", "", "203.0.113.0/24,198.51.100.7", "", kRefused, kRanges},
      {"too long a length", R"(["203.0.113.0/33"])", "", "", kRefused, field},
      {"a negative length", R"(["203.0.113.0/-1"])", "", "", kRefused, field},
      {"no length", R"(["203.0.113.0/"])", "", "", kRefused, field},
      {"too long a length of IPv6", R"(["2001:db8::/129"])", "", R"(["IPv6"])", kRefused, field},
      {"no address", R"(["shop/24"])", "", "", kRefused, field},
      {"no text", "[7]", "", "", kRefused, field},
  };
  for (const RangesCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    Json service = service_of({"service.k8s.aws/nlb", "scheme=internet-facing"});
    if (*trial.field != '\0') {
      service["spec"]["loadBalancerSourceRanges"] = json(trial.field);
    }
    if (*trial.annotation != '\0') {
      service["metadata"]["annotations"][kRanges] = trial.annotation;
    }
    if (*trial.families != '\0') {
      service["spec"]["ipFamilies"] = json(trial.families);
    }
    const Translation result = support::translate(service);
    const Finding* finding = finding_of(result, "service-source-ranges", trial.key);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->verdict, trial.verdict);
    EXPECT_EQ(result.fate, trial.verdict == kRefused ? Fate::parked : Fate::translated);
    if (trial.verdict == kKept) {
      for (const char* path : {field, "/spec/ipFamilies"}) {
        const Json* before = translator::find(service, Pointer(path));
        const Json* after = translator::find(result.object, Pointer(path));
        EXPECT_EQ(before == nullptr, after == nullptr);
      }
      EXPECT_EQ(translator::annotation(result.object, kRanges),
                translator::annotation(service, kRanges));
    }
  }
}

TEST(ServiceSourceRanges, OfNoLoadBalancerOfAwsSayNothing) {
  Json service = service_of({});
  service["spec"]["loadBalancerSourceRanges"] = {"10.0.0.1"};
  EXPECT_EQ(support::translate(service).fate, Fate::untouched);
  Json cluster_ip = service_of({"", "type=nlb", "", "", "ClusterIP"});
  cluster_ip["metadata"]["annotations"][kRanges] = "10.0.0.1";
  const Translation unbalanced = support::translate(cluster_ip);
  EXPECT_EQ(finding_of(unbalanced, "service-source-ranges"), nullptr);
}

// --- parked ------------------------------------------------------------------------------------

TEST(ParkedService, IsAValidClusterIpWithEverythingKept) {
  const Json service = json(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp",
    "namespace":"shop","annotations":{
      "service.beta.kubernetes.io/aws-load-balancer-ssl-cert":"arn",
      "service.beta.kubernetes.io/aws-load-balancer-scheme":"internet-facing",
      "service.beta.kubernetes.io/load-balancer-source-ranges":"10.0.0.0/8",
      "cloud.google.com/neg":"{}"}},
    "spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb",
      "allocateLoadBalancerNodePorts":true,"clusterIP":"10.0.0.9","externalIPs":["192.0.2.1"],
      "externalTrafficPolicy":"Local","healthCheckNodePort":30999,"loadBalancerIP":"192.0.2.2",
      "loadBalancerSourceRanges":["10.0.0.0/8"],"internalTrafficPolicy":"Cluster",
      "ports":[{"port":443,"nodePort":30443,"targetPort":8443},{"port":80,"nodePort":30080}],
      "selector":{"app":"tcp"},"sessionAffinity":"ClientIP"}})");
  const Translation result = support::translate(service);
  ASSERT_EQ(result.fate, Fate::parked);
  EXPECT_EQ(support::refused_on_cluster_ip(result.object), std::vector<std::string>());
  EXPECT_EQ(result.object.at("spec").dump(),
            R"({"type":"ClusterIP","clusterIP":"10.0.0.9","internalTrafficPolicy":"Cluster",)"
            R"("ports":[{"port":443,"targetPort":8443},{"port":80}],)"
            R"("selector":{"app":"tcp"},"sessionAffinity":"ClientIP"})");
  EXPECT_EQ(annotation_of(result.object, kRbs), "(absent)");
  EXPECT_EQ(annotation_of(result.object, kGkeType), "(absent)");
  EXPECT_EQ(annotation_of(result.object, "cloud.google.com/neg"), "{}");
  EXPECT_EQ(annotation_of(result.object, "eks2gke.io/verdict"), "parked");
  EXPECT_NE(annotation_of(result.object, "eks2gke.io/next-step"), "(absent)");
  EXPECT_EQ(nlohmann::json::parse(support::undone(result.object).dump()),
            nlohmann::json::parse(service.dump()));
}

TEST(ParkedService, ThatIsInternalLosesGkesWordToo) {
  const Translation result = translated({"service.k8s.aws/nlb", "scheme=internal;ssl-cert=arn"});
  ASSERT_EQ(result.fate, Fate::parked);
  EXPECT_EQ(annotation_of(result.object, kGkeType), "(absent)");
}

// --- behind an Ingress -------------------------------------------------------------------------

Json ingress_before(const std::string& name, const std::string& more = "") {
  return support::ingress(name, R"("kubernetes.io/ingress.class":"alb")" + more,
                          R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})");
}

TEST(ServiceBehindIngress, GetsWhatEveryIngressNeeds) {
  auto surroundings = support::backup();
  surroundings.add(ingress_before("a"));
  surroundings.add(
      support::ingress("b", R"("kubernetes.io/ingress.class":"alb")",
                       R"({"defaultBackend":{"service":{"name":"web","port":{"number":81}}}})"));
  const Json service = support::service("web", "", R"({"ports":[{"port":80},{"port":81}]})");
  surroundings.add(service);
  const Translation result = support::translate(service, surroundings);
  EXPECT_EQ(annotation_of(result.object, "cloud.google.com/neg"), R"({"ingress":true})");
  EXPECT_EQ(annotation_of(result.object, "cloud.google.com/backend-config"),
            R"({"ports":{"80":"eks2gke-web-80","81":"eks2gke-web-81"}})");
  const Finding* finding =
      finding_of(result, "service-behind-ingress", "cloud.google.com/backend-config");
  ASSERT_NE(finding, nullptr);
  EXPECT_NE(finding->message.find("(a, b)"), std::string::npos);
}

TEST(ServiceBehindIngress, GetsNothingOfIngressesThatAreNotItsOwn) {
  auto surroundings = support::backup();
  surroundings.add(ingress_before("parked", R"(,"alb.ingress.kubernetes.io/auth-type":"oidc")"));
  Json elsewhere = ingress_before("elsewhere");
  elsewhere["metadata"]["namespace"] = "other";
  surroundings.add(elsewhere);
  surroundings.add(
      support::ingress("nginx", R"("kubernetes.io/ingress.class":"nginx")",
                       R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})"));
  surroundings.add(
      support::ingress("other", R"("kubernetes.io/ingress.class":"alb")",
                       R"({"defaultBackend":{"service":{"name":"web2","port":{"number":80}}}})"));
  const Json service = support::service("web", "", R"({"ports":[{"port":80}]})");
  EXPECT_EQ(support::translate(service, surroundings).fate, Fate::untouched);
}

struct AlbKeyCase {
  const char* name;
  const char* ingress_class;  // of the Ingress in front; "" is no Ingress
  const char* key;
  Verdict verdict;
};

TEST(ServiceBehindIngress, LosesTheKeysOfTheAlb) {
  const AlbKeyCase cases[] = {
      {"a key that a row takes over", "alb", "healthcheck-path", Verdict::translated},
      {"a key that no row takes over", "alb", "never-heard-of", Verdict::needs_action},
      {"no Ingress", "", "healthcheck-path", Verdict::dropped},
      {"no Ingress and no row", "", "never-heard-of", Verdict::dropped},
      {"an Ingress of nginx", "nginx", "healthcheck-path", Verdict::dropped},
  };
  for (const AlbKeyCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    const std::string key = std::string("alb.ingress.kubernetes.io/") + trial.key;
    const Json service =
        support::service("web", "\"" + key + R"(":"x")", R"({"ports":[{"port":80}]})");
    auto surroundings = support::backup();
    surroundings.add(service);
    if (*trial.ingress_class != '\0') {
      surroundings.add(support::ingress(
          "web", std::string(R"("kubernetes.io/ingress.class":")") + trial.ingress_class + "\"",
          R"({"defaultBackend":{"service":{"name":"web","port":{"number":80}}}})"));
    }
    const Translation result = support::translate(service, surroundings);
    const Finding* finding = finding_of(result, "service-alb-annotation", key);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->verdict, trial.verdict);
    EXPECT_EQ(finding->from, "x");
    EXPECT_EQ(annotation_of(result.object, key), "(absent)");
  }
}

TEST(ServiceBehindIngress, WithAnAnnotationThatIsNoJsonIsToldAndLeft) {
  const Json service =
      support::service("web", R"("cloud.google.com/neg":"yes")", R"({"ports":[{"port":80}]})");
  auto surroundings = support::backup();
  surroundings.add(ingress_before("web"));
  const Translation result = support::translate(service, surroundings);
  EXPECT_EQ(result.fate, Fate::untouched);
  const Finding* finding = finding_of(result, "service-behind-ingress");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->verdict, kInvalid);
}

}  // namespace
