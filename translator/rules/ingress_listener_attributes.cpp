// Attributes of single listeners: response headers that the ALB adds, and the rest.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/alb_group.h"
#include "translator/resources.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::string_view kPrefix = "alb.ingress.kubernetes.io/listener-attributes.";

// One attribute of one listener, as one member writes it.
struct ListenerAttribute {
  std::string key;       // the annotation, or the field of IngressClassParams
  std::string listener;  // "HTTPS-443"
  std::string name;
  std::string value;
  std::string place;  // in words; "" for the annotation of the Ingress itself
};

struct Header {
  std::string_view attribute;  // between routing.http.response. and .header_value
  std::string_view name;
};
constexpr std::array kHeaders = {
    Header{"access_control_allow_credentials", "Access-Control-Allow-Credentials"},
    Header{"access_control_allow_headers", "Access-Control-Allow-Headers"},
    Header{"access_control_allow_methods", "Access-Control-Allow-Methods"},
    Header{"access_control_allow_origin", "Access-Control-Allow-Origin"},
    Header{"access_control_expose_headers", "Access-Control-Expose-Headers"},
    Header{"access_control_max_age", "Access-Control-Max-Age"},
    Header{"content_security_policy", "Content-Security-Policy"},
    Header{"strict_transport_security", "Strict-Transport-Security"},
    Header{"x_content_type_options", "X-Content-Type-Options"},
    Header{"x_frame_options", "X-Frame-Options"},
};

const Header* header_of(const std::string& attribute) {
  const auto row = std::find_if(kHeaders.begin(), kHeaders.end(), [&](const Header& header) {
    return attribute == fmt::format("routing.http.response.{}.header_value", header.attribute);
  });
  return row == kHeaders.end() ? nullptr : &*row;
}

// "HTTP-80" or "HTTPS-443": another word names no listener, and the AWS controller never looks.
bool is_listener(const std::string& text) {
  const std::size_t dash = text.find('-');
  const std::string protocol = text.substr(0, dash);
  if (dash == std::string::npos || (protocol != "HTTP" && protocol != "HTTPS")) {
    return false;
  }
  const std::int64_t port = aws_integer(text.substr(dash + 1)).value_or(0);
  return port >= 1 && port <= 65535;
}

void add_class_attributes(const Member& member, const std::string& place,
                          std::vector<ListenerAttribute>& all) {
  if (member.alb.class_params == nullptr) {
    return;
  }
  for (const Json& listener : array_at(*member.alb.class_params, Pointer("/listeners"))) {
    const Json* port = find(listener, Pointer("/port"));
    const std::string name = string_at(listener, Pointer("/protocol")).value_or("") + "-" +
                             (port == nullptr ? "" : to_text(*port));
    for (const Json& pair : array_at(listener, Pointer("/listenerAttributes"))) {
      all.push_back({.key = "IngressClassParams spec.listeners",
                     .listener = name,
                     .name = string_at(pair, Pointer("/key")).value_or(""),
                     .value = string_at(pair, Pointer("/value")).value_or(""),
                     .place = "IngressClassParams of class " + member.alb.class_name +
                              (place.empty() ? "" : " of " + place)});
    }
  }
}

// Does one of all[from, to) name the same attribute of the same listener?
bool is_decided(const std::vector<ListenerAttribute>& all, std::size_t from, std::size_t to,
                const std::string& listener, const std::string& name) {
  for (std::size_t i = from; i < to; ++i) {
    if (all[i].listener == listener && all[i].name == name) {
      return true;
    }
  }
  return false;
}

