#pragma once

// Would a NetworkPolicy of the input cut off Google's load balancers? On AWS the ALB came from the
// subnets of the VPC; on GKE health checks and proxied requests come from ranges of Google's own,
// which a policy written for AWS does not name.
// Source: Kubernetes API, networking.k8s.io/v1 NetworkPolicy; Google Cloud, "Health checks
// overview: probe IP ranges and firewall rules".

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"

namespace translator {

// Of health checks and of the proxies of external Application Load Balancers.
inline constexpr std::array<std::string_view, 2> kGoogleRanges = {"35.191.0.0/16",
                                                                  "130.211.0.0/22"};

// The labels of `selector` (a LabelSelector of the API) all hold. An absent or empty selector
// selects everything; an operator that the API does not know selects nothing.
[[nodiscard]] bool selects(const Json& selector, const Json& labels);

// True when the policy is about traffic to the pods: policyTypes names Ingress, or is absent.
[[nodiscard]] bool isolates_ingress(const Json& policy);

// True when the policy isolates pods with these labels from traffic that it does not let in.
[[nodiscard]] bool applies_to(const Json& policy, const Json& labels);

// True when one rule of the policy lets the whole range reach the port. `port` is a number, or the
// name of a container port. Peers that are pods or namespaces let in no address outside the
// cluster.
[[nodiscard]] bool lets_in(const Json& policy, std::string_view range, const Json& port);

// The ranges of Google that no policy of the namespace lets in to pods with these labels; empty
// when no policy isolates them. Policies add up: what one lets in is let in. `ports` are the
// spellings of one port: its number, its name.
[[nodiscard]] std::vector<std::string> cut_off(const std::vector<const Json*>& policies,
                                               const Json& labels, const std::vector<Json>& ports);

}  // namespace translator
