#include "translator/gke_names.h"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "translator/resources.h"

namespace translator {
namespace {

constexpr std::size_t kLongestName = 63;
constexpr std::size_t kKeptOfLongName = 54;
constexpr std::size_t kHashDigits = 8;

bool is_public_service(const Json& service) {
  if (string_at(service, Pointer("/spec/type")) != "LoadBalancer") {
    return false;
  }
  const std::string load_balancer_class =
      string_at(service, Pointer("/spec/loadBalancerClass")).value_or("");
  if (!load_balancer_class.empty()) {  // a class wins over the annotations
    return load_balancer_class.find("l4-regional-external") != std::string::npos;
  }
  return !asks_for_internal(service);
}

bool is_public_ingress(const Json& ingress) {
  const std::string name = annotation(ingress, kIngressClassAnnotation).value_or("");
  if (!name.empty()) {
    return name == kExternalClass || name == "gce-regional-external";
  }
  return !string_at(ingress, Pointer("/spec/ingressClassName"));
}

}  // namespace

bool asks_for_internal(const Json& service) {
  auto type = annotation(service, kLoadBalancerTypeAnnotation);
  if (!type) {
    type = annotation(service, kOldLoadBalancerTypeAnnotation);
  }
  return type == "Internal" || type == "internal";
}

bool is_public(const Json& object) {
  return (kService.matches(object) && is_public_service(object)) ||
         (kIngress.matches(object) && is_public_ingress(object));
}

std::string sha256_of(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string digits;
  for (unsigned i = 0; i < size; ++i) {
    digits += fmt::format("{:02x}", digest.at(i));
  }
  return digits;
}

std::string companion_name(const std::string& name) {
  return name.size() <= kLongestName
             ? name
             : name.substr(0, kKeptOfLongName) + "-" + sha256_of(name).substr(0, kHashDigits);
}

std::string report_name(const std::string& restore, std::size_t part) {
  constexpr std::size_t kLongest = 253;
  std::string name = "eks2gke-report-" + restore;
  const std::string suffix = part == 1 ? "" : fmt::format("-{}", part);
  if (name.size() + suffix.size() > kLongest) {
    const std::string digits = sha256_of(name).substr(0, kHashDigits);
    name.resize(kLongest - suffix.size() - kHashDigits - 1);
    name += "-" + digits;
  }
  return name + suffix;
}

ObjectName backend_config_name(std::string_view name_space, std::string_view service,
                               std::string_view port) {
  return {.api_version = "cloud.google.com/v1",
          .kind = "BackendConfig",
          .name_space = std::string(name_space),
          .name = companion_name(fmt::format("eks2gke-{}-{}", service, port))};
}

ObjectName frontend_config_name(const Json& ingress) {
  return {.api_version = "networking.gke.io/v1beta1",
          .kind = "FrontendConfig",
          .name_space = namespace_of(ingress),
          .name = companion_name("eks2gke-" + name_of(ingress))};
}

ObjectName managed_certificate_name(const Json& ingress, std::size_t number) {
  return {.api_version = "networking.gke.io/v1",
          .kind = "ManagedCertificate",
          .name_space = namespace_of(ingress),
          .name = companion_name(fmt::format("eks2gke-{}-{}", name_of(ingress), number))};
}

}  // namespace translator
