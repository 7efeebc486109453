#pragma once

// Hosts of Amazon ECR: which ones are, and what their names say. The only place that knows their
// forms; rules, settings and the client for tokens ask here. A token is a credential for many
// registries, so a host that only looks alike is refused: the whole name is compared.
// Source: awslabs/amazon-ecr-credential-helper, ecr-login/api/client.go.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace translator {

// 123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com
struct EcrHost {
  std::string account;  // twelve digits
  std::string region;
  std::string suffix;  // "amazonaws.com", "on.aws"
  bool fips = false;
  bool dual_stack = false;  // IPv6 too: the suffixes that begin with "on."
  friend bool operator==(const EcrHost&, const EcrHost&) = default;
};

// Nothing when the text is not the whole host of a private registry.
[[nodiscard]] std::optional<EcrHost> parse_ecr_host(std::string_view host);

[[nodiscard]] bool is_private_ecr_host(std::string_view host);

// public.ecr.aws and ecr-public.aws.com: everybody may pull there without a token.
[[nodiscard]] bool is_public_ecr_host(std::string_view host);

// A part of AWS with domains of its own.
struct AwsPartition {
  std::string_view name;               // "aws-cn"
  std::string_view suffix;             // of hosts of its API: "amazonaws.com.cn"
  std::string_view dual_stack_suffix;  // of the same with IPv6; "" where none is known
};

// The partition whose regions have such names; null when no partition has.
[[nodiscard]] const AwsPartition* partition_of_region(std::string_view region);

// The hosts that give tokens for the registry, best first. Several only for FIPS, where AWS's own
// lists disagree. Empty when region and suffix are of different partitions.
[[nodiscard]] std::vector<std::string> ecr_api_hosts(const EcrHost& host);

// "sts.REGION.SUFFIX"; "" for a region of no partition.
[[nodiscard]] std::string sts_host(std::string_view region);

}  // namespace translator
