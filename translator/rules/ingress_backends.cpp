// What the Services behind an Ingress need on GKE: NEGs, and a BackendConfig with AWS's effective
// settings, defaults included, because GKE's defaults differ.

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/gke_names.h"
#include "translator/patches.h"
#include "translator/resources.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::int64_t kAwsIdleTimeout = 60;        // seconds, ALB's default
constexpr std::int64_t kAwsDrainingDelay = 300;     // seconds, target group's default
constexpr std::int64_t kAwsCookieLife = 86400;      // seconds, target group's default
constexpr std::int64_t kLongestCookieLife = 86400;  // GKE's controller refuses more
constexpr std::int64_t kLongestDraining = 3600;

Outcome ingress_target_type(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("target-type");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  for (const Backend& backend : backends_of(ingress, context)) {
    outcome.patches.push_back(patch({.api_version = "v1",
                                     .kind = "Service",
                                     .name_space = namespace_of(ingress),
                                     .name = backend.service},
                                    kNegAnnotation, Pointer("/ingress"), true));
    add_once(
        outcome.findings,
        say(Verdict::translated,
            {.key = key,
             .from =
                 target_group_setting(ingress, backend, key).value_or(TargetGroupSetting{}).value,
             .to = R"(cloud.google.com/neg: {"ingress":true})",
             .message = fmt::format("Service {} gets network endpoint groups: traffic goes to "
                                    "the pods themselves, whatever the Service's type.",
                                    backend.service)}));
  }
  say_when_unused(ingress, key, outcome.findings);
  return outcome;
}

// A Service that cannot take its annotations would stand without its BackendConfig, and without the
// protection in it. The Ingress may come before its Service, so the backup's Service decides.
void refuse_unwritable(const Json& service, const std::vector<Patch>& patches, Outcome& outcome) {
  Json patched = service;
  const Result<bool> merged = merge_patches(patched, patches);
  if (!merged) {
    add_once(outcome.findings,
             say(Verdict::refused,
                 {.key = merged.error().where,
                  .message = fmt::format("Service {} cannot get what this Ingress needs: {}.",
                                         name_of(service), merged.error().what),
                  .next_step = "Correct the annotation of the Service in the source."}));
  }
}

Outcome ingress_backend_config(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  for (const Backend& backend : backends_of(ingress, context)) {
    const ObjectName name = backend_config(ingress, backend);
    outcome.patches.push_back(patch({.api_version = "v1",
                                     .kind = "Service",
                                     .name_space = namespace_of(ingress),
                                     .name = backend.service},
                                    kBackendConfigAnnotation, Pointer("/ports") / backend.port,
                                    name.name));
    if (backend.object != nullptr) {
      const Patch neg =
          patch(outcome.patches.back().object, kNegAnnotation, Pointer("/ingress"), true);
      refuse_unwritable(*backend.object, {neg, outcome.patches.back()}, outcome);
    }
    outcome.findings.push_back(say(
        Verdict::translated,
        {.key = std::string(kBackendConfigAnnotation),
         .to = name.name,
         .message = fmt::format("Service {} port {} gets BackendConfig {}, with the values that "
                                "were effective on AWS.",
                                backend.service, backend.port, name.name)}));
    if (backend.object == nullptr && context.surroundings.available()) {
      outcome.findings.push_back(
          say(Verdict::needs_action,
              {.key = "/spec/rules",
               .from = backend.service,
               .message = fmt::format("Service {} is not in the backup; GKE makes no load balancer "
                                      "for the whole Ingress until it exists.",
                                      backend.service),
               .next_step = fmt::format("Create Service {} in namespace {}, or take the path that "
                                        "names it out of the Ingress.",
                                        backend.service, namespace_of(ingress))}));
    }
  }
  return outcome;
}

struct Attribute {
  std::string_view name;       // '*' at the end stands for any rest
  std::string_view usual;      // AWS's default: dropping it changes nothing
  std::string_view otherwise;  // what is lost with any other value; "" when nothing is
};

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

bool names(std::string_view pattern, std::string_view name) {
  if (pattern.back() == '*') {
    pattern.remove_suffix(1);
    return name.substr(0, pattern.size()) == pattern;
  }
  return name == pattern;
}

