#include "translator/rules/service_answers.h"

#include <fmt/format.h>

#include "translator/rules/acceptance.h"

namespace translator::rules {

std::optional<AwsService> balancer_of_aws(const Json& service, const Context& context) {
  AwsService read = read_aws_service(service, context);
  if (read.owner == ServiceOwner::none || !read.is_load_balancer) {
    return std::nullopt;
  }
  return read;
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
