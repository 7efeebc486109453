#pragma once

// Reading a Service as the controllers of an EKS cluster read it. Three controllers share one
// annotation prefix with different defaults and grammars, so the owner comes first.
// Sources: kubernetes/cloud-provider-aws v1.20 to v1.36 (pkg/providers/v1),
// kubernetes-sigs/aws-load-balancer-controller v2.0 to v3.5 (pkg/service), the EKS user guide.

#include <string>
#include <string_view>

#include "translator/rule.h"

namespace translator {

enum class ServiceOwner {
  none,        // nothing of AWS on it
  in_tree,     // the cloud provider: Classic ELB or NLB, public by default
  controller,  // AWS Load Balancer Controller: NLB, internal by default
  auto_mode,   // EKS Auto Mode: NLB, internal by default
  nobody,      // annotations that every controller of AWS leaves to another one
  foreign,     // annotations of AWS beside a loadBalancerClass that is not AWS's
};

struct AwsService {
  ServiceOwner owner = ServiceOwner::none;
  // Of type LoadBalancer and not of a foreign class. Before a Service of another type stands
  // nothing of AWS, or an NLB that the AWS Load Balancer Controller made for its annotations alone.
  bool is_load_balancer = false;
  bool internet_facing = false;
  std::string decided_by;  // words for the finding
  std::string key;         // where it is written; "" by default
  std::string value;       // as written; "" by default
  bool guessed = false;    // nothing is written, and what it was on AWS is not known
  std::string problem;     // set when what is written cannot be read
};

[[nodiscard]] AwsService read_aws_service(const Json& service, const Context& context);

// "service.beta.kubernetes.io/aws-load-balancer-" + name.
[[nodiscard]] std::string service_key(std::string_view name);

// True for spec.loadBalancerClass of AWS.
[[nodiscard]] bool is_aws_load_balancer_class(std::string_view name);

// What a person calls the owner: "the AWS Load Balancer Controller".
[[nodiscard]] std::string_view name_of(ServiceOwner owner);

}  // namespace translator
