#pragma once

// Small helpers of many tests: objects written as JSON text, and surroundings made of them.

#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "translator/item.h"
#include "translator/translate.h"

// GoogleTest finds these by the namespace of the types.
namespace translator {
inline void PrintTo(Fate fate, std::ostream* stream) { *stream << name_of(fate); }
inline void PrintTo(Verdict verdict, std::ostream* stream) { *stream << name_of(verdict); }
}  // namespace translator

namespace support {

// Throws when the text is no JSON: a test that cannot be read is wrong itself.
inline translator::Json json(std::string_view text) {
  auto document = translator::parse_json(text);
  if (!document) {
    throw std::invalid_argument(document.error().text() + " in " + std::string(text));
  }
  return std::move(document->value);
}

// The objects of a JSON array.
inline translator::BackupObjects backup(std::string_view array = "[]") {
  translator::BackupObjects objects;
  for (const translator::Json& object : json(array)) {
    objects.add(object);
  }
  return objects;
}

// The namespaces that make a backup one of the whole cluster.
inline void add_every_namespace(translator::BackupObjects& objects) {
  for (const char* name : {"default", "kube-node-lease", "kube-public", "kube-system"}) {
    objects.add({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
  }
}

inline translator::Translation translate(
    const translator::Json& object,
    const translator::Surroundings& surroundings = translator::BackupObjects(),
    const translator::Json* backup_item = nullptr,
    const translator::Settings& settings = translator::default_settings()) {
  return translator::translate(
      object, translator::context_for(object, surroundings, settings, backup_item));
}

inline std::string annotation_of(const translator::Json& object, std::string_view key) {
  return translator::annotation(object, key).value_or("(absent)");
}

// The finding of a rule about a key; null when there is none.
inline const translator::Finding* finding_of(const translator::Translation& translation,
                                             std::string_view rule, std::string_view key = "") {
  for (const translator::Finding& finding : translation.findings) {
    if (finding.rule == rule && (key.empty() || finding.key == key)) {
      return &finding;
    }
  }
  return nullptr;
}

// The finding would be gone with the temporary.
const translator::Finding* finding_of(const translator::Translation&& translation,
                                      std::string_view rule, std::string_view key = "") = delete;

// An Ingress of namespace shop with the given annotations (JSON members) and spec.
inline translator::Json ingress(std::string_view name, std::string_view annotations,
                                std::string_view spec = "{}") {
  return json(R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":")" +
              std::string(name) + R"(","namespace":"shop","annotations":{)" +
              std::string(annotations) + R"(}},"spec":)" + std::string(spec) + "}");
}

inline translator::Json service(std::string_view name, std::string_view annotations,
                                std::string_view spec) {
  return json(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":")" + std::string(name) +
              R"(","namespace":"shop","annotations":{)" + std::string(annotations) +
              R"(}},"spec":)" + std::string(spec) + "}");
}

}  // namespace support
