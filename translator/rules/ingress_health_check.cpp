// Health checks: always written out, because AWS and GKE differ in every default.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/resources.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::array<std::string_view, 7> kHealthCheckKeys = {
    "alb.ingress.kubernetes.io/healthcheck-interval-seconds",
    "alb.ingress.kubernetes.io/healthcheck-path",
    "alb.ingress.kubernetes.io/healthcheck-port",
    "alb.ingress.kubernetes.io/healthcheck-protocol",
    "alb.ingress.kubernetes.io/healthcheck-timeout-seconds",
    "alb.ingress.kubernetes.io/healthy-threshold-count",
    "alb.ingress.kubernetes.io/unhealthy-threshold-count",
};

// Defaults are the AWS controller's; ranges are those of Google's health checks.
struct Number {
  std::string_view key;
  std::string_view field;
  std::int64_t by_default;
  std::int64_t least;
  std::int64_t most;
};
constexpr Number kInterval{"healthcheck-interval-seconds", "checkIntervalSec", 15, 1, 300};
constexpr Number kTimeout{"healthcheck-timeout-seconds", "timeoutSec", 5, 1, 300};
constexpr Number kHealthy{"healthy-threshold-count", "healthyThreshold", 2, 1, 10};
constexpr Number kUnhealthy{"unhealthy-threshold-count", "unhealthyThreshold", 2, 1, 10};

struct HealthCheck {
  const Json& ingress;
  const Backend& backend;
  Outcome& outcome;
  Json spec = Json::object();

  [[nodiscard]] std::optional<std::string> setting(std::string_view name) const {
    const auto found = target_group_setting(ingress, backend, alb_key(name));
    return found ? std::optional<std::string>(found->value) : std::nullopt;
  }
};

void say_number(HealthCheck& check, const Number& number, const std::string& written,
                std::int64_t taken, bool same) {
  add_once(check.outcome.findings,
           say(same ? Verdict::translated : Verdict::approximated,
               {.key = alb_key(number.key),
                .from = written,
                .to = fmt::format("healthCheck.{}: {}", number.field, taken),
                .message = same ? "The health check keeps this number."
                                : "Google's health checks do not take this number; the nearest "
                                  "one is set."}));
}

// `most` is the upper bound, for the timeout the interval.
std::int64_t add_number(HealthCheck& check, const Number& number, std::int64_t most) {
  const auto written = check.setting(number.key);
  std::int64_t taken = std::min(number.by_default, most);
  if (written) {
    const auto value = aws_integer(*written);
    if (value) {
      taken = std::clamp(*value, number.least, most);
      say_number(check, number, *written, taken, taken == *value);
    } else {
      add_once(check.outcome.findings,
               say(Verdict::invalid, {.key = alb_key(number.key),
                                      .from = *written,
                                      .to = fmt::format("healthCheck.{}: {}", number.field, taken),
                                      .message = "This is no whole number; AWS's default is taken.",
                                      .next_step = "Correct it in the source."}));
    }
  }
  check.spec[std::string(number.field)] = taken;
  return taken;
}

void add_protocol(HealthCheck& check) {
  const std::string of_backend = check.setting("backend-protocol").value_or("HTTP");
  const auto written = check.setting("healthcheck-protocol");
  const std::string protocol = written.value_or(of_backend);
  const bool known = protocol == "HTTP" || protocol == "HTTPS";
  check.spec["type"] = known ? protocol : "HTTP";
  if (written && known) {
    add_once(check.outcome.findings,
             say(Verdict::translated, {.key = alb_key("healthcheck-protocol"),
                                       .from = *written,
                                       .to = "healthCheck.type: " + protocol,
                                       .message = "The health check keeps its protocol."}));
  } else if (written) {
    add_once(check.outcome.findings,
             say(Verdict::invalid, {.key = alb_key("healthcheck-protocol"),
                                    .from = *written,
                                    .to = "healthCheck.type: HTTP",
                                    .message = "A health check is HTTP or HTTPS; HTTP is taken.",
                                    .next_step = "Correct it in the source."}));
  }
}

