#include "translator/park.h"

#include <algorithm>
#include <array>

#include "translator/gke_names.h"
#include "translator/resources.h"

namespace translator {
namespace {

// Refused by the API server unless the type is LoadBalancer (or NodePort), or opening ports of
// nodes. Source: kubernetes pkg/apis/core/validation (ValidateService), v1.33.
constexpr std::array kServiceFields = {
    "/spec/allocateLoadBalancerNodePorts", "/spec/externalIPs",       "/spec/externalTrafficPolicy",
    "/spec/healthCheckNodePort",           "/spec/loadBalancerClass", "/spec/loadBalancerIP",
    "/spec/loadBalancerSourceRanges"};
constexpr std::string_view kRangesAnnotation =
    "service.beta.kubernetes.io/load-balancer-source-ranges";

// What rows ask of GKE's load balancers. Other annotations stay: a parked Service can still be
// behind an Ingress.
bool asks_for_load_balancer(const Edit& edit) {
  static const std::array kAsked = {
      annotation_path(kIngressClassAnnotation),   annotation_path(kLoadBalancerTypeAnnotation),
      annotation_path(kBackendServiceAnnotation), annotation_path(kAddressesAnnotation),
      annotation_path(kSubnetAnnotation),         annotation_path(kInternalSubnetAnnotation),
      annotation_path(kGlobalAccessAnnotation),   annotation_path(kResourceLabelsAnnotation),
      Pointer("/spec/loadBalancerClass"),         Pointer("/spec/sessionAffinity")};
  return edit.value && std::find(kAsked.begin(), kAsked.end(), edit.path) != kAsked.end();
}

bool is_in(const std::vector<Edit>& edits, const Pointer& path) {
  return std::any_of(edits.begin(), edits.end(),
                     [&](const Edit& edit) { return edit.path == path; });
}

void take_away(std::vector<Edit>& edits, const Pointer& path) {
  if (!is_in(edits, path)) {
    edits.push_back(erase(path));
  }
}

}  // namespace

bool can_be_parked(const Json& object) {
  return kIngress.matches(object) || kService.matches(object);
}

std::vector<Edit> parking_edits(const Json& object, std::vector<Edit> edits) {
  edits.erase(std::remove_if(edits.begin(), edits.end(), asks_for_load_balancer), edits.end());
  if (kIngress.matches(object)) {
    take_away(edits, Pointer("/spec/ingressClassName"));
    edits.push_back(set(annotation_path(kIngressClassAnnotation), std::string(kParkedClass)));
    return edits;
  }
  edits.push_back(set(Pointer("/spec/type"), "ClusterIP"));
  for (const char* field : kServiceFields) {
    take_away(edits, Pointer(field));
  }
  take_away(edits, annotation_path(kRangesAnnotation));
  const std::size_t ports = array_at(object, Pointer("/spec/ports")).size();
  for (std::size_t i = 0; i < ports; ++i) {
    take_away(edits, Pointer("/spec/ports") / i / "nodePort");
  }
  return edits;
}

}  // namespace translator
