#include "translator/intent.h"

#include <array>
#include <set>

#include <fmt/format.h>

#include "translator/gke_names.h"
#include "translator/resources.h"

namespace translator {
namespace {

constexpr std::size_t kLongestValue = 160;

// Which load balancer, who may reach it, and whether plain HTTP is open.
std::vector<Pointer> protecting_fields(const Json& object) {
  if (kIngress.matches(object)) {
    return {annotation_path(kIngressClassAnnotation), Pointer("/spec/ingressClassName"),
            annotation_path(kAllowHttpAnnotation), annotation_path(kFrontendConfigAnnotation)};
  }
  if (kService.matches(object)) {
    return {Pointer("/spec/type"),
            Pointer("/spec/loadBalancerClass"),
            Pointer("/spec/loadBalancerSourceRanges"),
            Pointer("/spec/externalIPs"),
            annotation_path(kLoadBalancerTypeAnnotation),
            annotation_path(kOldLoadBalancerTypeAnnotation),
            annotation_path(kGlobalAccessAnnotation)};
  }
  return {};
}

Json kept(const Json& value) {
  std::string text = to_text(value);
  return text.size() <= kLongestValue ? value : Json("sha256:" + sha256_of(text));
}

std::string in_words(const Json* value) { return value == nullptr ? "absent" : to_text(*value); }

// "metadata.annotations[kubernetes.io/ingress.class]", "spec.type".
std::string in_words(const Pointer& path) {
  const Pointer parent = path.parent_pointer();
  return parent.to_string() == "/metadata/annotations"
             ? fmt::format("metadata.annotations[{}]", path.back())
             : fmt::format("spec.{}", path.back());
}

}  // namespace

Json intent_of(const Json& object) {
  Json intent = Json::object();
  for (const Pointer& path : protecting_fields(object)) {
    if (const Json* value = find(object, path)) {
      intent[path.to_string()] = kept(*value);
    }
  }
  return intent;
}

std::vector<std::string> departures(const Json& intent, const Json& live) {
  std::vector<std::string> phrases;
  const Json now = intent_of(live);
  for (const Pointer& path : protecting_fields(live)) {
    const std::string name = path.to_string();
    const Json* wanted = intent.contains(name) ? &intent.at(name) : nullptr;
    const Json* found = now.contains(name) ? &now.at(name) : nullptr;
    const bool same = wanted == nullptr || found == nullptr ? wanted == found : *wanted == *found;
    if (!same) {
      phrases.push_back(fmt::format("{} is {}, and was to be {}", in_words(path), in_words(found),
                                    in_words(wanted)));
    }
  }
  return phrases;
}

}  // namespace translator
