#include "translator/wall.h"

#include <array>

namespace translator {
namespace {

constexpr std::size_t kOriginalLimit = 64 * 1024;

Json previous(const Json& item) {
  Json edits = Json::array();
  const Json& metadata = item.at("metadata");
  for (const char* name : {"annotations", "finalizers"}) {
    if (metadata.contains(name)) {
      edits.push_back({{"path", std::string("/metadata/") + name}, {"value", metadata.at(name)}});
    }
  }
  if (item.contains("spec")) {
    edits.push_back({{"path", "/spec"}, {"value", item.at("spec")}});
  }
  return {{"schema", "eks2gke.io/original/v1"}, {"edits", std::move(edits)}};
}

void make_inert_service(Json& item) {
  Json& spec = item["spec"];
  if (!spec.is_object()) {
    spec = Json::object();
  }
  spec["type"] = "ClusterIP";
  for (const char* field :
       {"allocateLoadBalancerNodePorts", "externalIPs", "externalName", "externalTrafficPolicy",
        "healthCheckNodePort", "loadBalancerClass", "loadBalancerIP", "loadBalancerSourceRanges"}) {
    spec.erase(field);
  }
  if (spec.contains("ports") && spec.at("ports").is_array()) {
    for (Json& port : spec.at("ports")) {
      if (port.is_object()) {
        port.erase("nodePort");
      }
    }
  }
}

}  // namespace

std::optional<std::string> minimally_parked(const Json& item, const std::string& reason) {
  const std::string kind = item.value("kind", "");
  const std::string version = item.value("apiVersion", "");
  const bool ingress = kind == "Ingress" && version.compare(0, 18, "networking.k8s.io/") == 0;
  const bool service = kind == "Service" && version == "v1";
  if ((!ingress && !service) || !item.contains("metadata") || !item.at("metadata").is_object()) {
    return std::nullopt;
  }
  Json parked = item;
  std::string original = previous(item).dump(-1, ' ', false, Json::error_handler_t::replace);
  Json annotations = {
      {"eks2gke.io/verdict", "parked"},
      {"eks2gke.io/summary", "parked: " + reason},
      {"eks2gke.io/next-step", "Compare this object with the backup and set it up by hand."},
      {"velero.io/restore-status", "false"}};
  if (original.size() <= kOriginalLimit) {
    annotations["eks2gke.io/original"] = std::move(original);
  }
  if (ingress) {
    annotations["kubernetes.io/ingress.class"] = "eks2gke-parked";
    if (parked.contains("spec") && parked.at("spec").is_object()) {
      parked.at("spec").erase("ingressClassName");
    }
  } else {
    make_inert_service(parked);
  }
  Json& metadata = parked.at("metadata");
  metadata["annotations"] = std::move(annotations);
  metadata.erase("finalizers");
  metadata.erase("managedFields");
  return parked.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace translator
