#pragma once

// What the annotations actions.*, conditions.* and transforms.* of an ALB Ingress say, in the AWS
// controller's own grammar: spelling of v1 and v2, its types, its defaults. Used by
// translator/alb.h for the Services behind an Ingress and by the rows about routing. Pure: nothing
// is judged here. Source: kubernetes-sigs/aws-load-balancer-controller v2.0 to v3.5,
// pkg/ingress/config_types.go and enhanced_backend_builder.go; limits by the reference of Elastic
// Load Balancing v2.
//
// Every reader answers with an Error whose `where` is the place inside the value: "byte N" when it
// is no JSON, else a JSON Pointer. The AWS controller stops there and serves the whole group no
// more.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "translator/rule.h"

namespace translator {

struct FixedResponse {
  std::string status;  // three digits, beginning with 2, 4 or 5
  std::string body;
};

// A member that is not written has its placeholder: unchanged.
struct Redirect {
  std::string status;  // HTTP_301 or HTTP_302
  std::string protocol = "#{protocol}";
  std::string host = "#{host}";
  std::string port = "#{port}";
  std::string path = "/#{path}";
  std::string query = "#{query}";
};

struct TargetGroup {
  std::string service;  // in the namespace of the Ingress; "" when `outside` is set
  std::string port;     // a number in digits, or the name of a port
  std::optional<std::int64_t> weight;
  std::string outside;  // ARN or name of a target group that the cluster does not make
};

// As the member `service` of a backend in networking.k8s.io/v1.
[[nodiscard]] Json backend_of(const TargetGroup& group);

struct Forward {
  std::vector<TargetGroup> target_groups;  // at least one
  bool sticky = false;                     // a client stays with its target group

  // The target groups that get any traffic: those of weight 0 get none.
  [[nodiscard]] std::vector<TargetGroup> with_traffic() const;
};

using AlbAction = std::variant<FixedResponse, Redirect, Forward>;

[[nodiscard]] Result<AlbAction> read_action(std::string_view text);

// The action that a backend with port name use-annotation means; a missing annotation is the AWS
// controller's fixed response 503.
[[nodiscard]] Result<AlbAction> action_of(const Json& ingress, std::string_view name);

// The port to which a redirect goes that changes nothing but protocol and port, and goes to HTTPS.
[[nodiscard]] std::optional<int> https_port_of(const AlbAction& action);

enum class ConditionField {
  host_header,
  path_pattern,
  http_header,
  http_request_method,
  query_string,
  source_ip,
};

// The word in the annotation: "host-header" and so on.
[[nodiscard]] std::string_view name_of(ConditionField field);

struct Condition {
  ConditionField field;
  std::vector<std::string> values;  // as written; "key=value" for query strings; at least one
  bool regex = false;               // the values are regular expressions
};

[[nodiscard]] Result<std::vector<Condition>> read_conditions(std::string_view text);

// The conditions of every rule whose backend has this name; none when there is no annotation.
[[nodiscard]] Result<std::vector<Condition>> conditions_of(const Json& ingress,
                                                           std::string_view name);

// The types of the transforms: url-rewrite or host-header-rewrite.
[[nodiscard]] Result<std::vector<std::string>> read_transforms(std::string_view text);

// use-regex-path-match: paths of type ImplementationSpecific are regular expressions. Text that is
// no boolean is an error.
[[nodiscard]] Result<bool> paths_are_regex(const Json& ingress);

// The redirect of the old action form (usually actions.ssl-redirect) that sends EVERY request to
// HTTPS: it stands first, for every path, in each rule in the manifest's own order, or in a rule
// without a host before all others. Nothing when there is none, when the redirects differ, or when
// a request can get past them.
struct HttpsRedirect {
  int port = 0;
  std::string status;       // HTTP_301 or HTTP_302
  std::string action;       // the name of the (first) action
  bool every_host = false;  // also for hosts that the Ingress does not name

  [[nodiscard]] bool is_like(const HttpsRedirect& other) const {
    return port == other.port && status == other.status;
  }
};
[[nodiscard]] std::optional<HttpsRedirect> https_redirect(const Json& ingress,
                                                          const Context& context);
[[nodiscard]] std::optional<int> https_redirect_port(const Json& ingress, const Context& context);

}  // namespace translator
