// A list of objects as a whole backup: each is translated with all others around it, so that
// groups, classes and Services behind Ingresses are mutated together.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/support/laws.h"

namespace {

using translator::Json;
using translator::Pointer;

// Objects as the API server stores them: texts for annotations, objects for metadata and spec.
bool could_be_stored(const Json& object) {
  if (!object.is_object() || translator::kind_of(object).empty()) {
    return false;
  }
  for (const char* path : {"/metadata", "/spec"}) {
    const Json* value = translator::find(object, Pointer(path));
    if (value == nullptr || !value->is_object()) {
      return false;
    }
  }
  const Json* annotations = translator::find(object, Pointer("/metadata/annotations"));
  if (annotations == nullptr) {
    return true;
  }
  for (const Json& value : *annotations) {
    if (!value.is_string()) {
      return false;
    }
  }
  return annotations->is_object();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = translator::parse_json({reinterpret_cast<const char*>(data), size});
  if (!document || !document->value.is_array() || !document->inexact_number.empty()) {
    return 0;
  }
  translator::BackupObjects backup;
  for (const Json& object : document->value) {
    if (!could_be_stored(object)) {
      return 0;
    }
    backup.add(object);
  }
  for (const Json& object : document->value) {
    const std::string bytes = object.dump();
    for (const std::string& law : support::broken_laws({bytes, bytes, backup})) {
      std::cerr << "broken: " << law << "\nby " << bytes << '\n';
      std::abort();
    }
  }
  return 0;
}