// What is said of attributes that are not taken over.
template <std::size_t Size>
Finding judge_attribute(const std::array<Attribute, Size>& table, const std::string& key,
                        const std::string& name, const std::string& value) {
  const std::string pair = name + "=" + value;
  const auto row = std::find_if(table.begin(), table.end(), [&](const Attribute& attribute) {
    return names(attribute.name, name);
  });
  if (row == table.end()) {
    return say(Verdict::unknown,
               {.key = key,
                .from = pair,
                .message = fmt::format("{} is no attribute that AWS documents.", name),
                .next_step = "Check the spelling in the source."});
  }
  if (row->otherwise.empty() || value == row->usual) {
    return say(Verdict::dropped, {.key = key, .from = pair, .message = "Changes nothing on GKE."});
  }
  return say(Verdict::approximated,
             {.key = key, .from = pair, .message = std::string(row->otherwise)});
}

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

constexpr std::array<std::string_view, 1> kTargetTypeKeys = {
    "alb.ingress.kubernetes.io/target-type"};
constexpr std::array<std::string_view, 1> kLoadBalancerAttributesKeys = {
    "alb.ingress.kubernetes.io/load-balancer-attributes"};
constexpr std::array<std::string_view, 1> kTargetGroupAttributesKeys = {
    "alb.ingress.kubernetes.io/target-group-attributes"};

// A small Ingress of AWS with one backend, and what is left when one annotation is taken.
#define EKS2GKE_EXAMPLE_INGRESS(annotations)                                                                                                                            \
  R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb")" annotations \
  R"(}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})"

const std::array kRules = {
    Rule{.id = "ingress-target-type",
         .summary = "Ingress: every Service behind it gets network endpoint groups (NEGs).",
         .why = "With NEGs GKE reaches pods directly and any Service type works; without them a "
                "ClusterIP Service makes GKE reject the whole Ingress.",
         .resources = kIngresses,
         .keys = kTargetTypeKeys,
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(
                         R"(,"alb.ingress.kubernetes.io/target-type":"ip")"),
                     .after = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "gets network endpoint groups"},
         .apply = ingress_target_type},
    Rule{.id = "ingress-backend-config",
         .summary = "Ingress: each Service port behind it gets a BackendConfig.",
         .why = "GKE keeps timeout, draining, affinity and health check of a backend in a "
                "BackendConfig that the Service names.",
         .resources = kIngresses,
         .keys = {},
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS(""),
                     .says = "gets BackendConfig eks2gke-web-80"},
         .apply = ingress_backend_config},
    Rule{
        .id = "ingress-load-balancer-attributes",
        .summary = "Ingress: the idle timeout and access logs of the ALB are taken over, its other "
                   "attributes judged one by one.",
        .why = "AWS closes an idle connection after 60 seconds, GKE ends a response after 30 "
               "unless told otherwise.",
        .resources = kIngresses,
        .keys = kLoadBalancerAttributesKeys,
        .example =
            {.before = EKS2GKE_EXAMPLE_INGRESS(
                 R"(,"alb.ingress.kubernetes.io/load-balancer-attributes":"idle_timeout.timeout_seconds=120")"),
             .after = EKS2GKE_EXAMPLE_INGRESS(""),
             .says = "becomes GKE's timeout"},
        .apply = ingress_load_balancer_attributes},
    Rule{
        .id = "ingress-target-group-attributes",
        .summary = "Ingress: draining and cookie affinity are taken over, the other target group "
                   "attributes judged one by one.",
        .why = "AWS drains for 300 seconds unless told otherwise, GKE not at all: without this a "
               "rollout cuts connections.",
        .resources = kIngresses,
        .keys = kTargetGroupAttributesKeys,
        .example =
            {.before = EKS2GKE_EXAMPLE_INGRESS(
                 R"(,"alb.ingress.kubernetes.io/target-group-attributes":"deregistration_delay.timeout_seconds=90")"),
             .after = EKS2GKE_EXAMPLE_INGRESS(""),
             .says = "drained for as long as on AWS"},
        .apply = ingress_target_group_attributes},
};

#undef EKS2GKE_EXAMPLE_INGRESS

}  // namespace

std::span<const Rule> ingress_backends() { return kRules; }

}  // namespace translator::rules
