#include "translator/dns_hold.h"

#include <algorithm>
#include <optional>

#include "translator/result_annotations.h"

namespace translator {
namespace {

constexpr std::string_view kController = "controller";
// Whoever names it, or nobody, leaves the object to external-dns.
constexpr std::string_view kExternalDns = "dns-controller";

std::string controller_key(std::string_view prefix) {
  return std::string(prefix) + std::string(kController);
}

// What stood at `path` before the restore; nothing when it was absent or nobody recorded it.
std::optional<Json> recorded(const Json& object, const Pointer& path) {
  const auto document = parse_json(annotation(object, kOriginalAnnotation).value_or(""));
  if (!document) {
    return std::nullopt;
  }
  for (const Json& edit : array_at(document->value, Pointer("/edits"))) {
    const Json* value = find(edit, Pointer("/value"));
    if (string_at(edit, Pointer("/path")) == path.to_string() && value != nullptr) {
      return *value;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string external_dns_setting(std::string_view key) {
  for (const std::string_view prefix : kExternalDnsPrefixes) {
    if (key.substr(0, prefix.size()) == prefix) {
      return std::string(key.substr(prefix.size()));
    }
  }
  return "";
}

std::vector<Edit> hold_dns(const Json& object) {
  std::vector<Edit> edits;
  for (const std::string_view prefix : kExternalDnsPrefixes) {
    const Pointer path = annotation_path(controller_key(prefix));
    const Json* named = find(object, path);
    if (named == nullptr || *named == std::string(kExternalDns)) {
      edits.push_back(set(path, std::string(kDnsHolder)));
    }
  }
  return edits;
}

bool is_dns_held(const Json& object) {
  return std::any_of(kExternalDnsPrefixes.begin(), kExternalDnsPrefixes.end(),
                     [&object](std::string_view prefix) {
                       return annotation(object, controller_key(prefix)) == kDnsHolder;
                     });
}

std::vector<Edit> release_dns(const Json& object) {
  std::vector<Edit> edits;
  for (const std::string_view prefix : kExternalDnsPrefixes) {
    const std::string key = controller_key(prefix);
    if (annotation(object, key) == kDnsHolder) {
      const Pointer path = annotation_path(key);
      const auto before = recorded(object, path);
      edits.push_back(before == std::string(kExternalDns) ? set(path, *before) : erase(path));
    }
  }
  return edits;
}

}  // namespace translator
