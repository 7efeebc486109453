// Random Services, drawn from the grammar of the keys of all controllers of AWS, against a reading
// of AWS of its own (tests/support/service_oracle.h).

#include <algorithm>
#include <iostream>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "tests/laws/trials.h"
#include "tests/support/aws_oracle.h"
#include "tests/support/laws.h"
#include "tests/support/objects.h"
#include "tests/support/service_oracle.h"
#include "translator/translate.h"

namespace {

using translator::Json;

using Texts = std::vector<std::string>;

const std::map<std::string, Texts> kValues = {
    {"type", {"nlb", "nlb-ip", "external", "clb", ""}},
    {"nlb-target-type", {"ip", "instance", "Ip"}},
    {"scheme", {"internal", "internet-facing", "internet-facing", "Internal", ""}},
    {"internal", {"true", "false", "0.0.0.0/0", "yes", "", "0", "FALSE"}},
    {"ssl-cert", {"arn:aws:acm:us-east-1:1:certificate/1", "", " , "}},
    {"ssl-ports", {"443", "*", "https"}},
    {"ssl-negotiation-policy", {"ELBSecurityPolicy-2016-08"}},
    {"alpn-policy", {"HTTP2Preferred"}},
    {"backend-protocol", {"http", "https", "ssl", "tcp", "x"}},
    {"proxy-protocol", {"*", "", "true"}},
    {"proxy-protocol-per-target-group", {"80", "80,443", " "}},
    {"security-groups", {"sg-1", "sg-1,edge", ""}},
    {"extra-security-groups", {"sg-1", ","}},
    {"security-group-prefix-lists", {"pl-1"}},
    {"disable-nlb-sg", {"true", "false"}},
    {"manage-backend-security-group-rules", {"true"}},
    {"inbound-sg-rules-on-private-link-traffic", {"on", "off"}},
    {"enable-icmp-for-path-mtu-discovery", {"on"}},
    {"multi-cluster-target-group", {"true", "false", "0", "x"}},
    {"target-node-labels", {"a=b"}},
    {"quic-enabled-ports", {"443"}},
    {"target-group-attributes",
     {"proxy_protocol_v2.enabled=true", "proxy_protocol_v2.enabled=false",
      "stickiness.enabled=true,stickiness.type=source_ip", "preserve_client_ip.enabled=true", "a=b",
      "no pairs", "deregistration_delay.timeout_seconds=5,proxy_protocol_v2.enabled=true"}},
    {"target-group-attributes.80", {"proxy_protocol_v2.enabled=true", "stickiness.enabled=true"}},
    {"attributes", {"deletion_protection.enabled=true", "access_logs.s3.enabled=true", "x.y=1"}},
    {"listener-attributes.TCP-80", {"tcp.idle_timeout.seconds=5", "x=1"}},
    {"eip-allocations", {"eipalloc-1"}},
    {"private-ipv4-addresses", {"10.0.0.1"}},
    {"ipv6-addresses", {"2001:db8::1"}},
    {"subnets", {"subnet-1"}},
    {"ip-address-type", {"ipv4", "dualstack", "x"}},
    {"additional-resource-tags", {"a=b", "no pairs", "Team=Shop,x=y"}},
    {"enable-tcp-udp-listener", {"true"}},
    {"healthcheck-port", {"80", "traffic-port"}},
    {"access-log-enabled", {"true"}},
    {"source-nat-ipv6-prefixes", {"auto_assigned"}},
    {"enable-prefix-for-ipv6-source-nat", {"on"}},
    {"never-heard-of", {"x"}},
};

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}
  bool one_in(std::uint32_t count) { return random_() % count == 0; }
  const std::string& of(const Texts& texts) { return texts[random_() % texts.size()]; }

 private:
  std::mt19937 random_;
};

Json random_spec(Dice& dice) {
  Json port = {{"name", "a"}, {"port", 80}, {"protocol", dice.of({"TCP", "TCP", "UDP", "SCTP"})}};
  Json spec = {{"type", dice.of({"LoadBalancer", "LoadBalancer", "LoadBalancer", "NodePort"})},
               {"ports", Json::array({std::move(port)})}};
  if (dice.one_in(4)) {
    spec["ports"].push_back({{"name", "b"}, {"port", 443}, {"nodePort", 30443}});
  }
  if (dice.one_in(2)) {
    spec["loadBalancerClass"] =
        dice.of({"service.k8s.aws/nlb", "eks.amazonaws.com/nlb", "example.com/x"});
  }
  if (dice.one_in(2)) {
    spec["ipFamilies"] =
        dice.one_in(2) ? Json({"IPv4", "IPv6"}) : Json({dice.of({"IPv4", "IPv6"})});
  }
  if (dice.one_in(2)) {
    spec["loadBalancerSourceRanges"] = Json::array();
    for (const char* range : {"203.0.113.0/24", "2001:db8::/32", "198.51.100.7"}) {
      if (dice.one_in(2)) {
        spec["loadBalancerSourceRanges"].push_back(range);
      }
    }
  }
  if (dice.one_in(4)) {
    spec["sessionAffinity"] = dice.of({"None", "ClientIP"});
    spec["externalTrafficPolicy"] = dice.of({"Local", "Cluster"});
    spec["loadBalancerIP"] = "192.0.2.7";
    spec["externalIPs"] = {"192.0.2.8"};
  }
  return spec;
}