// The effective attributes of one member: the class wins attribute by attribute.
void add_member(const Member& member, std::vector<ListenerAttribute>& all) {
  const std::string place =
      member.itself ? ""
                    : fmt::format("Ingress {}/{} of the same group", namespace_of(*member.ingress),
                                  name_of(*member.ingress));
  const std::size_t from = all.size();
  add_class_attributes(member, place, all);
  const std::size_t of_class = all.size();
  for (const std::string& key : annotation_keys(*member.ingress)) {
    const std::string listener =
        key.compare(0, kPrefix.size(), kPrefix) == 0 ? key.substr(kPrefix.size()) : std::string();
    const Result<AwsMap> map = aws_map(annotation(*member.ingress, key).value_or(""));
    if (!is_listener(listener) || !map) {
      continue;
    }
    for (const auto& [name, value] : *map) {
      if (!is_decided(all, from, of_class, listener, name)) {
        all.push_back(
            {.key = key, .listener = listener, .name = name, .value = value, .place = place});
      }
    }
  }
}

// The value of a header for all listeners: GKE has one list for a backend. HTTPS wins.
std::optional<ListenerAttribute> header_value(const std::vector<ListenerAttribute>& all,
                                              const Header& header, bool& differs) {
  std::optional<ListenerAttribute> chosen;
  for (const ListenerAttribute& attribute : all) {
    if (header_of(attribute.name) != &header || attribute.value.empty()) {
      continue;
    }
    differs = differs || (chosen && chosen->value != attribute.value);
    const bool https = attribute.listener.compare(0, 6, "HTTPS-") == 0;
    if (!chosen || (https && chosen->listener.compare(0, 6, "HTTPS-") != 0)) {
      chosen = attribute;
    }
  }
  return chosen;
}

// Google expands {names}, and a line break would begin another header.
bool can_be_a_header(const std::string& value) {
  return value.find_first_of("{}\r\n") == std::string::npos;
}

Finding judge_header(const Header& header, const ListenerAttribute& chosen, bool differs) {
  Finding finding{.key = chosen.key, .from = chosen.name + "=" + chosen.value};
  const std::string place = in_brackets(chosen.place);
  if (!can_be_a_header(chosen.value)) {
    finding.message = fmt::format(
        "Response header {}{} is not sent: GKE cannot take this value, in which it reads braces as "
        "names of its own.",
        header.name, place);
    finding.next_step = "Let the pods send this header themselves.";
    return say(Verdict::needs_action, std::move(finding));
  }
  finding.to = fmt::format("customResponseHeaders: {}:{}", header.name, chosen.value);
  if (differs) {
    finding.message = fmt::format(
        "Response header {} had another value on another listener; on GKE all listeners send that "
        "of {}{}.",
        header.name, chosen.listener, place);
    finding.next_step = "Check that this value is right for the other listeners too.";
    return say(Verdict::needs_action, std::move(finding));
  }
  finding.message = fmt::format(
      "Response header {} is sent by GKE's load balancer{}, on all listeners in front of the "
      "Service.",
      header.name, place);
  return say(Verdict::approximated, std::move(finding));
}

