#pragma once

// JSON inside an annotation, read as Go's encoding/json reads it into a struct: names match without
// regard to case, unknown members are ignored, null is the same as absent, types are strict. Used
// by the readers of ALB annotations. Refused beyond Go's own rules: one member in two spellings,
// and names outside ASCII, because which of them Go would take is no safe guess.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"

namespace translator {

// Keeps the first error and then answers with nothing, so that a reader is written straight down
// and asks for the error once, at its end.
class GoJson {
 public:
  // A value and its place (JSON Pointer, "" is the whole); null when it is absent.
  struct Node {
    const Json* value = nullptr;
    std::string place = {};

    explicit operator bool() const { return value != nullptr; }
  };

  explicit GoJson(std::string_view text);

  // The whole value; an absent node when the text is no JSON, or null.
  [[nodiscard]] Node root() const;
  // A member of an object; an error when `object` is another type.
  [[nodiscard]] Node member(const Node& object, std::string_view name);
  // The elements of an array; an error when it is another type. Nothing when it is absent.
  [[nodiscard]] std::vector<Node> elements(const Node& array);
  // Each is an error when the value has another type.
  [[nodiscard]] std::optional<std::string> text(const Node& node);
  [[nodiscard]] std::optional<bool> boolean(const Node& node);
  [[nodiscard]] std::optional<std::int64_t> integer(const Node& node, std::int64_t least,
                                                    std::int64_t most);

  void fail(const std::string& place, std::string what);
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  Json value_;
  std::optional<Error> error_;
};

}  // namespace translator
