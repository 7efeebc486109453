#include "cmd/prerequisites.h"

#include "translator/gke_names.h"

namespace cmd {
namespace {

using translator::Json;

bool is_internal_service(const Json& object) {
  return translator::kind_of(object) == "Service" && translator::group_of(object).empty() &&
         translator::string_at(object, translator::Pointer("/spec/type")) == "LoadBalancer" &&
         translator::asks_for_internal(object);
}

}  // namespace

bool is_internal_ingress(const Json& restored) {
  return translator::kind_of(restored) == "Ingress" &&
         translator::group_of(restored) == "networking.k8s.io" &&
         translator::annotation(restored, translator::kIngressClassAnnotation) ==
             translator::kInternalClass;
}

void count_load_balancers(const Json& restored, LoadBalancers& count) {
  if (translator::is_public(restored)) {
    ++count.external;
  } else if (is_internal_ingress(restored) || is_internal_service(restored)) {
    ++count.internal;
  }
}

Prerequisite proxy_only_subnet() {
  return {.id = "proxy-only-subnet",
          .reason =
              "Internal Ingresses (class gce-internal) need one proxy-only subnet in the "
              "region and network of the cluster; without it they never get an address.",
          .command =
              "gcloud compute networks subnets create proxy-only "
              "--purpose=REGIONAL_MANAGED_PROXY --role=ACTIVE --network=NETWORK "
              "--region=REGION --range=RANGE/23"};
}

Json to_json(const Prerequisite& prerequisite) {
  return {
      {"id", prerequisite.id}, {"reason", prerequisite.reason}, {"command", prerequisite.command}};
}

}  // namespace cmd
