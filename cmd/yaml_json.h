#pragma once

// YAML manifests as JSON values, and JSON values as YAML files.
//
// Reading: quoted scalars stay strings; plain ones become null, true/false, integers (decimal, hex,
// octal with 0 or 0o) or fractions as in Kubernetes' manifests. `yes`, `on` and dates stay strings.
// Writing: like `kubectl get -o yaml`, and whatever is written reads back as the same value.

#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"
#include "translator/result.h"

namespace cmd {

struct YamlDocument {
  int line = 1;  // where it begins
  translator::Json value;
};

// All documents but empty ones. `name` stands for the file in messages.
// Error: where = "NAME:LINE:COLUMN"; a key twice in a mapping, and aliases that grow beyond reason
// ("billion laughs"), are errors.
[[nodiscard]] translator::Result<std::vector<YamlDocument>> read_yaml(std::string_view text,
                                                                      const std::string& name);

// One document, ending with a newline.
[[nodiscard]] std::string to_yaml(const translator::Json& value);

}  // namespace cmd
