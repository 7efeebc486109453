#pragma once

// The small grammars of settings values. Private to translator/settings_yaml.h and its parts.

#include <cstdint>
#include <optional>
#include <string_view>

namespace translator::settings_parts {

// "15m", "1h30m", "90s", "0": hours, minutes and seconds, at most a day. Nothing for other text.
[[nodiscard]] std::optional<std::int64_t> seconds_in(std::string_view text);

// Kubernetes' DNS-1123 label (a namespace) and subdomain (most names).
[[nodiscard]] bool is_label(std::string_view text);
[[nodiscard]] bool is_subdomain(std::string_view text);

// "namespace/name".
[[nodiscard]] bool is_object_name(std::string_view text);

// The name of a resource in a Google project (RFC 1035): addresses, certificates, policies.
[[nodiscard]] bool is_google_name(std::string_view text);

// The ARN of a certificate in ACM, or of a server certificate in IAM; '*' may stand for characters
// in every part but the service.
[[nodiscard]] bool is_certificate_arn(std::string_view text);

// What an AWS protection can be written as: an ARN, a CIDR block, or a word (a security group, a
// prefix list, the id of a classic web ACL).
[[nodiscard]] bool is_protection_value(std::string_view text);

// IPv4 or IPv6 with a prefix length.
[[nodiscard]] bool is_cidr(std::string_view text);

// What other tables and lists hold: any text but an empty one; any text; "*" or a namespace; the
// name of a policy of AWS.
[[nodiscard]] bool is_any_text(std::string_view text);
[[nodiscard]] bool is_exact_value(std::string_view text);
[[nodiscard]] bool is_namespace_choice(std::string_view text);
[[nodiscard]] bool is_aws_policy_name(std::string_view text);

// A registry path to pull from: "asia-northeast1-docker.pkg.dev/project/repository".
[[nodiscard]] bool is_registry_path(std::string_view text);

}  // namespace translator::settings_parts
