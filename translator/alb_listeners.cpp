#include "translator/alb_listeners.h"

#include <algorithm>
#include <utility>

#include "translator/alb_actions.h"

namespace translator {
namespace {

constexpr std::int64_t kHighestPort = 65535;

// A field of the class wins over the annotation of the Ingress.
FrontSetting setting_of(const Json& ingress, const AlbIngress& alb, std::string_view field,
                        std::string_view name) {
  if (alb.class_params != nullptr && !field.empty()) {
    const Json* value = find(*alb.class_params, Pointer("/" + std::string(field)));
    const std::string text =
        value == nullptr ? "" : (value->is_string() ? value->get<std::string>() : to_text(*value));
    if (!text.empty() && text != "[]" && text != "null") {
      return {.key = "IngressClassParams spec." + std::string(field), .value = text, .where = ""};
    }
  }
  if (const auto written = annotation(ingress, alb_key(name))) {
    return {.key = alb_key(name), .value = *written, .where = ""};
  }
  return {};
}

// An exclusive setting of the group: the Ingress's own, else that of the first member with one.
// `conflict` gets the name of a member that says otherwise.
FrontSetting group_setting(const Json& ingress, const AlbIngress& alb, const Context& context,
                           std::pair<std::string_view, std::string_view> names,
                           std::string* conflict) {
  FrontSetting setting = setting_of(ingress, alb, names.first, names.second);
  for (const Json* member : other_members(ingress, alb, context)) {
    Context of_member = context;
    of_member.backup_item = member;
    FrontSetting theirs =
        setting_of(*member, read_alb_ingress(*member, of_member), names.first, names.second);
    if (!theirs.is_written()) {
      continue;
    }
    const std::string name = namespace_of(*member) + "/" + name_of(*member);
    if (!setting.is_written()) {
      setting = std::move(theirs);
      setting.where = " of " + name + " of the same group";
    } else if (theirs.value != setting.value && conflict != nullptr) {
      *conflict = name;
    }
  }
  return setting;
}

std::string at(std::size_t entry) { return "entry " + std::to_string(entry + 1); }

void add_listener(Listeners& listeners, const std::string& protocol, const Json& port,
                  std::size_t entry) {
  if (protocol != "HTTP" && protocol != "HTTPS") {
    listeners.problem = at(entry) + ": '" + protocol + "' is no protocol (HTTP or HTTPS)";
    return;
  }
  if (!port.is_number_integer() || port < 1 || port > kHighestPort) {
    listeners.problem = at(entry) + ": " + to_text(port) + " is no port from 1 to 65535";
    return;
  }
  const Listener listener{.https = protocol == "HTTPS", .port = port.get<std::int64_t>()};
  const auto same_port =
      std::find_if(listeners.open.begin(), listeners.open.end(),
                   [&](const Listener& other) { return other.port == listener.port; });
  if (same_port == listeners.open.end()) {
    listeners.open.push_back(listener);
  } else if (same_port->https != listener.https) {
    listeners.problem =
        at(entry) + ": port " + std::to_string(listener.port) + " has two protocols";
  }
}

// [{"HTTP":80},{"HTTPS":443}]: an array of maps from protocol to port. Names of protocols are map
// keys, so their case counts.
void read_listen_ports(const std::string& text, Listeners& listeners) {
  const Result<Document> document = parse_json(text);
  if (!document) {
    listeners.problem = document.error().text();
    return;
  }
  const Json& entries = document->value;
  if (!entries.is_array() || entries.empty()) {
    listeners.problem = "it is no list with at least one entry";
    return;
  }
  for (std::size_t entry = 0; entry < entries.size() && listeners.problem.empty(); ++entry) {
    if (!entries[entry].is_object() && !entries[entry].is_null()) {
      listeners.problem = at(entry) + ": no object like {\"HTTPS\":443}";
      return;
    }
    for (const auto& [protocol, port] : entries[entry].items()) {
      add_listener(listeners, protocol, port, entry);
    }
  }
  if (listeners.open.empty() && listeners.problem.empty()) {
    listeners.problem = "it names no port";
  }
}

void add_host(std::vector<std::string>& hosts, const std::string& host) {
  if (!host.empty() && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
    hosts.push_back(host);
  }
}

}  // namespace

bool Listeners::has(bool https) const {
  return std::any_of(open.begin(), open.end(),
                     [&](const Listener& listener) { return listener.https == https; });
}

Certificates certificates_of(const Json& ingress, const AlbIngress& alb) {
  Certificates certificates;
  for (const std::string_view field : {"certificateArn", "certificateARNs"}) {
    if (alb.class_params == nullptr) {
      continue;
    }
    for (const Json& arn : array_at(*alb.class_params, Pointer("/" + std::string(field)))) {
      if (arn.is_string()) {
        certificates.arns.push_back(arn.get<std::string>());
      }
    }
    if (!certificates.arns.empty()) {
      certificates.setting = setting_of(ingress, alb, field, "");
      return certificates;
    }
  }
  certificates.setting = setting_of(ingress, alb, "", "certificate-arn");
  certificates.arns = aws_list(certificates.setting.value);
  certificates.is_created =
      aws_bool(annotation(ingress, alb_key("create-acm-cert")).value_or("false")).value_or(true);
  return certificates;
}

Listeners listeners_of(const Json& ingress, const AlbIngress& alb) {
  Listeners listeners;
  listeners.setting = setting_of(ingress, alb, "", "listen-ports");
  if (listeners.setting.is_written()) {
    read_listen_ports(listeners.setting.value, listeners);
    return listeners;
  }
  const Certificates certificates = certificates_of(ingress, alb);
  const bool https = !certificates.arns.empty() || certificates.is_created;
  listeners.open = {{.https = https, .port = https ? 443 : 80}};
  return listeners;
}

namespace {

SslRedirect as_setting(const HttpsRedirect& action, const Json& ingress, std::string where) {
  const std::string key = alb_key("actions." + action.action);
  return {.port = action.port,
          .setting = {.key = key,
                      .value = annotation(ingress, key).value_or(""),
                      .where = std::move(where)},
          .temporary = action.status == "HTTP_302",
          .problem = {}};
}

SslRedirect redirect_by_action(const Json& ingress, const AlbIngress& alb, const Context& context) {
  if (const auto own = https_redirect(ingress, context)) {
    return as_setting(*own, ingress, "");
  }
  for (const Json* member : other_members(ingress, alb, context)) {
    Context of_member = context;
    of_member.backup_item = member;
    const auto theirs = https_redirect(*member, of_member);
    if (theirs && theirs->every_host) {
      return as_setting(
          *theirs, *member,
          " of " + namespace_of(*member) + "/" + name_of(*member) + " of the same group");
    }
  }
  return {};
}

}  // namespace

SslRedirect ssl_redirect_of(const Json& ingress, const AlbIngress& alb, const Context& context) {
  SslRedirect redirect;
  std::string conflict;
  redirect.setting =
      group_setting(ingress, alb, context, {"sslRedirectPort", "ssl-redirect"}, &conflict);
  if (!redirect.setting.is_written()) {
    return redirect_by_action(ingress, alb, context);
  }
  redirect.port = aws_integer(redirect.setting.value);
  if (!redirect.port || *redirect.port < 1 || *redirect.port > kHighestPort) {
    redirect.port.reset();
    redirect.problem = "'" + redirect.setting.value + "' is no port";
  } else if (!conflict.empty()) {
    redirect.problem = conflict + " of the same group redirects to another port";
  }
  return redirect;
}

FrontSetting ssl_policy_of(const Json& ingress, const AlbIngress& alb, const Context& context) {
  return group_setting(ingress, alb, context, {"sslPolicy", "ssl-policy"}, nullptr);
}

std::vector<std::string> hosts_of(const Json& ingress) {
  std::vector<std::string> hosts;
  for (const Json& rule : array_at(ingress, Pointer("/spec/rules"))) {
    add_host(hosts, string_at(rule, Pointer("/host")).value_or(""));
  }
  for (const Json& entry : array_at(ingress, Pointer("/spec/tls"))) {
    for (const Json& host : array_at(entry, Pointer("/hosts"))) {
      add_host(hosts, host.is_string() ? host.get<std::string>() : "");
    }
  }
  return hosts;
}

}  // namespace translator
