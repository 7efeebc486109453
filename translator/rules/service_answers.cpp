#include "translator/rules/service_answers.h"

#include <algorithm>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/rules/acceptance.h"

namespace translator::rules {
namespace {

bool is_of_alb(const Json& ingress, const Context& context) {
  const Context of_ingress{context.surroundings, context.settings, &ingress, {}};
  return read_alb_ingress(ingress, of_ingress).owner == IngressOwner::alb;
}

bool names_service(const Json& ingress, const std::string& service, const Context& context) {
  const std::vector<Backend> backends = backends_of(ingress, context);
  return std::any_of(backends.begin(), backends.end(),
                     [&](const Backend& backend) { return backend.service == service; });
}

}  // namespace

std::optional<AwsService> balancer_of_aws(const Json& service, const Context& context) {
  AwsService read = read_aws_service(service, context);
  if (read.owner == ServiceOwner::none || !read.is_load_balancer) {
    return std::nullopt;
  }
  return read;
}

std::vector<const Json*> alb_ingresses_before(const Json& service, const Context& context) {
  std::vector<const Json*> ingresses;
  for (const Json* ingress : context.surroundings.all("networking.k8s.io", "Ingress")) {
    if (namespace_of(*ingress) == namespace_of(service) &&
        names_service(*ingress, name_of(service), context) && is_of_alb(*ingress, context)) {
      ingresses.push_back(ingress);
    }
  }
  return ingresses;
}

std::string settings_name_of(const Json& service) {
  return namespace_of(service) + "/" + name_of(service);
}

void answer_for(const Json& service, const std::string& key, Verdict verdict, std::string message,
                std::string next_step, Outcome& outcome, Site site) {
  const auto value = annotation(service, key);
  if (!value) {
    return;
  }
  outcome.edits.push_back(erase(annotation_path(key), site));
  outcome.findings.push_back(say(verdict,
                                 {.key = key,
                                  .from = *value,
                                  .message = std::move(message),
                                  .next_step = std::move(next_step)},
                                 site));
}

void refuse(const Json& service, const std::string& key, Verdict verdict, std::string message,
            std::string next_step, std::string_view rule, const Context& context, Outcome& outcome,
            Site site) {
  const auto value = annotation(service, key);
  if (!value) {
    return;
  }
  outcome.edits.push_back(erase(annotation_path(key), site));
  outcome.findings.push_back(unless_accepted(say(verdict,
                                                 {.key = key,
                                                  .from = *value,
                                                  .message = std::move(message),
                                                  .next_step = std::move(next_step)},
                                                 site),
                                             rule, service, fmt::format("{}={}", key, *value),
                                             context));
}

bool targets_are_pods(const Json& service, const AwsService& read) {
  if (annotation(service, service_key("type")) == "nlb-ip") {
    return true;
  }
  const auto target = annotation(service, service_key("nlb-target-type"));
  return target ? *target == "ip" : read.owner == ServiceOwner::auto_mode;
}

bool is_classic(const Json& service, const AwsService& read) {
  return read.owner == ServiceOwner::in_tree && annotation(service, service_key("type")) != "nlb";
}

}  // namespace translator::rules
