#pragma once

// Kubernetes objects as generic JSON. Objects are never read into typed structs: a field that this
// program does not know must survive. Key order is kept (plain nlohmann::json sorts keys).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "translator/result.h"

namespace translator {

using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;

// Nesting deeper than this is refused: far deeper documents overflow the stack on copy or dump.
// The Kubernetes API server's own limit for objects is lower in practice.
inline constexpr int kMaxDepth = 512;

struct Document {
  Json value;
  // The first number that cannot be written back as it was read (beyond 64 bits, a fraction or an
  // exponent), as it stands in the text. Empty when every number is exact.
  std::string inexact_number;
};

// Parses one JSON document. Error: where = "byte N", what = the parser's sentence. Nesting beyond
// kMaxDepth (where = kTooDeep), invalid UTF-8 and trailing text are errors.
inline constexpr std::string_view kTooDeep = "nesting";
[[nodiscard]] Result<Document> parse_json(std::string_view text);

// The kind of an object of any depth, read without building it. "" when it has none, or the text is
// no JSON.
[[nodiscard]] std::string kind_in(std::string_view text);

// Compact form, as the Kubernetes API server writes it. Precondition: valid UTF-8, which every
// parsed value is.
[[nodiscard]] std::string to_text(const Json& value);

// The value at `path`, or null (never an exception) when a step is missing or of another type.
[[nodiscard]] const Json* find(const Json& object, const Pointer& path);

// The text at `path`; nothing when there is none or it is no string.
[[nodiscard]] std::optional<std::string> string_at(const Json& object, const Pointer& path);

// The array at `path`, or an empty one.
[[nodiscard]] const Json& array_at(const Json& object, const Pointer& path);

// Pointers to one annotation or label; the key is escaped as RFC 6901 asks.
[[nodiscard]] Pointer annotation_path(std::string_view key);
[[nodiscard]] Pointer label_path(std::string_view key);

[[nodiscard]] std::optional<std::string> annotation(const Json& object, std::string_view key);

// All annotation keys in document order. Keys whose value is no string are in it too.
[[nodiscard]] std::vector<std::string> annotation_keys(const Json& object);

// "" when absent.
[[nodiscard]] std::string kind_of(const Json& object);
[[nodiscard]] std::string name_of(const Json& object);
[[nodiscard]] std::string namespace_of(const Json& object);
// The API group: "networking.k8s.io" of "networking.k8s.io/v1", "" of "v1".
[[nodiscard]] std::string group_of(const Json& object);

}  // namespace translator
