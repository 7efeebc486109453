#pragma once

// How the rows for LoadBalancer Services of AWS begin, and how they answer for one annotation. Used
// by the topics service_*.cpp only; Services without a load balancer of AWS are not theirs.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/aws_service.h"

namespace translator::rules {

// Nothing when the Service is no LoadBalancer of a controller of AWS.
[[nodiscard]] std::optional<AwsService> balancer_of_aws(const Json& service,
                                                        const Context& context);

// The Ingresses of the AWS controller in the backup that send requests to the Service.
[[nodiscard]] std::vector<const Json*> alb_ingresses_before(const Json& service,
                                                            const Context& context);

// "namespace/name" in the backup: how settings name the Service.
[[nodiscard]] std::string settings_name_of(const Json& service);

// Takes the annotation `key` away and says `finding` about it, with key and value filled in.
// Nothing when the Service has no such annotation. The site is that of the caller.
void answer_for(const Json& service, const std::string& key, Verdict verdict, std::string message,
                std::string next_step, Outcome& outcome,
                Site site = {__builtin_FILE(), __builtin_LINE()});

// The same for a refusal, or an attribute that nobody knows: the settings may accept "KEY=VALUE".
void refuse(const Json& service, const std::string& key, Verdict verdict, std::string message,
            std::string next_step, std::string_view rule, const Context& context, Outcome& outcome,
            Site site = {__builtin_FILE(), __builtin_LINE()});

// True when the pods themselves were the targets of the NLB, not the nodes.
[[nodiscard]] bool targets_are_pods(const Json& service, const AwsService& read);

// True for the one owner and type that makes a Classic Load Balancer.
[[nodiscard]] bool is_classic(const Json& service, const AwsService& read);

}  // namespace translator::rules
