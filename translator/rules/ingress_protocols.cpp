// How the load balancer speaks to the pods.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

struct Protocol {
  TargetGroupSetting protocol;
  TargetGroupSetting version;
  std::string protocol_key = alb_key("backend-protocol");
  std::string version_key = alb_key("backend-protocol-version");

  [[nodiscard]] bool tls() const { return protocol.value == "HTTPS"; }
  [[nodiscard]] bool http2() const { return version.value == "HTTP2" || version.value == "GRPC"; }
};

Protocol protocol_of(const Json& ingress, const Backend& backend) {
  Protocol protocol;
  protocol.protocol = target_group_setting(ingress, backend, protocol.protocol_key)
                          .value_or(TargetGroupSetting{.value = "HTTP"});
  protocol.version = target_group_setting(ingress, backend, protocol.version_key)
                         .value_or(TargetGroupSetting{.value = "HTTP1"});
  return protocol;
}

// GKE finds the protocol by the name of the port; an unnamed port gets one (see
// service_behind_ingress.cpp).
std::string port_name(const Backend& backend) {
  if (backend.port_object == nullptr) {
    return "";
  }
  return port_name_of(*backend.port_object);
}

void say_protocol(const Backend& backend, const Protocol& protocol, Outcome& outcome) {
  if (!protocol.tls() && protocol.http2()) {
    add_once(outcome.findings,
             say(Verdict::refused,
                 {.key = protocol.version_key,
                  .from = protocol.version.value,
                  .message = fmt::format("GKE speaks HTTP/2 to pods over TLS only; Service {} "
                                         "expects it without.",
                                         backend.service),
                  .next_step = "Serve TLS in the pods (backend-protocol HTTPS), or put a Gateway "
                               "before this Service."}));
    return;
  }
  if (!protocol.tls()) {
    return;
  }
  if (port_name(backend).empty()) {
    add_once(
        outcome.findings,
        say(Verdict::needs_action,
            {.key = protocol.protocol_key,
             .from = "HTTPS",
             .message = fmt::format("Port {} of Service {} is not in the backup, so GKE is not "
                                    "told to speak TLS to it.",
                                    backend.port, backend.service),
             .next_step =
                 fmt::format("Set {} on the Service when it exists.", kAppProtocolsAnnotation)}));
    return;
  }
  const std::string value = protocol.http2() ? "HTTP2" : "HTTPS";
  const bool grpc = protocol.version.value == "GRPC";
  add_once(
      outcome.findings,
      say(grpc ? Verdict::approximated : Verdict::translated,
          {.key = protocol.http2() ? protocol.version_key : protocol.protocol_key,
           .from = protocol.http2() ? protocol.version.value : protocol.protocol.value,
           .to = fmt::format("{}: {}", kAppProtocolsAnnotation, value),
           .message = grpc ? fmt::format("gRPC goes to Service {} as HTTP/2 over TLS; its health "
                                         "check asks for a page by HTTPS, and not by gRPC.",
                                         backend.service)
                           : fmt::format("The load balancer speaks {} to Service {}.",
                                         protocol.http2() ? "HTTP/2 over TLS" : "HTTPS",
                                         backend.service)}));
}

bool say_invalid(const Protocol& protocol, Outcome& outcome) {
  const std::string& value = protocol.protocol.value;
  const std::string& version = protocol.version.value;
  const bool bad_protocol = value != "HTTP" && value != "HTTPS";
  const bool bad_version = version != "HTTP1" && version != "HTTP2" && version != "GRPC";
  if (bad_protocol) {
    add_once(outcome.findings,
             say(Verdict::invalid, {.key = protocol.protocol_key,
                                    .from = value,
                                    .message = "A backend protocol is HTTP or HTTPS, in capitals; "
                                               "the AWS controller made no load balancer of this.",
                                    .next_step = "Correct it in the source."}));
  }
  if (bad_version) {
    add_once(outcome.findings,
             say(Verdict::invalid, {.key = protocol.version_key,
                                    .from = version,
                                    .message = "A protocol version is HTTP1, HTTP2 or GRPC; the "
                                               "AWS controller made no load balancer of this.",
                                    .next_step = "Correct it in the source."}));
  }
  return bad_protocol || bad_version;
}

// What was written and is said nowhere else.
void say_usual(const Json& ingress, const std::vector<Backend>& backends, const Protocol& protocol,
               Outcome& outcome) {
  for (const std::string& key : {protocol.protocol_key, protocol.version_key}) {
    const auto value = annotation(ingress, key);
    const bool said = std::any_of(outcome.findings.begin(), outcome.findings.end(),
                                  [&](const Finding& finding) { return finding.key == key; });
    if (value && !said && !backends.empty()) {
      outcome.findings.push_back(
          say(Verdict::translated,
              {.key = key, .from = *value, .message = "GKE speaks the same to the pods."}));
    }
  }
}

Outcome ingress_backend_protocol(const Json& ingress, const Context& context) {
  if (read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  const Protocol keys;
  outcome.edits.push_back(erase(annotation_path(keys.protocol_key)));
  outcome.edits.push_back(erase(annotation_path(keys.version_key)));
  const std::vector<Backend> backends = backends_of(ingress, context);
  for (const Backend& backend : backends) {
    const Protocol protocol = protocol_of(ingress, backend);
    if (say_invalid(protocol, outcome)) {
      continue;
    }
    say_protocol(backend, protocol, outcome);
    const std::string name = port_name(backend);
    if (protocol.tls() && !name.empty()) {
      outcome.patches.push_back(patch({.api_version = "v1",
                                       .kind = "Service",
                                       .name_space = namespace_of(ingress),
                                       .name = backend.service},
                                      kAppProtocolsAnnotation, Pointer() / name,
                                      protocol.http2() ? "HTTP2" : "HTTPS"));
      if (backend.object != nullptr) {
        refuse_unwritable(*backend.object, {outcome.patches.back()}, outcome);
      }
    }
  }
  say_usual(ingress, backends, keys, outcome);
  say_when_unused(ingress, keys.protocol_key, outcome.findings);
  say_when_unused(ingress, keys.version_key, outcome.findings);
  return outcome;
}

constexpr std::array<std::string_view, 2> kProtocolKeys = {
    "alb.ingress.kubernetes.io/backend-protocol",
    "alb.ingress.kubernetes.io/backend-protocol-version"};
const std::array kRules = {
    Rule{
        .id = "ingress-backend-protocol",
        .summary = "Ingress: TLS and HTTP/2 to the pods become app-protocols of the Service.",
        .why = "GKE reads the protocol from the Service, by the name of the port. It speaks HTTP/2 "
               "over TLS only; an unnamed port gets a name.",
        .resources = kIngresses,
        .keys = kProtocolKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/backend-protocol":"HTTPS"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":443}}}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":443}}}}})",
             .says = "speaks HTTPS to Service web",
             .with =
                 R"([{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{"ports":[{"port":443}]}}])"},
        .apply = ingress_backend_protocol},
};

}  // namespace

std::span<const Rule> ingress_protocols() { return kRules; }

}  // namespace translator::rules
