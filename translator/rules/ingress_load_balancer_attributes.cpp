// Attributes of the ALB: the idle timeout and the access logs are taken over, the others judged.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/attribute_table.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::int64_t kAwsIdleTimeout = 60;  // seconds, ALB's default

constexpr std::array kLoadBalancerAttributes = {
    Attribute{"access_logs.s3.*", "", ""},  // taken over, see below
    Attribute{"client_keep_alive.seconds", "", ""},
    Attribute{"connection_logs.s3.*", "false",
              "Connection logs have no equal; Cloud Logging has the request logs."},
    Attribute{"deletion_protection.enabled", "false",
              "GKE has no deletion protection: deleting the Ingress deletes its load balancer."},
    Attribute{"health_check_logs.s3.*", "false", "Health check logs have no equal."},
    Attribute{"idle_timeout.timeout_seconds", "", ""},  // taken over, see below
    Attribute{"ipv6.deny_all_igw_traffic", "", ""},
    Attribute{"load_balancing.cross_zone.enabled", "", ""},
    Attribute{"routing.http.desync_mitigation_mode", "defensive",
              "Google's load balancers have no such mode; they refuse malformed requests by "
              "rules of their own."},
    Attribute{"routing.http.drop_invalid_header_fields.enabled", "false",
              "Header fields with invalid names are not dropped by a setting of GKE."},
    Attribute{"routing.http.preserve_host_header.enabled", "", ""},
    Attribute{"routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false",
              "The headers x-amzn-tls-version and x-amzn-tls-cipher-suite are no longer sent."},
    Attribute{"routing.http.xff_client_port.enabled", "false",
              "X-Forwarded-For no longer holds the client's port."},
    Attribute{"routing.http.xff_header_processing.mode", "append",
              "GKE always appends to X-Forwarded-For."},
    Attribute{"routing.http2.enabled", "true", "HTTP/2 to clients cannot be switched off."},
    Attribute{"waf.fail_open.enabled", "", ""},
    Attribute{"zonal_shift.config.enabled", "", ""},
};

// The attribute maps that count for the load balancer of an Ingress, the strongest first: the
// class, the Ingress itself, the other members of its group.
std::vector<AwsMap> load_balancer_attributes(const Json& ingress, const AlbIngress& alb,
                                             const Context& context) {
  std::vector<AwsMap> maps;
  AwsMap of_class;
  if (alb.class_params != nullptr) {
    for (const Json& pair : array_at(*alb.class_params, Pointer("/loadBalancerAttributes"))) {
      of_class.emplace_back(string_at(pair, Pointer("/key")).value_or(""),
                            string_at(pair, Pointer("/value")).value_or(""));
    }
  }
  maps.push_back(std::move(of_class));
  std::vector<const Json*> members = other_members(ingress, alb, context);
  members.insert(members.begin(), &ingress);
  for (const Json* member : members) {
    const auto text = annotation(*member, alb_key("load-balancer-attributes"));
    if (const auto map = aws_map(text.value_or(""))) {
      maps.push_back(*map);
    }
  }
  return maps;
}

std::optional<std::string> first_value(const std::vector<AwsMap>& maps, std::string_view name) {
  for (const AwsMap& map : maps) {
    if (const auto value = value_of(map, name)) {
      return value;
    }
  }
  return std::nullopt;
}

std::int64_t effective_timeout(const std::vector<AwsMap>& maps, const std::string& key,
                               Outcome& outcome) {
  const auto written = first_value(maps, "idle_timeout.timeout_seconds");
  const auto seconds = aws_integer(written.value_or("60"));
  if (!seconds || *seconds < 1 || *seconds > 4000) {
    outcome.findings.push_back(
        say(Verdict::invalid, {.key = key,
                               .from = "idle_timeout.timeout_seconds=" + *written,
                               .to = "timeoutSec: 60",
                               .message = "The idle timeout is no number from 1 to 4000; "
                                          "AWS's default of 60 seconds is taken.",
                               .next_step = "Correct it in the source."}));
    return kAwsIdleTimeout;
  }
  outcome.findings.push_back(
      say(written ? Verdict::approximated : Verdict::translated,
          {.key = key,
           .from = written ? "idle_timeout.timeout_seconds=" + *written : "",
           .to = fmt::format("timeoutSec: {}", *seconds),
           .message = written ? "The idle timeout becomes GKE's timeout, which limits the whole "
                                "response and the life of a WebSocket."
                              : "AWS's default idle timeout of 60 seconds is set; GKE's own "
                                "default is 30."}));
  return *seconds;
}

// What turned the logs on, and where they went.
std::string access_logs_of(const Result<AwsMap>& own) {
  std::string text = "access_logs.s3.enabled=true";
  for (const auto& [name, value] : own ? *own : AwsMap{}) {
    if (names("access_logs.s3.*", name) && name != "access_logs.s3.enabled") {
      text += fmt::format(",{}={}", name, value);
    }
  }
  return text;
}

Outcome ingress_load_balancer_attributes(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("load-balancer-attributes");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  const std::string text = annotation(ingress, key).value_or("");
  const Result<AwsMap> own = aws_map(text);
  if (!own) {
    outcome.findings.push_back(say(Verdict::invalid, {.key = key,
                                                      .from = text,
                                                      .message = own.error().text() + ".",
                                                      .next_step = "Correct it in the source."}));
  } else {
    for (const auto& [name, value] : *own) {
      if (name != "idle_timeout.timeout_seconds" && !names("access_logs.s3.*", name)) {
        outcome.findings.push_back(judge_attribute(kLoadBalancerAttributes, key, name, value));
      }
    }
  }
  const std::vector<AwsMap> maps = load_balancer_attributes(ingress, alb, context);
  const std::int64_t timeout = effective_timeout(maps, key, outcome);
  const bool logs = first_value(maps, "access_logs.s3.enabled") == "true";
  if (logs) {
    outcome.findings.push_back(
        say(Verdict::approximated,
            {.key = key,
             .from = access_logs_of(own),
             .to = "logging.enable: true",
             .message = "Access logs go to Cloud Logging; the bucket in S3 gets none."}));
  }
  for (const Backend& backend : backends_of(ingress, context)) {
    const ObjectName name = backend_config(ingress, backend);
    outcome.companions.push_back(part(name, Pointer("/spec/timeoutSec"), timeout));
    if (logs) {
      outcome.companions.push_back(
          part(name, Pointer("/spec/logging"), Json{{"enable", true}, {"sampleRate", 1.0}}));
    }
  }
  return outcome;
}

constexpr std::array<std::string_view, 1> kKeys = {
    "alb.ingress.kubernetes.io/load-balancer-attributes"};

const std::array kRules = {
    Rule{
        .id = "ingress-load-balancer-attributes",
        .summary = "Ingress: the idle timeout and access logs of the ALB are taken over, its other "
                   "attributes judged one by one.",
        .why = "AWS closes an idle connection after 60 seconds, GKE ends a response after 30 "
               "unless told otherwise.",
        .resources = kIngresses,
        .keys = kKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/load-balancer-attributes":"idle_timeout.timeout_seconds=120"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .says = "becomes GKE's timeout"},
        .apply = ingress_load_balancer_attributes},
};

}  // namespace

std::span<const Rule> ingress_load_balancer_attributes() { return kRules; }

}  // namespace translator::rules
