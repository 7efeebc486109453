#pragma once

// Names that AWS controllers write and read, and how to tell them.

#include <optional>
#include <string>
#include <string_view>

#include "translator/json.h"

namespace translator {

inline constexpr std::string_view kAlbPrefix = "alb.ingress.kubernetes.io/";
// Two controllers read this prefix with different meaning; see translator/aws_service.h.
inline constexpr std::string_view kServicePrefix = "service.beta.kubernetes.io/";

// True for the annotation keys of AWS's load balancer controllers: alb.ingress.kubernetes.io/*,
// service.beta.kubernetes.io/aws-* and service.beta.kubernetes.io/actions.*.
// service.beta.kubernetes.io/load-balancer-source-ranges is Kubernetes' own: GKE reads it too.
[[nodiscard]] bool is_aws_load_balancer_key(std::string_view key);

// True for finalizers that only a controller of AWS would remove: their domain is k8s.aws or
// karpenter.sh or below one of these, or they are CSI attachers of an AWS driver.
// Sources: aws-load-balancer-controller pkg/shared_constants/finalizers.go,
// amazon-network-policy-controller-k8s, amazon-vpc-resource-controller-k8s, karpenter, ACK runtime.
[[nodiscard]] bool is_aws_finalizer(std::string_view finalizer);

// Set by the Kubernetes service controller of every cloud: its presence alone tells nothing.
inline constexpr std::string_view kServiceCleanupFinalizer =
    "service.kubernetes.io/load-balancer-cleanup";

// A host name that Elastic Load Balancing gave: NAME.REGION.elb.amazonaws.com (Classic, ALB) or
// NAME.elb.REGION.amazonaws.com (NLB), with .cn in China.
[[nodiscard]] bool is_elb_hostname(std::string_view host);

// The first ELB host name in status.loadBalancer.ingress of the object as it stands in the backup.
// Nothing when `backup_item` is null or has none.
[[nodiscard]] std::optional<std::string> elb_hostname(const Json* backup_item);

// True when metadata.finalizers has an AWS finalizer.
[[nodiscard]] bool has_aws_finalizer(const Json& object);

}  // namespace translator
