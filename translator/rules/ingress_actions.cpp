// The annotations with which an ALB Ingress routes beyond paths: actions, conditions, transforms
// and regular expressions. The edits of the paths themselves are made in ingress_paths.cpp.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/alb_listeners.h"
#include "translator/resources.h"
#include "translator/rules/routing.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

Finding without_effect(const RoutingKey& key, const std::string& message) {
  return say(Verdict::dropped, {.key = key.key, .from = key.value, .message = message});
}

Finding malformed(const std::string& key, const std::string& value, const Error& error) {
  return say(Verdict::invalid,
             {.key = key,
              .from = value,
              .message = why_unreadable(error),
              .next_step = "Correct the annotation in the source and restore again."});
}

// The redirect of every request: the row about ssl-redirect makes it and says what becomes of it.
void tell_https_redirect(const RoutingKey& subject, const SslRedirect& made, Outcome& outcome) {
  if (made.setting.key == subject.key && made.setting.where.empty()) {
    return;
  }
  outcome.findings.push_back(say(
      Verdict::translated,
      {.key = subject.key,
       .from = subject.value,
       .message = fmt::format("It sends every request to HTTPS; see {}{}, which does so for the "
                              "whole load balancer.",
                              made.setting.key, made.setting.where)}));
}

std::string words_of_response(const FixedResponse& response) {
  return fmt::format(
      "GKE Ingress has no fixed responses: without this one ({}) its paths would be "
      "served by whatever else matches them.",
      response.status);
}

Finding judge_response(const RoutingKey& subject, const FixedResponse& response,
                       Target::Kind kind) {
  if (kind == Target::Kind::not_found) {
    return say(Verdict::translated,
               {.key = subject.key,
                .from = subject.value,
                .message = "GKE itself answers 404 where no path matches; the paths are taken "
                           "out."});
  }
  return say(Verdict::refused, {.key = subject.key,
                                .from = subject.value,
                                .message = words_of_response(response),
                                .next_step = std::string(kRouteByHand)});
}

Finding judge_forward(const RoutingKey& subject, const Forward& forward, const Target& target) {
  if (target.kind == Target::Kind::service) {
    return say(Verdict::translated,
               {.key = subject.key,
                .from = subject.value,
                .to = to_text(target.service),
                .message = "All its traffic goes to one Service, which becomes a plain backend."});
  }
  const std::vector<TargetGroup> groups = forward.with_traffic();
  const bool outside = std::any_of(groups.begin(), groups.end(),
                                   [](const TargetGroup& group) { return !group.outside.empty(); });
  std::string message =
      outside ? "It forwards to a target group that the cluster does not make; nothing on GKE is "
                "behind it."
      : groups.empty() ? "All its target groups have weight 0: on AWS nobody answered, and GKE "
                         "Ingress cannot say that."
      : groups.size() == 1
          ? "It forwards to a name that no Service or port can have."
          : fmt::format(
                "It shares traffic among {} Services by weight; GKE Ingress knows one "
                "Service for each path.",
                groups.size());
  return say(Verdict::refused,
             {.key = subject.key,
              .from = subject.value,
              .message = std::move(message),
              .next_step = "Write one Service as the backend of its paths into the source (or move "
                           "to a Gateway, which knows weights), and restore again."});
}

Finding judge_action(const RoutingKey& subject, const AlbAction& action, const Target& target) {
  if (const auto* response = std::get_if<FixedResponse>(&action)) {
    return judge_response(subject, *response, target.kind);
  }
  if (const auto* forward = std::get_if<Forward>(&action)) {
    return judge_forward(subject, *forward, target);
  }
  return say(Verdict::refused,
             {.key = subject.key,
              .from = subject.value,
              .message = "GKE Ingress can only send every request of the whole Ingress to HTTPS; "
                         "this redirect is another one, or some requests get past it.",
              .next_step = std::string(kRouteByHand)});
}

Outcome ingress_actions(const Json& ingress, const Context& context) {
  const std::vector<RoutingKey> all = keys_of_family(ingress, "actions");
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (all.empty() || alb.owner != IngressOwner::alb) {
    return {};
  }
  const Routing routing = read_routing(ingress, context);
  Outcome outcome;
  for (const RoutingKey& subject : all) {
    outcome.edits.push_back(erase(annotation_path(subject.key)));
    if (!is_action_name(routing.alb, subject.name)) {
      outcome.findings.push_back(without_effect(
          subject, "No backend names this action: the AWS controller never looked at it."));
      continue;
    }
    const auto action = std::make_shared<const Result<AlbAction>>(read_action(subject.value));
    if (!*action) {
      outcome.findings.push_back(malformed(subject.key, subject.value, action->error()));
      continue;
    }
    const Json backend = Json::object();
    const Target target =
        target_of({.name = subject.name, .service = &backend, .action = action}, routing.redirect);
    if (target.kind == Target::Kind::https_redirect) {
      tell_https_redirect(subject, ssl_redirect_of(ingress, alb, context), outcome);
    } else {
      outcome.findings.push_back(judge_action(subject, action->value(), target));
    }
  }
  return outcome;
}

constexpr std::array<std::string_view, 1> kActions = {"alb.ingress.kubernetes.io/actions.*"};
const std::array kRules = {
    Rule{
        .id = "ingress-actions",
        .summary = "Ingress: an action that forwards to one Service becomes a plain backend, the "
                   "redirect of every request to HTTPS a setting; other actions park the Ingress.",
        .why = "GKE Ingress knows one Service for each path, and neither weights, fixed responses "
               "nor other redirects. A response 403 that vanishes opens what it shielded.",
        .resources = kIngresses,
        .keys = kActions,
        .example =
            {.before =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/actions.deny":"{\"type\":\"fixed-response\",\"fixedResponseConfig\":{\"statusCode\":\"403\"}}"}},"spec":{"rules":[{"http":{"paths":[{"path":"/admin","pathType":"Prefix","backend":{"service":{"name":"deny","port":{"name":"use-annotation"}}}}]}}]}})",
             .after =
                 R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"rules":[{"http":{"paths":[{"path":"/admin","pathType":"Prefix","backend":{"service":{"name":"deny","port":{"name":"use-annotation"}}}}]}}]}})",
             .says = "no fixed responses"},
        .apply = ingress_actions},
};

}  // namespace

std::span<const Rule> ingress_actions() { return kRules; }

}  // namespace translator::rules
