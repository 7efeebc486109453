// Every annotation key that a controller of AWS reads on a Service is answered for by a row of its
// own. The lists are the constants of aws-load-balancer-controller v3.5 (pkg/annotations) and
// cloud-provider-aws v1.36 (pkg/providers/v1).

#include <gtest/gtest.h>

#include "translator/catalogue.h"

namespace {

const char* const kNames[] = {
    // both controllers, or the AWS Load Balancer Controller
    "access-log-enabled", "access-log-s3-bucket-name", "access-log-s3-bucket-prefix",
    "additional-resource-tags", "alpn-policy", "attributes", "backend-protocol",
    "cross-zone-load-balancing-enabled", "disable-nlb-sg", "eip-allocations",
    "enable-icmp-for-path-mtu-discovery", "enable-prefix-for-ipv6-source-nat",
    "enable-tcp-udp-listener", "healthcheck-healthy-threshold", "healthcheck-interval",
    "healthcheck-path", "healthcheck-port", "healthcheck-protocol", "healthcheck-success-codes",
    "healthcheck-timeout", "healthcheck-unhealthy-threshold",
    "inbound-sg-rules-on-private-link-traffic", "internal", "ip-address-type", "ipv6-addresses",
    "listener-attributes.TCP-80", "manage-backend-security-group-rules",
    "minimum-load-balancer-capacity", "multi-cluster-target-group", "name", "nlb-target-type",
    "private-ipv4-addresses", "proxy-protocol", "proxy-protocol-per-target-group",
    "quic-enabled-ports", "scheme", "security-group-prefix-lists", "security-groups",
    "source-nat-ipv6-prefixes", "ssl-cert", "ssl-negotiation-policy", "ssl-ports", "subnets",
    "target-group-attributes", "target-group-attributes.80", "target-node-labels", "type",
    // the cloud provider alone
    "access-log-emit-interval", "connection-draining-enabled", "connection-draining-timeout",
    "connection-idle-timeout", "extra-security-groups"};

TEST(ServiceCoverage, EveryKeyOfBothControllersHasOneRow) {
  for (const char* name : kNames) {
    const std::string key = std::string("service.beta.kubernetes.io/aws-load-balancer-") + name;
    EXPECT_EQ(translator::rules_for_key(key).size(), 1U) << key;
  }
  EXPECT_EQ(translator::rules_for_key("service.beta.kubernetes.io/actions.TCP-80").size(), 1U);
  EXPECT_EQ(
      translator::rules_for_key("service.beta.kubernetes.io/load-balancer-source-ranges").size(),
      1U);
  EXPECT_TRUE(
      translator::rules_for_key("service.beta.kubernetes.io/aws-load-balancer-never").empty());
}

}  // namespace