Json random_service(std::uint32_t seed) {
  Dice dice(seed);
  Json annotations = Json::object();
  for (const auto& [name, values] : kValues) {
    const bool decides = name == "type" || name == "scheme" || name == "internal";
    if (dice.one_in(decides ? 2 : 20)) {
      annotations["service.beta.kubernetes.io/aws-load-balancer-" + name] = dice.of(values);
    }
  }
  if (dice.one_in(5)) {
    annotations["service.beta.kubernetes.io/load-balancer-source-ranges"] =
        dice.of({"10.0.0.0/8", "10.0.0.0/8, 2001:db8::/32", "10.0.0.1"});
  }
  if (dice.one_in(15)) {
    annotations["service.beta.kubernetes.io/actions.TCP-80"] = "{}";
  }
  if (dice.one_in(8)) {
    annotations["external-dns.alpha.kubernetes.io/hostname"] = "db.example.com";
    annotations["external-dns.alpha.kubernetes.io/aws-weight"] = "5";
  }
  Json service = {
      {"apiVersion", "v1"},
      {"kind", "Service"},
      {"metadata", {{"name", "tcp"}, {"namespace", "shop"}, {"annotations", annotations}}},
      {"spec", random_spec(dice)}};
  if (dice.one_in(3)) {
    service["metadata"]["finalizers"] = {
        dice.of({"service.k8s.aws/resources", "service.kubernetes.io/load-balancer-cleanup"})};
  }
  if (dice.one_in(2)) {
    service["status"]["loadBalancer"]["ingress"] =
        Json::array({{{"hostname", dice.of({"internal-a-1.us-east-1.elb.amazonaws.com",
                                            "a-1.elb.us-east-1.amazonaws.com"})}}});
  }
  return service;
}

translator::Settings settings_of(std::uint32_t seed) {
  translator::Settings settings;
  settings.service.style = seed % 3 == 0 ? translator::ServiceStyle::load_balancer_class
                                         : translator::ServiceStyle::annotation;
  settings.service.global_access = seed % 5 == 0;
  settings.service.resource_labels = seed % 2 == 0;
  if (seed % 4 == 0) {
    settings.service.addresses["shop/tcp"] = "shop-ip";
    settings.service.subnets["shop/tcp"] = "apart";
  }
  settings.dns = seed % 7 == 0 ? translator::DnsPolicy::hold : translator::DnsPolicy::keep;
  return settings;
}

// Every range that GKE lets in was let in on AWS, family by family, when AWS restricted anything.
void expect_restricted(const Json& before, const Json& after) {
  const Texts on_aws = support::ranges_of(before);
  for (const std::string& range : on_aws.empty() ? Texts() : support::ranges_on_gke(after)) {
    EXPECT_NE(std::find(on_aws.begin(), on_aws.end(), range), on_aws.end()) << range;
  }
}

// Whether anything tells that a controller of AWS made a balancer: without a mark the Service stays
// as it is, and so does who may connect.
bool has_mark(const Json& service) {
  return !support::aws_keys(service).empty() || service.contains("status") ||
         service["spec"].contains("loadBalancerClass") ||
         service.dump().find("service.k8s.aws/resources") != std::string::npos;
}

TEST(RandomServices, NeverOpenAndAlwaysTell) {
  const std::uint32_t first = laws::first_seed();
  const std::uint32_t count = laws::trials();
  const auto surroundings = support::backup();
  std::uint32_t parked = 0;
  std::uint32_t open = 0;
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    const Json service = random_service(seed);
    SCOPED_TRACE("replay with EKS2GKE_SEED=" + std::to_string(seed) +
                 " EKS2GKE_TRIALS=1: " + service.dump());
    Json item = service;
    item.erase("status");
    const translator::Settings settings = settings_of(seed);
    const auto result =
        translator::translate_item(item.dump(), service.dump(), surroundings, settings);
    ASSERT_TRUE(result);
    const Json after = Json::parse(result->bytes);
    const std::string by_class =
        translator::string_at(after, translator::Pointer("/spec/loadBalancerClass")).value_or("");
    const bool served = after["spec"]["type"] == "LoadBalancer" &&
                        (by_class.empty() || by_class.rfind("networking.gke.io/", 0) == 0);
    if (support::public_on_gke(after)) {
      ++open;
      EXPECT_EQ(support::reach_on_aws(service, &service, surroundings), support::Reach::internet);
      EXPECT_EQ(support::service_protections_on_aws(service), Texts());
    }
    if (served && has_mark(service) && result->translation.fate == translator::Fate::translated) {
      expect_restricted(service, after);
    }
    if (result->translation.fate == translator::Fate::parked) {
      ++parked;
      EXPECT_EQ(support::refused_on_cluster_ip(after), Texts());
    }
    for (const std::string& key : support::aws_keys(service)) {
      EXPECT_TRUE(
          std::any_of(result->translation.findings.begin(), result->translation.findings.end(),
                      [&](const translator::Finding& finding) { return finding.key == key; }))
          << key;
    }
    const auto again =
        translator::translate_item(result->bytes, result->bytes, surroundings, settings);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->bytes, result->bytes);
    ASSERT_FALSE(HasFailure());
  }
  std::cout << "from seed " << first << ": " << count << " Services, " << open << " public, "
            << parked << " parked\n";
  // The dice must throw both kinds often enough for the laws to mean something.
  EXPECT_GE(open, count / 100);
  EXPECT_GE(parked, count / 20);
}

}  // namespace
