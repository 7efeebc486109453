#include "translator/served.h"

#include <algorithm>

#include "translator/gke_names.h"
#include "translator/resources.h"

namespace translator {
namespace {

bool is_internal(const Json& restored) {
  if (kIngress.matches(restored)) {
    return annotation(restored, kIngressClassAnnotation) == kInternalClass;
  }
  return kService.matches(restored) &&
         string_at(restored, Pointer("/spec/type")) == "LoadBalancer" &&
         (asks_for_internal(restored) ||
          string_at(restored, Pointer("/spec/loadBalancerClass")) == kInternalServiceClass);
}

}  // namespace

Served served_by_google(const Json& restored) {
  Served served{.external = is_public(restored), .addresses = 0};
  if (served.external || is_internal(restored)) {
    const std::size_t families = array_at(restored, Pointer("/spec/ipFamilies")).size();
    served.addresses = std::max<std::size_t>(1, families);
  }
  return served;
}

std::vector<std::string> reserved_addresses(const Json& restored) {
  std::vector<std::string> names;
  for (const std::string_view key :
       {kGlobalAddressAnnotation, kRegionalAddressAnnotation, kAddressesAnnotation}) {
    for (std::string& name : names_in(annotation(restored, key).value_or(""))) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::optional<std::string> subnet_of(const Json& service) {
  auto name = annotation(service, kSubnetAnnotation);
  return name ? name : annotation(service, kInternalSubnetAnnotation);
}

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  std::string name;
  const auto finish = [&] {
    if (!name.empty()) {
      names.push_back(std::move(name));
    }
    name.clear();
  };
  for (const char c : list) {
    if (c == ',') {
      finish();
    } else if (c != ' ') {
      name += c;
    }
  }
  finish();
  return names;
}

void LoadBalancers::add(const Served& served) {
  if (served.addresses > 0) {
    ++(served.external ? external : internal);
    addresses += served.addresses;
  }
}

}  // namespace translator
