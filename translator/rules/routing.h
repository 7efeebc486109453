#pragma once

// Shared by the rows about routing: which part of it GKE Ingress can say. The rows about actions,
// conditions and transforms tell what they find in their annotations; the row about paths makes the
// edits, and only when all of it can be said.

#include <optional>
#include <string>
#include <vector>

#include "translator/alb_routes.h"

namespace translator::rules {

struct Routing {
  AlbRoutes alb;
  std::optional<HttpsRedirect> redirect;  // of every request
};
[[nodiscard]] Routing read_routing(const Json& ingress, const Context& context);

// What a backend becomes on GKE.
struct Target {
  enum class Kind {
    service,         // a plain backend
    not_found,       // a 404 without a body, which GKE answers by itself where no path matches
    https_redirect,  // the redirect of every request: the rows about HTTPS make it
    unsayable,
  };
  Kind kind = Kind::unsayable;
  Json service = nullptr;  // the member `service` of the backend
};
[[nodiscard]] Target target_of(const RouteBackend& backend,
                               const std::optional<HttpsRedirect>& redirect);

// Does a backend of a rule (or the default backend) have this name? `as_action`: with port name
// use-annotation.
[[nodiscard]] bool rules_name(const AlbRoutes& routes, std::string_view name);
[[nodiscard]] bool is_action_name(const AlbRoutes& routes, std::string_view name);

// Why GKE cannot say a condition: one sentence; "" when it can.
[[nodiscard]] std::string why_unsayable(const Condition& condition);

// False when it has a condition, transform, path or action that GKE cannot say, or that the AWS
// controller cannot read.
[[nodiscard]] bool is_sayable(const AlbRoute& route, const std::optional<HttpsRedirect>& redirect);

// One annotation of a family of keys: "alb.ingress.kubernetes.io/" + family + "." + name.
struct RoutingKey {
  std::string key;
  std::string name;
  std::string value;
};
[[nodiscard]] std::vector<RoutingKey> keys_of_family(const Json& ingress, std::string_view family);

// A next step for what only something else than GKE Ingress can do.
inline constexpr std::string_view kRouteByHand =
    "Route these requests in the application or behind the load balancer (or by a Gateway), take "
    "the annotation out of the source, and restore again.";

// What is said of an annotation that the AWS controller cannot read.
[[nodiscard]] std::string why_unreadable(const Error& error);

}  // namespace translator::rules
