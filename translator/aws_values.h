#pragma once

// The grammar in which the AWS Load Balancer Controller reads annotation values, so that a value
// means here what it meant there. Source: kubernetes-sigs/aws-load-balancer-controller,
// pkg/annotations/parser.go (v2.0 to v3.5).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "translator/result.h"

namespace translator {

// Go's strconv.ParseBool: 1 t T TRUE true True 0 f F FALSE false False; nothing for other text.
[[nodiscard]] std::optional<bool> aws_bool(std::string_view text);

// Base 10, an optional sign, no blanks or units; nothing for other text or beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> aws_integer(std::string_view text);

// Split at ',', parts trimmed, empty parts dropped.
[[nodiscard]] std::vector<std::string> aws_list(std::string_view text);

using AwsMap = std::vector<std::pair<std::string, std::string>>;  // in the order written

// "k=v,k=v": each pair is split at its first '=', both sides trimmed, '\' takes the next character
// literally, a comma separates only when the text after it still has a '='. Line breaks separate
// too, because the EKS guide prints Auto Mode examples so. Error: where = "pair N".
[[nodiscard]] Result<AwsMap> aws_map(std::string_view text);

// The last value of a key; nothing when absent.
[[nodiscard]] std::optional<std::string> value_of(const AwsMap& map, std::string_view key);

}  // namespace translator
