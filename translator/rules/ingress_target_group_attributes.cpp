// Attributes of target groups: draining and cookie affinity are taken over, the others judged.

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

constexpr std::int64_t kAwsDrainingDelay = 300;     // seconds, target group's default
constexpr std::int64_t kAwsCookieLife = 86400;      // seconds, target group's default
constexpr std::int64_t kLongestCookieLife = 86400;  // GKE's controller refuses more
constexpr std::int64_t kLongestDraining = 3600;

constexpr std::array kTargetGroupAttributes = {
    Attribute{"deregistration_delay.connection_termination.enabled", "", ""},
    Attribute{"deregistration_delay.timeout_seconds", "", ""},  // taken over, see below
    Attribute{"lambda.multi_value_headers.enabled", "", ""},
    Attribute{"load_balancing.algorithm.anomaly_mitigation", "off",
              "Anomaly mitigation has no equal."},
    Attribute{"load_balancing.algorithm.type", "round_robin",
              "The balancing algorithm cannot be chosen in GKE Ingress."},
    Attribute{"load_balancing.cross_zone.enabled", "", ""},
    Attribute{"preserve_client_ip.enabled", "", ""},
    Attribute{"proxy_protocol_v2.*", "", ""},  // NLB only: an ALB ignores it
    Attribute{"slow_start.duration_seconds", "0",
              "Slow start has no equal: a new pod gets its "
              "full share at once."},
    Attribute{"stickiness.*", "", ""},  // taken over, see below
    Attribute{"target_group_health.*", "", ""},
    Attribute{"target_health_state.*", "", ""},
};

void add_draining(const AwsMap& attributes, const ObjectName& name, const std::string& key,
                  Outcome& outcome) {
  const auto written = value_of(attributes, "deregistration_delay.timeout_seconds");
  auto seconds = aws_integer(written.value_or("300"));
  if (!seconds || *seconds < 0 || *seconds > kLongestDraining) {
    add_once(outcome.findings,
             say(Verdict::invalid,
                 {.key = key,
                  .from = "deregistration_delay.timeout_seconds=" + *written,
                  .to = "drainingTimeoutSec: 300",
                  .message = "The delay is no number from 0 to 3600; AWS's default of 300 seconds "
                             "is taken.",
                  .next_step = "Correct it in the source."}));
    seconds = kAwsDrainingDelay;
  } else {
    add_once(outcome.findings,
             say(Verdict::translated,
                 {.key = key,
                  .from = written ? "deregistration_delay.timeout_seconds=" + *written : "",
                  .to = fmt::format("drainingTimeoutSec: {}", *seconds),
                  .message = written ? "Connections are drained for as long as on AWS."
                                     : "AWS's default of 300 seconds of draining is set; GKE's own "
                                       "default is 0."}));
  }
  outcome.companions.push_back(
      part(name, Pointer("/spec/connectionDraining/drainingTimeoutSec"), *seconds));
}

void add_affinity(const AwsMap& attributes, const ObjectName& name, const std::string& key,
                  Outcome& outcome) {
  if (value_of(attributes, "stickiness.enabled") != "true") {
    return;
  }
  const std::string type = value_of(attributes, "stickiness.type").value_or("lb_cookie");
  const std::string life_name = type == "app_cookie" ? "stickiness.app_cookie.duration_seconds"
                                                     : "stickiness.lb_cookie.duration_seconds";
  const auto written = value_of(attributes, life_name);
  const std::int64_t life = aws_integer(written.value_or("")).value_or(kAwsCookieLife);
  const std::int64_t kept = std::clamp<std::int64_t>(life, 0, kLongestCookieLife);
  const bool same = type == "lb_cookie" && kept == life;
  const auto cookie = value_of(attributes, "stickiness.app_cookie.cookie_name");
  add_once(outcome.findings,
           say(same ? Verdict::translated : Verdict::approximated,
               {.key = key,
                .from = fmt::format("stickiness.enabled=true,stickiness.type={},{}={}{}", type,
                                    life_name, written.value_or(std::to_string(kAwsCookieLife)),
                                    cookie ? ",stickiness.app_cookie.cookie_name=" + *cookie : ""),
                .to = fmt::format("sessionAffinity: GENERATED_COOKIE, {} s", kept),
                .message = same ? "Clients stay with their pod by a cookie of the load balancer."
                                : "Clients stay with their pod by a cookie that the load balancer "
                                  "makes, for at most 86400 seconds."}));
  outcome.companions.push_back(
      part(name, Pointer("/spec/sessionAffinity"),
           Json{{"affinityType", "GENERATED_COOKIE"}, {"affinityCookieTtlSec", kept}}));
}

Outcome ingress_target_group_attributes(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("target-group-attributes");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  for (const Backend& backend : backends_of(ingress, context)) {
    const auto setting = target_group_setting(ingress, backend, key);
    const std::string text = setting ? setting->value : "";
    const Result<AwsMap> map = aws_map(text);
    if (!map) {
      add_once(outcome.findings, say(Verdict::invalid, {.key = key,
                                                        .from = text,
                                                        .message = map.error().text() + ".",
                                                        .next_step = "Correct it in the source."}));
    }
    const AwsMap attributes = map ? *map : AwsMap{};
    for (const auto& [name, value] : attributes) {
      if (name != "deregistration_delay.timeout_seconds" && !names("stickiness.*", name)) {
        add_once(outcome.findings, judge_attribute(kTargetGroupAttributes, key, name, value));
      }
    }
    const ObjectName name = backend_config(ingress, backend);
    add_draining(attributes, name, key, outcome);
    add_affinity(attributes, name, key, outcome);
  }
  say_when_unused(ingress, key, outcome.findings);
  return outcome;
}

constexpr std::array<std::string_view, 1> kKeys = {
    "alb.ingress.kubernetes.io/target-group-attributes"};

const std::array kRules = {
    Rule{
        .id = "ingress-target-group-attributes",
        .summary = "Ingress: draining and cookie affinity are taken over, the other target group "
                   "attributes judged one by one.",
        .why = "AWS drains for 300 seconds unless told otherwise, GKE not at all: without this a "
               "rollout cuts connections.",
        .resources = kIngresses,
        .keys = kKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/target-group-attributes":"deregistration_delay.timeout_seconds=90"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .says = "drained for as long as on AWS"},
        .apply = ingress_target_group_attributes},
};

}  // namespace

std::span<const Rule> ingress_target_group_attributes() { return kRules; }

}  // namespace translator::rules
