#pragma once

// Everything that `plan` reads: Velero backup archives, folders (an unpacked archive, or
// manifests), manifest files in YAML or JSON, and any of these on standard input ("-"). Objects are
// handed out one after another, so that a large backup is never in memory as a whole.

#include <functional>
#include <string>

#include "translator/json.h"
#include "translator/result.h"

namespace cmd {

struct InputObject {
  std::string where;  // the place, for messages
  std::string text;   // JSON, as the input has it
  translator::Json object;
};

// An Error ends the reading.
using InputVisitor = std::function<translator::Status(InputObject object)>;

// `input` is a path or "-". A List is taken apart. What it is, is seen by its content, not by its
// name. Errors name the place: a file that is not there, a broken archive, an object that is none.
[[nodiscard]] translator::Status read_input(const std::string& input, const InputVisitor& visitor);

// All of standard input. Error: it cannot be read.
[[nodiscard]] translator::Result<std::string> read_standard_input();

// A JSON text as an object with apiVersion, kind and metadata.name. Error: it is none.
[[nodiscard]] translator::Result<translator::Json> parse_object(std::string_view text,
                                                                const std::string& where);

}  // namespace cmd
