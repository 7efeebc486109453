#include "tests/support/service_oracle.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace support {
namespace {

using translator::Json;

const std::string kBeta = "service.beta.kubernetes.io/";
const std::string kBalancer = kBeta + "aws-load-balancer-";

bool begins(const std::string& text, const std::string& prefix) {
  return text.rfind(prefix, 0) == 0;
}

std::string note(const Json& service, const std::string& key) {
  return translator::annotation(service, key).value_or("");
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  return first == std::string::npos
             ? ""
             : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) {
    if (!trimmed(part).empty()) {
      parts.push_back(trimmed(part));
    }
  }
  return parts;
}

// Attributes that neither restrict nor change anything for the pods, by the beginning of the pair.
// One with a value counts only with that value.
const std::set<std::string> kHarmlessPairs = {"access_logs.",
                                              "deletion_protection.enabled=",
                                              "deregistration_delay.",
                                              "dns_record.client_routing_policy=",
                                              "load_balancing.cross_zone.enabled=",
                                              "preserve_client_ip.enabled=",
                                              "proxy_protocol_v2.enabled=false",
                                              "stickiness.enabled=",
                                              "stickiness.type=source_ip",
                                              "target_group_health.",
                                              "target_health_state.",
                                              "tcp.idle_timeout.seconds="};

bool has_harmful_pair(const std::string& text) {
  const std::vector<std::string> pairs = parts_of(text);
  return std::any_of(pairs.begin(), pairs.end(), [](const std::string& pair) {
    return std::none_of(kHarmlessPairs.begin(), kHarmlessPairs.end(),
                        [&](const std::string& known) { return begins(pair, known); });
  });
}

// Names that AWS documents and that are only about how it builds the balancer.
const std::set<std::string> kHarmlessNames = {"access-log-emit-interval",
                                              "access-log-enabled",
                                              "access-log-s3-bucket-name",
                                              "access-log-s3-bucket-prefix",
                                              "additional-resource-tags",
                                              "alpn-policy",
                                              "backend-protocol",
                                              "connection-draining-enabled",
                                              "connection-draining-timeout",
                                              "connection-idle-timeout",
                                              "cross-zone-load-balancing-enabled",
                                              "disable-nlb-sg",
                                              "eip-allocations",
                                              "enable-icmp-for-path-mtu-discovery",
                                              "enable-prefix-for-ipv6-source-nat",
                                              "enable-tcp-udp-listener",
                                              "healthcheck-healthy-threshold",
                                              "healthcheck-interval",
                                              "healthcheck-path",
                                              "healthcheck-port",
                                              "healthcheck-protocol",
                                              "healthcheck-success-codes",
                                              "healthcheck-timeout",
                                              "healthcheck-unhealthy-threshold",
                                              "inbound-sg-rules-on-private-link-traffic",
                                              "internal",
                                              "ip-address-type",
                                              "ipv6-addresses",
                                              "manage-backend-security-group-rules",
                                              "minimum-load-balancer-capacity",
                                              "name",
                                              "nlb-target-type",
                                              "private-ipv4-addresses",
                                              "quic-enabled-ports",
                                              "scheme",
                                              "source-nat-ipv6-prefixes",
                                              "ssl-negotiation-policy",
                                              "ssl-ports",
                                              "subnets",
                                              "target-node-labels",
                                              "type"};

bool protects(const std::string& name, const std::string& value, Maker maker) {
  if (name == "ssl-cert" || name == "security-groups" || name == "extra-security-groups" ||
      name == "security-group-prefix-lists") {
    return !parts_of(value).empty();
  }
  if (name == "proxy-protocol") {
    return maker != Maker::cloud_provider_nlb;
  }
  if (name == "proxy-protocol-per-target-group") {
    return maker == Maker::load_balancer_controller && !parts_of(value).empty();
  }
  if (name == "target-group-attributes" || begins(name, "target-group-attributes.")) {
    if (maker == Maker::load_balancer_controller) {
      return has_harmful_pair(value);
    }
    return maker == Maker::cloud_provider_nlb &&
           value.find("proxy_protocol_v2.enabled=true") != std::string::npos;
  }
  if (name == "attributes" || begins(name, "listener-attributes.")) {
    return has_harmful_pair(value);
  }
  if (name == "multi-cluster-target-group") {
    return std::set<std::string>{"0", "f", "F", "false", "False", "FALSE"}.count(value) == 0;
  }
  return kHarmlessNames.count(name) == 0;
}

}  // namespace

Maker maker_on_aws(const Json& service) {
  const std::string type = note(service, kBalancer + "type");
  const bool by_class =
      translator::find(service, translator::Pointer("/spec/loadBalancerClass")) != nullptr;
  const bool finalized = translator::array_at(service, translator::Pointer("/metadata/finalizers"))
                             .dump()
                             .find("service.k8s.aws/") != std::string::npos;
  if (by_class || finalized || type == "nlb-ip" || type == "external") {
    return Maker::load_balancer_controller;
  }
  return type == "nlb" ? Maker::cloud_provider_nlb : Maker::classic;
}

std::vector<std::string> service_protections_on_aws(const Json& service) {
  std::vector<std::string> found;
  for (const std::string& key : translator::annotation_keys(service)) {
    const bool protecting =
        begins(key, kBeta + "actions.") ||
        (begins(key, kBeta + "aws-") &&
         (!begins(key, kBalancer) ||
          protects(key.substr(kBalancer.size()), note(service, key), maker_on_aws(service))));
    if (protecting) {
      found.push_back(translator::name_of(service) + ": " + key);
    }
  }
  return found;
}

std::vector<std::string> ranges_of(const Json& service) {
  std::vector<std::string> ranges;
  for (const Json& range :
       translator::array_at(service, translator::Pointer("/spec/loadBalancerSourceRanges"))) {
    ranges.push_back(range.is_string() ? range.get<std::string>() : range.dump());
  }
  return ranges.empty() ? parts_of(note(service, kBeta + "load-balancer-source-ranges")) : ranges;
}

std::vector<std::string> ranges_on_gke(const Json& service) {
  std::vector<std::string> ranges = ranges_of(service);
  const std::string families =
      translator::array_at(service, translator::Pointer("/spec/ipFamilies")).dump();
  const auto has = [&](char sign) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const std::string& range) {
      return range.find(sign) != std::string::npos;
    });
  };
  const bool wants_ipv6 = families.find("IPv6") != std::string::npos;
  const bool open_to_ipv6 = wants_ipv6 && !has(':');
  const bool wants_ipv4 = families == "[]" || families.find("IPv4") != std::string::npos;
  if (wants_ipv4 && !has('.')) {
    ranges.push_back("0.0.0.0/0");
  }
  if (open_to_ipv6) {
    ranges.push_back("::/0");
  }
  return ranges;
}

}  // namespace support
