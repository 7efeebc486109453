// What the row about paths says of a routing that can be said.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/rules/routing_plan.h"

namespace translator::rules {
namespace {

std::string shown_host(const std::string& host) { return host.empty() ? "all hosts" : host; }

std::string path_text(const AlbRoute& route) {
  return string_at(*route.path_object, Pointer("/path")).value_or("");
}

void tell_strays(const RoutingPlan& plan, Outcome& outcome) {
  std::set<std::pair<std::string, std::string>> told;  // a route and where its requests go
  for (const Strayed& strayed : plan.map.strayed) {
    const AlbRoute& route = *plan.routes[strayed.route];
    const std::string& pattern = route.patterns[strayed.pattern];
    const bool was_404 = plan.targets[strayed.route].kind == Target::Kind::not_found;
    const bool is_refused = !strayed.target.empty() && (was_404 || plan.is_public);
    if (!told.insert({route.place + (is_refused ? "" : pattern), strayed.target}).second) {
      continue;
    }
    if (strayed.target.empty()) {
      outcome.findings.push_back(
          say(Verdict::approximated,
              {.key = route.place,
               .from = pattern,
               .to = path_pattern(pattern).text + " and " + path_pattern(pattern).text + "/*",
               .message = "GKE has wildcards only behind a slash: a path that goes on with other "
                          "letters gets a 404."}));
    } else if (is_refused) {
      outcome.findings.push_back(
          say(Verdict::refused,
              {.key = route.place,
               .from = pattern,
               .message = fmt::format("{} on {} would reach another backend on GKE ({}).",
                                      was_404 ? "What got a 404" : "A part of its requests",
                                      shown_host(strayed.host), strayed.target),
               .next_step = "Write paths of type Exact or Prefix that do not depend on their order "
                            "into the source, and restore again."}));
    } else {
      outcome.findings.push_back(
          say(Verdict::approximated,
              {.key = route.place,
               .from = pattern,
               .to = path_pattern(pattern).text + " and " + path_pattern(pattern).text + "/*",
               .message = fmt::format("GKE has wildcards only behind a slash: a path that goes on "
                                      "with other letters reaches another backend ({}).",
                                      strayed.target)}));
    }
  }
}

void tell_unreached(const RoutingPlan& plan, Outcome& outcome) {
  std::set<std::string> told;
  for (const Unreached& lost : plan.map.unreached) {
    const AlbRoute& route = *plan.routes[lost.route];
    if (plan.targets[lost.route].kind == Target::Kind::service &&
        told.insert(route.place + route.patterns[lost.pattern]).second) {
      outcome.findings.push_back(
          say(Verdict::dropped,
              {.key = route.place,
               .from = route.patterns[lost.pattern],
               .message = fmt::format("No request reached it on AWS: {} stands before it and takes "
                                      "them all. On GKE the longest path would win, so it is left "
                                      "out.",
                                      plan.routes[lost.by]->place)}));
    }
  }
}

void tell_hosts(const RoutingPlan& plan, Outcome& outcome) {
  std::map<std::string, int> rules;  // how many have this host
  for (const Json& rule : array_at(plan.ingress, Pointer(kRulesField))) {
    if (!array_at(rule, Pointer("/http/paths")).empty()) {
      ++rules[string_at(rule, Pointer("/host")).value_or("")];
    }
  }
  for (const HostMap& host : plan.map.hosts) {
    const bool from_elsewhere =
        std::any_of(host.entries.begin(), host.entries.end(), [&](const MapEntry& entry) {
          const auto& hosts = plan.routes[entry.route]->hosts;
          return std::find(hosts.begin(), hosts.end(), host.host) == hosts.end();
        });
    if (from_elsewhere) {
      outcome.findings.push_back(
          say(Verdict::translated,
              {.key = kRulesField,
               .from = host.host,
               .message = "Rules for more hosts served it too on AWS; on GKE only the nearest host "
                          "counts, so it gets their paths as well."}));
    }
    if (rules[host.host] > 1) {
      outcome.findings.push_back(say(
          Verdict::translated,
          {.key = kRulesField,
           .from = shown_host(host.host),
           .message = fmt::format("{} rules have this host; they are merged, because on GKE the "
                                  "last one would replace the others.",
                                  rules[host.host])}));
    }
    if (host.host.find('*') != std::string::npos) {
      outcome.findings.push_back(
          say(Verdict::approximated,
              {.key = kRulesField,
               .from = host.host,
               .message = "On AWS the star stood for several labels too (a.b as well as a); by the "
                          "rules of Kubernetes it stands for one."}));
    }
  }
}

// Paths that ALB puts before the redirect were served without it.
void tell_redirect_order(const RoutingPlan& plan, Outcome& outcome) {
  std::set<std::size_t> earlier;  // rules that have had a route before their redirect
  for (const AlbRoute& route : plan.routing.alb.routes) {
    if (target_of(route.backend, plan.routing.redirect).kind != Target::Kind::https_redirect) {
      earlier.insert(route.rule);
    } else if (earlier.count(route.rule) != 0) {
      outcome.findings.push_back(
          say(Verdict::approximated,
              {.key = route.place,
               .from = path_text(route),
               .message = "Paths of type Exact and Prefix came before the redirect and answered "
                          "without HTTPS too; on GKE every request is redirected."}));
    }
  }
}

void tell_rules_without_http(const RoutingPlan& plan, Outcome& outcome) {
  for (const std::string& place : plan.routing.alb.without_http) {
    outcome.findings.push_back(say(
        Verdict::dropped, {.key = place,
                           .from = string_at(plan.ingress, Pointer(place + "/host")).value_or(""),
                           .message = "A rule without paths: AWS and GKE make nothing of it."}));
  }
}

}  // namespace

void tell_differences(const RoutingPlan& plan, Outcome& outcome) {
  tell_strays(plan, outcome);
  tell_unreached(plan, outcome);
  tell_hosts(plan, outcome);
  tell_redirect_order(plan, outcome);
  tell_rules_without_http(plan, outcome);
}

}  // namespace translator::rules