bool begins(const std::string& text, std::string_view prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

// What is said of attributes that are no response headers.
Finding judge_other(const ListenerAttribute& attribute) {
  Finding finding{.key = attribute.key, .from = attribute.name + "=" + attribute.value};
  if (begins(attribute.name, "routing.http.request.x_amzn_mtls_") ||
      begins(attribute.name, "routing.http.request.x_amzn_tls_")) {
    finding.message =
        fmt::format("The request header that the ALB sent under the name {} does not exist on GKE.",
                    attribute.value);
    finding.next_step = "Change the application so that it does not read this header.";
    return say(Verdict::needs_action, std::move(finding));
  }
  if (attribute.name == "routing.http.response.server.enabled") {
    const bool as_usual = attribute.value == "true";
    finding.message = as_usual ? "Changes nothing on GKE."
                               : "The header Server of the load balancer could be left out on AWS; "
                                 "GKE has no setting for it.";
    return say(as_usual ? Verdict::dropped : Verdict::approximated, std::move(finding));
  }
  if (attribute.name == "tcp.idle_timeout.seconds" || header_of(attribute.name) != nullptr) {
    finding.message = "Changes nothing on GKE.";  // of an NLB, or a header without a value
    return say(Verdict::dropped, std::move(finding));
  }
  finding.message = fmt::format("{} is no attribute that AWS documents.", attribute.name);
  finding.next_step = "Check the spelling in the source.";
  return say(Verdict::unknown, std::move(finding));
}

// Findings about the own annotations as a whole.
void read_own_keys(const Json& ingress, Outcome& outcome) {
  for (const std::string& key : annotation_keys(ingress)) {
    if (!begins(key, kPrefix)) {
      continue;
    }
    outcome.edits.push_back(erase(annotation_path(key)));
    const std::string text = annotation(ingress, key).value_or("");
    const Result<AwsMap> map = aws_map(text);
    if (!is_listener(key.substr(kPrefix.size()))) {
      outcome.findings.push_back(
          say(Verdict::invalid,
              {.key = key,
               .from = text,
               .message = "The end of this key names no listener such as HTTPS-443: it had no "
                          "effect on AWS.",
               .next_step = "Correct it in the source."}));
    } else if (!map) {
      outcome.findings.push_back(say(Verdict::invalid, {.key = key,
                                                        .from = text,
                                                        .message = map.error().text() + ".",
                                                        .next_step = "Correct it in the source."}));
    }
  }
}

// Each key that is written gets an answer.
void answer_rest(const Json& ingress, Outcome& outcome) {
  for (const std::string& key : annotation_keys(ingress)) {
    const bool said = std::any_of(outcome.findings.begin(), outcome.findings.end(),
                                  [&](const Finding& finding) { return finding.key == key; });
    if (begins(key, kPrefix) && !said) {
      outcome.findings.push_back(
          say(Verdict::dropped,
              {.key = key,
               .from = annotation(ingress, key).value_or(""),
               .message = "Nothing of it is sent by itself: it is empty, or another listener or "
                          "the class decides about the same headers."}));
    }
  }
}

Outcome ingress_listener_attributes(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  read_own_keys(ingress, outcome);
  std::vector<ListenerAttribute> all;
  for (const Member& member : members_of(ingress, alb, context)) {
    add_member(member, all);
  }
  Json headers = Json::array();
  for (const Header& header : kHeaders) {
    bool differs = false;
    if (const auto chosen = header_value(all, header, differs)) {
      outcome.findings.push_back(judge_header(header, *chosen, differs));
      if (can_be_a_header(chosen->value)) {
        headers.push_back(fmt::format("{}:{}", header.name, chosen->value));
      }
    }
  }
  for (const ListenerAttribute& attribute : all) {
    if (header_of(attribute.name) == nullptr || attribute.value.empty()) {
      add_once(outcome.findings, judge_other(attribute));
    }
  }
  for (const Backend& backend : backends_of(ingress, context)) {
    if (!headers.empty()) {
      outcome.companions.push_back(part(backend_config(ingress, backend),
                                        Pointer("/spec/customResponseHeaders/headers"), headers));
    }
  }
  answer_rest(ingress, outcome);
  return outcome;
}

constexpr std::array<std::string_view, 1> kKeys = {
    "alb.ingress.kubernetes.io/listener-attributes.*"};

const std::array kRules = {
    Rule{
        .id = "ingress-listener-attributes",
        .summary = "Ingress: response headers that the ALB added (HSTS, CSP, CORS and others) go "
                   "into each BackendConfig; other attributes of listeners are judged one by one.",
        .why = "Browsers protect users by these headers; without them the site would answer more "
               "openly than before.",
        .resources = kIngresses,
        .keys = kKeys,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/listener-attributes.HTTPS-443":"routing.http.response.x_frame_options.header_value=DENY"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})",
             .says = "X-Frame-Options is sent by GKE's load balancer"},
        .apply = ingress_listener_attributes},
};

}  // namespace

std::span<const Rule> ingress_listener_attributes() { return kRules; }

}  // namespace translator::rules
