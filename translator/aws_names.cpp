#include "translator/aws_names.h"

#include <algorithm>

namespace translator {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool is_domain_or_below(std::string_view name, std::string_view domain) {
  return name == domain || ends_with(name, "." + std::string(domain));
}

}  // namespace

bool is_aws_load_balancer_key(std::string_view key) {
  if (starts_with(key, kAlbPrefix)) {
    return true;
  }
  if (!starts_with(key, kServicePrefix)) {
    return false;
  }
  const std::string_view name = key.substr(kServicePrefix.size());
  return starts_with(name, "aws-") || starts_with(name, "actions.");
}

bool is_aws_finalizer(std::string_view finalizer) {
  const std::string_view domain = finalizer.substr(0, finalizer.find('/'));
  if (domain == "external-attacher") {
    const std::string_view driver = finalizer.substr(std::min(finalizer.size(), domain.size() + 1));
    return driver.find("-csi-") != std::string_view::npos && ends_with(driver, "aws-com");
  }
  return is_domain_or_below(domain, "k8s.aws") || is_domain_or_below(domain, "karpenter.sh");
}

bool is_elb_hostname(std::string_view host) {
  std::string_view rest = host;
  if (ends_with(rest, ".cn")) {
    rest.remove_suffix(3);
  }
  return ends_with(rest, ".amazonaws.com") && rest.find(".elb.") != std::string_view::npos;
}

std::optional<std::string> elb_hostname(const Json* backup_item) {
  if (backup_item == nullptr) {
    return std::nullopt;
  }
  for (const Json& entry : array_at(*backup_item, Pointer("/status/loadBalancer/ingress"))) {
    const std::optional<std::string> host = string_at(entry, Pointer("/hostname"));
    if (host && is_elb_hostname(*host)) {
      return host;
    }
  }
  return std::nullopt;
}

bool has_aws_finalizer(const Json& object) {
  const Json& finalizers = array_at(object, Pointer("/metadata/finalizers"));
  return std::any_of(finalizers.begin(), finalizers.end(), [](const Json& finalizer) {
    return finalizer.is_string() && is_aws_finalizer(finalizer.get_ref<const std::string&>());
  });
}

}  // namespace translator
