#include "translator/alb_actions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "translator/alb.h"
#include "translator/go_json.h"

namespace translator {
namespace {

constexpr std::int64_t kHighestPort = 65535;
constexpr std::int64_t kMostWeight = 999;
// AWS's own limit is 5; many more would only take time.
constexpr std::size_t kMostTargetGroups = 100;
constexpr std::int64_t kLongestStickiness = 604800;  // seconds: a week

bool is_port(std::string_view text) {
  const auto number = aws_integer(text);
  return number && *number >= 1 && *number <= kHighestPort;
}

FixedResponse read_fixed_response(GoJson& json, const GoJson::Node& config) {
  FixedResponse response;
  const GoJson::Node status = json.member(config, "statusCode");
  response.status = json.text(status).value_or("");
  response.body = json.text(json.member(config, "messageBody")).value_or("");
  (void)json.text(json.member(config, "contentType"));
  const std::string& code = response.status;
  const bool digits = code.size() == 3 && code.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || (code[0] != '2' && code[0] != '4' && code[0] != '5')) {
    json.fail(status ? status.place : config.place + "/statusCode",
              "the status code must be three digits in quotes, 2xx, 4xx or 5xx");
  }
  return response;
}

Redirect read_redirect(GoJson& json, const GoJson::Node& config) {
  Redirect redirect;
  const auto take = [&](const char* name, std::string& into) {
    const GoJson::Node node = json.member(config, name);
    if (const auto value = json.text(node)) {
      into = *value;
    }
    return node ? node.place : config.place + "/" + name;
  };
  const std::string status = take("statusCode", redirect.status);
  if (redirect.status != "HTTP_301" && redirect.status != "HTTP_302") {
    json.fail(status, "the status code must be HTTP_301 or HTTP_302");
  }
  const std::string protocol = take("protocol", redirect.protocol);
  if (redirect.protocol != "HTTP" && redirect.protocol != "HTTPS" &&
      redirect.protocol != "#{protocol}") {
    json.fail(protocol, "the protocol must be HTTP, HTTPS or #{protocol}");
  }
  const std::string port = take("port", redirect.port);
  if (redirect.port != "#{port}" && !is_port(redirect.port)) {
    json.fail(port, "the port must be a number from 1 to 65535 in quotes, or #{port}");
  }
  const std::string path = take("path", redirect.path);
  if (redirect.path.empty() || redirect.path[0] != '/') {
    json.fail(path, "the path must begin with a slash");
  }
  (void)take("host", redirect.host);
  (void)take("query", redirect.query);
  const Redirect nothing;
  if (redirect.protocol == nothing.protocol && redirect.host == nothing.host &&
      redirect.port == nothing.port && redirect.path == nothing.path) {
    json.fail(config.place, "the redirect changes none of protocol, host, port and path: a loop");
  }
  return redirect;
}

// A number, or a text that may be a number too.
std::string read_service_port(GoJson& json, const GoJson::Node& node) {
  if (!node || !node.value->is_string()) {
    const auto number = json.integer(node, 1, kHighestPort);
    return number ? std::to_string(*number) : "";
  }
  const std::string text = node.value->get<std::string>();
  const auto number = aws_integer(text);
  if (text.empty() || (number && !is_port(text))) {
    json.fail(node.place, "the port must be a name or a number from 1 to 65535");
  }
  return number ? std::to_string(*number) : text;
}

TargetGroup read_target_group(GoJson& json, const GoJson::Node& node) {
  TargetGroup group;
  const auto arn = json.text(json.member(node, "targetGroupARN"));
  const auto name = json.text(json.member(node, "targetGroupName"));
  const auto service = json.text(json.member(node, "serviceName"));
  const GoJson::Node port = json.member(node, "servicePort");
  if ((arn ? 1 : 0) + (name ? 1 : 0) + (service ? 1 : 0) != 1) {
    json.fail(node.place,
              "exactly one of serviceName, targetGroupARN and targetGroupName is wanted");
  }
  group.outside = arn.value_or(name.value_or(""));
  group.service = service.value_or("");
  group.port = read_service_port(json, port);
  if (service && !port) {
    json.fail(node.place + "/servicePort", "a Service needs its port");
  }
  group.weight = json.integer(json.member(node, "weight"), 0, kMostWeight);
  return group;
}

Forward read_forward_config(GoJson& json, const GoJson::Node& config) {
  Forward forward;
  const GoJson::Node groups = json.member(config, "targetGroups");
  const std::string place = groups ? groups.place : config.place + "/targetGroups";
  for (const GoJson::Node& node : json.elements(groups)) {
    forward.target_groups.push_back(read_target_group(json, node));
    if (groups.value->size() > 1 && !forward.target_groups.back().weight) {
      json.fail(node.place + "/weight", "each of several target groups needs a weight");
    }
  }
  if (forward.target_groups.empty() || forward.target_groups.size() > kMostTargetGroups) {
    json.fail(place, forward.target_groups.empty()
                         ? "at least one target group is wanted"
                         : "AWS takes no rule with so many target groups");
  }
  const GoJson::Node sticky = json.member(config, "targetGroupStickinessConfig");
  forward.sticky = json.boolean(json.member(sticky, "enabled")).value_or(false);
  (void)json.integer(json.member(sticky, "durationSeconds"), 1, kLongestStickiness);
  return forward;
}

// The short form names one target group beside the type, the long one has a forwardConfig.
Forward read_forward(GoJson& json, const GoJson::Node& root, const GoJson::Node& config) {
  const auto arn = json.text(json.member(root, "targetGroupARN"));
  const auto name = json.text(json.member(root, "targetGroupName"));
  if ((arn ? 1 : 0) + (name ? 1 : 0) + (config ? 1 : 0) != 1) {
    json.fail("", "exactly one of forwardConfig, targetGroupARN and targetGroupName is wanted");
    return {};
  }
  if (config) {
    return read_forward_config(json, config);
  }
  Forward forward;
  forward.target_groups.push_back(
      {.service = {}, .port = {}, .weight = {}, .outside = arn ? *arn : name.value_or("")});
  return forward;
}

AlbAction read_by_type(GoJson& json, const GoJson::Node& root) {
  const GoJson::Node type = json.member(root, "type");
  const std::string word = json.text(type).value_or("");
  const GoJson::Node response = json.member(root, "fixedResponseConfig");
  const GoJson::Node redirect = json.member(root, "redirectConfig");
  const GoJson::Node forward = json.member(root, "forwardConfig");
  if (word == "forward") {
    return read_forward(json, root, forward);
  }
  if (word == "fixed-response" && response) {
    return read_fixed_response(json, response);
  }
  if (word == "redirect" && redirect) {
    return read_redirect(json, redirect);
  }
  if (word == "fixed-response" || word == "redirect") {
    json.fail(word == "redirect" ? "/redirectConfig" : "/fixedResponseConfig",
              "the settings of an action of this type are missing");
  }
  json.fail(type ? type.place : "/type", "the type must be fixed-response, redirect or forward");
  return FixedResponse{};
}

}  // namespace

