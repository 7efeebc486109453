// Rules of other members of an IngressGroup: on AWS they stood in one list with those of this
// Ingress, on GKE each member has a load balancer of its own.

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/alb_group.h"
#include "translator/resources.h"
#include "translator/rules/routing.h"
#include "translator/rules/rows.h"
#include "translator/url_patterns.h"

namespace translator::rules {
namespace {

// Two members of an ALB have a few hundred rules together.
constexpr std::size_t kMostPairs = 250'000;

// Where one of the two orders cannot be read the member is taken to stand first: there it shields
// most.
bool stands_before(const Json& member, const Json& ingress) {
  const auto place_of = [](const Json& object) {
    return namespace_of(object) + "/" + name_of(object);
  };
  const auto theirs = group_order_of(member);
  const auto mine = group_order_of(ingress);
  return !theirs || !mine ||
         std::pair(*theirs, place_of(member)) < std::pair(*mine, place_of(ingress));
}

bool share_a_host(const AlbRoute& a, const AlbRoute& b) {
  return std::any_of(a.hosts.begin(), a.hosts.end(), [&](const std::string& host) {
    return std::any_of(b.hosts.begin(), b.hosts.end(), [&](const std::string& other) {
      return host_covers(host, other) || host_covers(other, host);
    });
  });
}

// Of two hosts the nearer one has its own DNS name: only rules of the same host or a wider one are
// missed at the load balancer of this Ingress.
bool serves_host_of(const AlbRoute& theirs, const AlbRoute& mine) {
  return std::any_of(mine.hosts.begin(), mine.hosts.end(), [&](const std::string& host) {
    return std::any_of(theirs.hosts.begin(), theirs.hosts.end(),
                       [&](const std::string& other) { return host_covers(other, host); });
  });
}

// Patterns with wildcards elsewhere may meet any other.
bool may_meet(const PathPattern& a, const PathPattern& b) {
  return a.kind == PathPattern::Kind::other || b.kind == PathPattern::Kind::other || covers(a, b) ||
         covers(b, a);
}

bool share_a_path(const AlbRoute& a, const AlbRoute& b) {
  return a.regex || b.regex ||
         std::any_of(a.patterns.begin(), a.patterns.end(), [&](const std::string& pattern) {
           return std::any_of(b.patterns.begin(), b.patterns.end(), [&](const std::string& other) {
             return may_meet(path_pattern(pattern), path_pattern(other));
           });
         });
}

// A rule of another member that no backend of its own Ingress answers.
bool is_shield(const AlbRoute& route, const std::optional<HttpsRedirect>& redirect) {
  const Target target = target_of(route.backend, redirect);
  return target.kind == Target::Kind::not_found || target.kind == Target::Kind::unsayable ||
         !is_sayable(route, redirect);
}

struct Other {
  const Json& ingress;
  Routing routing;
  bool is_before = false;
};

Finding shielded(const Other& other, const AlbRoute& route) {
  return say(
      Verdict::refused,
      {.key = "/spec/rules",
       .from = route.backend.name,
       .message = fmt::format("{}/{} of the same group answered some of these requests first "
                              "({}, {}), with no Service or for some clients only; on a load "
                              "balancer of its own this Ingress would serve them.",
                              namespace_of(other.ingress), name_of(other.ingress),
                              route.hosts.front().empty() ? "all hosts" : route.hosts.front(),
                              route.patterns.front()),
       .next_step = "Write into the source of this Ingress only hosts and paths that it is "
                    "to serve by itself, and restore again."});
}

Finding served_elsewhere(const Other& other, const AlbRoute& route, bool is_public) {
  const std::string message = fmt::format(
      "{}/{} of the same group served some of these requests first ({}, {}); a DNS name points at "
      "one load balancer only, and this one would answer them with its own backend.",
      namespace_of(other.ingress), name_of(other.ingress),
      route.hosts.front().empty() ? "all hosts" : route.hosts.front(), route.patterns.front());
  const std::string next_step =
      "Bring the rules for this host together in one Ingress in the source, and restore again.";
  return is_public ? say(Verdict::refused, {.key = "/spec/rules",
                                            .from = route.backend.name,
                                            .message = message,
                                            .next_step = next_step})
                   : say(Verdict::needs_action, {.key = "/spec/rules",
                                                 .from = route.backend.name,
                                                 .message = message,
                                                 .next_step = next_step});
}

Finding host_elsewhere(const Other& other, const std::string& host) {
  return say(
      Verdict::needs_action,
      {.key = "/spec/rules",
       .from = host,
       .message = fmt::format("{}/{} of the same group has rules for this host too; a DNS "
                              "name points at one load balancer only.",
                              namespace_of(other.ingress), name_of(other.ingress)),
       .next_step = "Bring the rules for this host together in one Ingress in the source, and "
                    "restore again."});
}

Finding too_many(const Other& other) {
  return say(Verdict::refused, {.key = "/spec/rules",
                                .from = name_of(other.ingress),
                                .message = fmt::format(
                                    "{}/{} of the same group and this Ingress have more rules than "
                                    "any ALB takes; they are not compared.",
                                    namespace_of(other.ingress), name_of(other.ingress)),
                                .next_step = "Split the Ingress in the source and restore again."});
}

// What one rule of another member means for this Ingress. Rules come before every default backend.
std::optional<Finding> judge_route(const std::vector<AlbRoute>& own, bool has_default,
                                   const Other& other, const AlbRoute& theirs, bool is_public) {
  const auto any_own = [&](const auto& wanted) {
    return std::find_if(own.begin(), own.end(), wanted);
  };
  const auto shared = any_own([&](const AlbRoute& mine) {
    return share_a_host(mine, theirs) && share_a_path(mine, theirs);
  });
  const bool shields = has_default || (other.is_before && shared != own.end());
  if (shields && is_shield(theirs, other.routing.redirect)) {
    return shielded(other, theirs);
  }
  const auto missed = any_own([&](const AlbRoute& mine) {
    return serves_host_of(theirs, mine) && share_a_path(mine, theirs);
  });
  if (other.is_before && missed != own.end()) {
    return served_elsewhere(other, theirs, is_public);
  }
  const auto neighbour = any_own([&](const AlbRoute& mine) {
    return !mine.hosts.front().empty() && serves_host_of(theirs, mine);
  });
  return neighbour == own.end()
             ? std::nullopt
             : std::optional<Finding>(host_elsewhere(other, neighbour->hosts.front()));
}

// The worst that one member means; nothing when they share neither a request nor a host.
std::optional<Finding> judge_member(const AlbRoutes& own, const Other& other, bool is_public) {
  if (own.routes.size() * other.routing.alb.routes.size() > kMostPairs) {
    return too_many(other);
  }
  std::optional<Finding> worst;
  for (const AlbRoute& theirs : other.routing.alb.routes) {
    if (target_of(theirs.backend, other.routing.redirect).kind == Target::Kind::https_redirect) {
      continue;  // it concerns the whole group: the rows about HTTPS see it
    }
    auto finding =
        judge_route(own.routes, own.default_backend.has_value(), other, theirs, is_public);
    if (finding && (!worst || worst->verdict < finding->verdict)) {
      worst = std::move(finding);
    }
  }
  return worst;
}

Outcome ingress_group_routes(const Json& ingress, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb || alb.group.empty()) {
    return {};
  }
  Routing routing = read_routing(ingress, context);
  AlbRoutes& own = routing.alb;
  own.routes.erase(std::remove_if(own.routes.begin(), own.routes.end(),
                                  [&](const AlbRoute& route) {
                                    return target_of(route.backend, routing.redirect).kind ==
                                           Target::Kind::https_redirect;
                                  }),
                   own.routes.end());
  const bool is_public = scheme_of(ingress, alb, context).internet_facing;
  Outcome outcome;
  for (const Json* member : other_members(ingress, alb, context)) {
    const Context of_member{context.surroundings, context.settings, member, {}};
    const Other other{.ingress = *member,
                      .routing = read_routing(*member, of_member),
                      .is_before = stands_before(*member, ingress)};
    if (auto finding = judge_member(own, other, is_public)) {
      outcome.findings.push_back(std::move(*finding));
    }
  }
  return outcome;
}

const std::array kRules = {
    Rule{
        .id = "ingress-group-routes",
        .summary = "Ingress: rules of other members of its group that came first are looked at.",
        .why =
            "On AWS all members of a group shared one list of rules. A response 403 of one member "
            "shields the paths of another one, and a DNS name points at one load balancer only.",
        .resources = kIngresses,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.name":"edge"}},"spec":{"rules":[{"host":"a.example.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})",
             .says = "answered some of these requests first",
             .with =
                 R"([{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"deny","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/group.name":"edge","alb.ingress.kubernetes.io/actions.no":"{\"type\":\"fixed-response\",\"fixedResponseConfig\":{\"statusCode\":\"403\"}}"}},"spec":{"rules":[{"http":{"paths":[{"path":"/admin","pathType":"Prefix","backend":{"service":{"name":"no","port":{"name":"use-annotation"}}}}]}}]}}])"},
        .apply = ingress_group_routes},
};

}  // namespace

std::span<const Rule> ingress_group_routes() { return kRules; }

}  // namespace translator::rules