// A path as AWS takes it (elasticloadbalancing CreateTargetGroup, HealthCheckPath); Google wants
// the slash, too.
bool is_health_check_path(const std::string& path) {
  constexpr std::size_t kLongest = 1024;
  return !path.empty() && path.front() == '/' && path.size() <= kLongest;
}

void add_path(HealthCheck& check) {
  const auto written = check.setting("healthcheck-path");
  const bool good = written && is_health_check_path(*written);
  check.spec["requestPath"] = good ? *written : "/";
  if (!written) {
    return;
  }
  Finding finding{.key = alb_key("healthcheck-path"), .from = *written};
  if (good) {
    finding.to = "healthCheck.requestPath: " + *written;
    finding.message = "The health check keeps its path.";
  } else {
    finding.message =
        "AWS takes no such path: it begins with / and has at most 1024 letters; / is taken.";
    finding.next_step = "Correct it in the source.";
  }
  add_once(check.outcome.findings,
           say(good ? Verdict::translated : Verdict::invalid, std::move(finding)));
}

// The numeric targetPort of the Service port that `wanted` accepts.
template <typename Wanted>
std::optional<std::int64_t> target_port(const Backend& backend, Wanted wanted) {
  if (backend.object == nullptr) {
    return std::nullopt;
  }
  for (const Json& port : array_at(*backend.object, Pointer("/spec/ports"))) {
    const Json* target = find(port, Pointer("/targetPort"));
    if (wanted(port) && target != nullptr && target->is_number_integer()) {
      return target->get<std::int64_t>();
    }
  }
  return std::nullopt;
}

// The port of the pods that AWS probed; nothing when the Service does not tell.
std::optional<std::int64_t> probed_port(const HealthCheck& check, const std::string& written,
                                        bool to_pods) {
  const auto number = aws_integer(written);
  if (number && to_pods) {
    return number;
  }
  if (number) {  // target type instance: a node port
    return target_port(check.backend, [&](const Json& port) {
      const Json* node_port = find(port, Pointer("/nodePort"));
      return node_port != nullptr && *node_port == *number;
    });
  }
  return target_port(check.backend, [&](const Json& port) {
    return string_at(port, Pointer("/name")) == written;
  });
}

void add_port(HealthCheck& check, const AlbIngress& alb) {
  const auto written = check.setting("healthcheck-port");
  if (!written) {
    return;
  }
  Finding finding{.key = alb_key("healthcheck-port"), .from = *written};
  if (*written == "traffic-port") {
    finding.message = "The port that serves is probed, on GKE too.";
    add_once(check.outcome.findings, say(Verdict::translated, std::move(finding)));
    return;
  }
  const auto of_class = alb.class_params == nullptr
                            ? std::nullopt
                            : string_at(*alb.class_params, Pointer("/targetType"));
  const std::string target_type =
      of_class ? *of_class : check.setting("target-type").value_or("instance");
  const auto port = probed_port(check, *written, target_type == "ip");
  if (port && *port >= 1 && *port <= 65535) {
    check.spec["port"] = *port;
    finding.to = fmt::format("healthCheck.port: {}", *port);
    finding.message = "The health check keeps its port, as the pods have it.";
    add_once(check.outcome.findings, say(Verdict::translated, std::move(finding)));
    return;
  }
  finding.message = fmt::format(
      "Which port of the pods this is cannot be told from Service {}; the "
      "port that serves is probed.",
      check.backend.service);
  finding.next_step = "Set healthCheck.port in the BackendConfig when another port is meant.";
  add_once(check.outcome.findings, say(Verdict::needs_action, std::move(finding)));
}

void say_defaults(HealthCheck& check) {
  const bool nothing_written =
      std::none_of(kHealthCheckKeys.begin(), kHealthCheckKeys.end(), [&](std::string_view key) {
        return target_group_setting(check.ingress, check.backend, key).has_value();
      });
  if (nothing_written) {
    add_once(
        check.outcome.findings,
        say(Verdict::translated,
            {.key = "healthCheck",
             .to = to_text(check.spec),
             .message = "No health check is written: AWS's defaults are set, which differ from "
                        "GKE's."}));
  }
}

