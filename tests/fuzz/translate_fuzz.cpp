// Any bytes as an item: no crash, and the laws hold where the object is one that the API server
// could hold.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/support/laws.h"

namespace {

using translator::Json;

bool all_texts(const Json* map) {
  return map == nullptr || map->is_null() ||
         (map->is_object() && std::all_of(map->begin(), map->end(),
                                          [](const Json& value) { return value.is_string(); }));
}

bool is_object_or_absent(const Json* value) { return value == nullptr || value->is_object(); }

// The types that the API server insists on, as far as the translator writes there.
bool could_be_stored(const Json& object) {
  using translator::find;
  using translator::Pointer;
  const Json* metadata = find(object, Pointer("/metadata"));
  return object.is_object() && is_object_or_absent(metadata) &&
         all_texts(find(object, Pointer("/metadata/annotations"))) &&
         is_object_or_absent(find(object, Pointer("/spec")));
}

void check(const support::LawCase& law_case) {
  const auto broken = support::broken_laws(law_case);
  for (const std::string& law : broken) {
    std::cerr << "broken: " << law << '\n';
  }
  if (!broken.empty()) {
    std::cerr << law_case.item << '\n';
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const translator::BackupObjects nothing;
  const auto result =
      translator::translate_item(bytes, bytes, nothing, translator::default_settings());
  const auto document = translator::parse_json(bytes);
  if (result && document && document->inexact_number.empty() && could_be_stored(document->value)) {
    check({bytes, bytes, nothing});
  }
  return 0;
}