std::vector<TargetGroup> Forward::with_traffic() const {
  std::vector<TargetGroup> groups;
  std::copy_if(target_groups.begin(), target_groups.end(), std::back_inserter(groups),
               [](const TargetGroup& group) { return group.weight != 0; });
  return groups;
}

Json backend_of(const TargetGroup& group) {
  const auto number = aws_integer(group.port);
  return {{"name", group.service},
          {"port", number ? Json{{"number", *number}} : Json{{"name", group.port}}}};
}

Result<AlbAction> read_action(std::string_view text) {
  GoJson json(text);
  Result<AlbAction> action = read_by_type(json, json.root());
  return json.error() ? Result<AlbAction>(*json.error()) : action;
}

Result<AlbAction> action_of(const Json& ingress, std::string_view name) {
  const auto text = annotation(ingress, alb_key("actions." + std::string(name)));
  return text ? read_action(*text) : AlbAction(FixedResponse{.status = "503", .body = {}});
}

std::optional<int> https_port_of(const AlbAction& action) {
  const Redirect* redirect = std::get_if<Redirect>(&action);
  const Redirect unchanged;
  if (redirect == nullptr || redirect->protocol != "HTTPS" || redirect->host != unchanged.host ||
      redirect->path != unchanged.path || redirect->query != unchanged.query ||
      redirect->port == unchanged.port) {
    return std::nullopt;
  }
  return static_cast<int>(aws_integer(redirect->port).value_or(0));
}

}  // namespace translator
