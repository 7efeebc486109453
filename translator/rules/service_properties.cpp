// Keys of an AWS load balancer that mean nothing on GKE, and all keys that no row answers for yet.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/aws_service.h"
#include "translator/catalogue.h"
#include "translator/resources.h"
#include "translator/rules/acceptance.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::string_view kOtherId = "service-other-annotation";

struct DroppedKey {
  std::string_view key;
  std::string_view sentence;
};

// Harmless on a public Service too: each is about how AWS built the balancer, never about who may
// connect, TLS, or what the pods receive.
#define AWS_KEY(name) "service.beta.kubernetes.io/aws-load-balancer-" name
constexpr std::array kDroppedKeys = {
    DroppedKey{AWS_KEY("access-log-emit-interval"),
               "Access logs of AWS; GKE's L4 load balancers write none."},
    DroppedKey{AWS_KEY("access-log-enabled"),
               "Access logs of AWS; GKE's L4 load balancers write none."},
    DroppedKey{AWS_KEY("access-log-s3-bucket-name"),
               "Access logs of AWS; GKE's L4 load balancers write none."},
    DroppedKey{AWS_KEY("access-log-s3-bucket-prefix"),
               "Access logs of AWS; GKE's L4 load balancers write none."},
    DroppedKey{AWS_KEY("connection-draining-enabled"),
               "GKE's L4 load balancers always drain for 30 s."},
    DroppedKey{AWS_KEY("connection-draining-timeout"),
               "GKE's L4 load balancers always drain for 30 s."},
    DroppedKey{AWS_KEY("connection-idle-timeout"),
               "GKE's L4 load balancers have no idle timeout to set."},
    DroppedKey{AWS_KEY("cross-zone-load-balancing-enabled"),
               "GKE's load balancers always balance over all zones."},
    DroppedKey{AWS_KEY("healthcheck-healthy-threshold"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("healthcheck-interval"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("healthcheck-path"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("healthcheck-port"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("healthcheck-protocol"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("healthcheck-success-codes"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("healthcheck-timeout"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("healthcheck-unhealthy-threshold"), "GKE's L4 health checks are fixed."},
    DroppedKey{AWS_KEY("enable-prefix-for-ipv6-source-nat"),
               "How an NLB reaches its targets over IPv6; GKE's keeps the client's address."},
    DroppedKey{AWS_KEY("minimum-load-balancer-capacity"),
               "Reserved capacity of an NLB; Google's load balancers need none."},
    DroppedKey{AWS_KEY("name"), "GKE names its load balancers itself."},
    DroppedKey{AWS_KEY("nlb-target-type"), "GKE chooses nodes or pods as targets itself."},
    DroppedKey{AWS_KEY("source-nat-ipv6-prefixes"),
               "How an NLB reaches its targets over IPv6; GKE's keeps the client's address."},
    DroppedKey{AWS_KEY("type"), "Says which controller of AWS was meant."},
};
#undef AWS_KEY

Outcome service_property(const Json& service, const Context& context) {
  const AwsService read = read_aws_service(service, context);
  if (read.owner == ServiceOwner::none || !read.is_load_balancer) {
    return {};
  }
  Outcome outcome;
  for (const DroppedKey& dropped : kDroppedKeys) {
    const std::string key(dropped.key);
    if (const auto value = annotation(service, key)) {
      outcome.edits.push_back(erase(annotation_path(key)));
      outcome.findings.push_back(
          say(Verdict::dropped,
              {.key = key, .from = *value, .message = std::string(dropped.sentence)}));
    }
  }
  return outcome;
}

Finding judge_unclaimed(const std::string& key, const std::string& value, bool internet_facing) {
  const std::string next_step = fmt::format(
      "Find the GKE equivalent of {} and set it up by hand; the value is kept in "
      "eks2gke.io/original.",
      key.substr(kServicePrefix.size()));
  if (internet_facing) {
    return say(Verdict::unknown, {.key = key,
                                  .from = value,
                                  .message = "No controller of AWS is known to read this key, and "
                                             "an internet-facing Service is not "
                                             "opened without it.",
                                  .next_step = next_step});
  }
  return say(
      Verdict::unknown,
      {.key = key,
       .from = value,
       .message =
           "No controller of AWS is known to read this key; the Service is restored without it.",
       .next_step = next_step});
}

Outcome service_other_annotation(const Json& service, const Context& context) {
  const AwsService read = read_aws_service(service, context);
  if (read.owner == ServiceOwner::none || !read.is_load_balancer) {
    return {};
  }
  Outcome outcome;
  for (const std::string& key : annotation_keys(service)) {
    const bool ours =
        is_aws_load_balancer_key(key) && key.compare(0, kServicePrefix.size(), kServicePrefix) == 0;
    if (ours && rules_for_key(key).empty()) {
      outcome.edits.push_back(erase(annotation_path(key)));
      const std::string value = annotation(service, key).value_or("");
      // One acceptance is about one key: "KEY=VALUE".
      outcome.findings.push_back(unless_accepted(judge_unclaimed(key, value, read.internet_facing),
                                                 kOtherId, service,
                                                 fmt::format("{}={}", key, value), context));
    }
  }
  return outcome;
}

// The keys of the table, for the catalogue.
constexpr auto kPropertyKeys = [] {
  std::array<std::string_view, kDroppedKeys.size()> keys{};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    keys[i] = kDroppedKeys[i].key;
  }
  return keys;
}();

const std::array kRules = {
    Rule{
        .id = "service-property",
        .summary = "Service: settings of how AWS built the balancer are dropped, each with its "
                   "reason.",
        .why = "They have no equal in GKE's L4 load balancers and protect nothing.",
        .resources = kServices,
        .keys = kPropertyKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-connection-idle-timeout":"300"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "no idle timeout to set"},
        .apply = service_property},
    Rule{
        .id = kOtherId,
        .summary = "Service: a key that no other row answers for is never opened to the internet.",
        .why = "Every key that is not known to be harmless may be a protection: the Service is "
               "parked when it is internet-facing.",
        .resources = kServices,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-never-heard-of":"x"}},"spec":{"type":"LoadBalancer"}})",
             .after =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer"}})",
             .says = "is known to read this key"},
        .apply = service_other_annotation},
};

}  // namespace

std::span<const Rule> service_properties() { return kRules; }

}  // namespace translator::rules