Outcome ingress_health_check(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  for (const std::string_view key : kHealthCheckKeys) {
    outcome.edits.push_back(erase(annotation_path(key)));
  }
  for (const Backend& backend : backends_of(ingress, context)) {
    HealthCheck check{ingress, backend, outcome};
    const std::int64_t interval = add_number(check, kInterval, kInterval.most);
    add_number(check, kTimeout, interval);  // Google refuses a timeout above the interval
    add_number(check, kHealthy, kHealthy.most);
    add_number(check, kUnhealthy, kUnhealthy.most);
    add_protocol(check);
    add_path(check);
    add_port(check, alb);
    say_defaults(check);
    outcome.companions.push_back(part(backend_config(ingress, backend),
                                      Pointer("/spec/healthCheck"), std::move(check.spec)));
  }
  for (const std::string_view key : kHealthCheckKeys) {
    say_when_unused(ingress, key, outcome.findings);
  }
  return outcome;
}

// True when one of the codes or ranges of a matcher such as "200,302" or "200-299" is 200.
bool accepts_200(const std::string& codes) {
  const std::vector<std::string> parts = aws_list(codes);
  return std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
    const std::size_t dash = part.find('-');
    const auto low = aws_integer(part.substr(0, dash));
    const auto high = dash == std::string::npos ? low : aws_integer(part.substr(dash + 1));
    return low && high && *low <= 200 && 200 <= *high;
  });
}

Outcome ingress_success_codes(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  const std::string key = alb_key("success-codes");
  Outcome outcome;
  outcome.edits.push_back(erase(annotation_path(key)));
  for (const Backend& backend : backends_of(ingress, context)) {
    const auto codes = target_group_setting(ingress, backend, key);
    if (!codes) {
      continue;
    }
    if (codes->value == "200") {
      add_once(outcome.findings,
               say(Verdict::translated, {.key = key,
                                         .from = codes->value,
                                         .message = "GKE takes 200, and only 200, for healthy."}));
      continue;
    }
    const bool with_200 = accepts_200(codes->value);
    add_once(
        outcome.findings,
        say(with_200 ? Verdict::approximated : Verdict::needs_action,
            {.key = key,
             .from = codes->value,
             .message = with_200 ? "GKE takes only 200 for healthy: a path that answers another "
                                   "of these codes makes its pods unhealthy."
                                 : "GKE takes only 200 for healthy, and 200 is not among these "
                                   "codes: the pods will count as unhealthy.",
             .next_step = fmt::format("Make sure that the health check path of Service {} "
                                      "answers 200.",
                                      backend.service)}));
  }
  say_when_unused(ingress, key, outcome.findings);
  return outcome;
}

constexpr std::array<std::string_view, 1> kSuccessCodesKeys = {
    "alb.ingress.kubernetes.io/success-codes"};

const std::array kRules = {
    Rule{
        .id = "ingress-health-check",
        .summary = "Ingress: the health check of each backend is written out in its BackendConfig.",
        .why = "AWS probes / every 15 s with 5 s timeout and two tries; GKE's defaults differ in "
               "each number, and pods that its own guesses need may not exist during a restore.",
        .resources = kIngresses,
        .keys = kHealthCheckKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/healthcheck-path":"/healthz"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .says = "keeps its path"},
        .apply = ingress_health_check},
    Rule{
        .id = "ingress-success-codes",
        .summary =
            "Ingress: the codes that count as healthy are compared with GKE's only one, 200.",
        .why = "A path that answers a redirect or a 401 is healthy on AWS when its code is "
               "listed; on GKE its pods get no traffic.",
        .resources = kIngresses,
        .keys = kSuccessCodesKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/success-codes":"200,301"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .says = "only 200 for healthy"},
        .apply = ingress_success_codes},
};

}  // namespace

std::span<const Rule> ingress_health_check() { return kRules; }

}  // namespace translator::rules
