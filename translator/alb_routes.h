#pragma once

// The rules of an ALB Ingress as the AWS controller makes listener rules of them: each path with
// the hosts and patterns that it really matches, in the order of their priority. Used by the rows
// about routing; nothing is judged here. Source: kubernetes-sigs/aws-load-balancer-controller
// v2.4.3 to v3.5, pkg/ingress/model_build_listener_rules.go. (Before v2.4.3 paths stood in the
// manifest's order.)

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "translator/alb_actions.h"

namespace translator {

// What a backend means: a Service of its own, or an action.
struct RouteBackend {
  std::string name;
  const Json* service = nullptr;  // the member `service`
  // Null unless the port name is use-annotation. Shared by all backends of the name.
  std::shared_ptr<const Result<AlbAction>> action = {};
};

struct AlbRoute {
  std::string place;  // JSON Pointer of the path in the Ingress
  std::size_t rule = 0;
  std::size_t path = 0;
  const Json* path_object = nullptr;
  // Host patterns in small letters, "" is any host; at least one. Values of host-header conditions
  // are in it: they widen a rule with a host, and narrow one without.
  std::vector<std::string> hosts;
  // ALB patterns, at least one; the first `own_patterns` come from the path itself, the others from
  // path-pattern conditions.
  std::vector<std::string> patterns;
  std::size_t own_patterns = 0;
  bool regex = false;  // its path is a regular expression
  RouteBackend backend;
  // Of its backend's name. Null when they are malformed; some are in hosts and patterns too.
  std::shared_ptr<const std::vector<Condition>> conditions;
  bool transformed = false;  // transforms change its requests, or are malformed
};

// Something at which the AWS controller stops: it then serves the whole group no more.
struct RouteError {
  std::string place;  // JSON Pointer, or the key of an annotation
  std::string value;
  std::string what;
};

struct AlbRoutes {
  std::vector<AlbRoute> routes;                 // in ALB's order: the first match wins
  std::optional<RouteBackend> default_backend;  // nothing: a fixed 404
  std::vector<std::string> without_http;        // places of rules that it skips
  std::vector<RouteError> errors;
};

[[nodiscard]] AlbRoutes read_routes(const Json& ingress);

}  // namespace translator
