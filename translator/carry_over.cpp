#include "translator/carry_over.h"

#include <algorithm>
#include <array>

#include "translator/aws_names.h"
#include "translator/gke_names.h"
#include "translator/resources.h"

namespace translator {
namespace {

// Written by the controllers of GKE, never by people (kubernetes/ingress-gce v1.41.1,
// pkg/utils/serviceapi and pkg/annotations; kubernetes/cloud-provider-gcp).
constexpr std::array<std::string_view, 27> kWrittenByGke = {
    "cloud.google.com/neg-status",
    "ingress.gcp.kubernetes.io/instance-groups",
    "ingress.kubernetes.io/backends",
    "ingress.kubernetes.io/forwarding-rule",
    "ingress.kubernetes.io/https-forwarding-rule",
    "ingress.kubernetes.io/https-target-proxy",
    "ingress.kubernetes.io/redirect-url-map",
    "ingress.kubernetes.io/ssl-cert",
    "ingress.kubernetes.io/static-ip",
    "ingress.kubernetes.io/target-proxy",
    "ingress.kubernetes.io/url-map",
    "networking.gke.io/backend-service",
    "networking.gke.io/target-pool",
    "service.kubernetes.io/backend-service",
    "service.kubernetes.io/firewall-rule",
    "service.kubernetes.io/firewall-rule-deny",
    "service.kubernetes.io/firewall-rule-deny-ipv6",
    "service.kubernetes.io/firewall-rule-for-hc",
    "service.kubernetes.io/firewall-rule-for-hc-ipv6",
    "service.kubernetes.io/firewall-rule-ipv6",
    "service.kubernetes.io/healthcheck",
    "service.kubernetes.io/l3-forwarding-rule",
    "service.kubernetes.io/l3-forwarding-rule-ipv6",
    "service.kubernetes.io/tcp-forwarding-rule",
    "service.kubernetes.io/tcp-forwarding-rule-ipv6",
    "service.kubernetes.io/udp-forwarding-rule",
    "service.kubernetes.io/udp-forwarding-rule-ipv6",
};

// One JSON object for all ports and all Ingresses of a Service.
constexpr std::array<std::string_view, 2> kShared = {kNegAnnotation, kBackendConfigAnnotation};

const Pointer kAnnotations("/metadata/annotations");
const Pointer kFinalizers("/metadata/finalizers");
const Pointer kServiceType("/spec/type");
const Pointer kClass("/spec/loadBalancerClass");

bool same_meaning(const Json& one, const Json& other) {
  return nlohmann::json(one) == nlohmann::json(other);
}

void set_annotation(Json& answer, std::string_view key, const std::string& value) {
  Json& annotations = answer["metadata"]["annotations"];
  if (!annotations.is_object()) {
    annotations = Json::object();
  }
  annotations[std::string(key)] = value;
}

void take_finalizers(Json& answer, const Json& live) {
  Json kept = Json::array();
  for (const Json& finalizer : array_at(live, kFinalizers)) {
    if (finalizer.is_string() && !is_aws_finalizer(finalizer.get<std::string>())) {
      kept.push_back(finalizer);
    }
  }
  for (const Json& finalizer : array_at(answer, kFinalizers)) {
    if (std::find(kept.begin(), kept.end(), finalizer) == kept.end()) {
      kept.push_back(finalizer);
    }
  }
  if (!kept.empty()) {
    answer["metadata"]["finalizers"] = std::move(kept);
  }
}

// What others wrote into the live value stays; the answer wins where both speak.
void take_shared(Json& answer, const Json& live, std::string_view key) {
  const auto there = annotation(live, key);
  if (!there) {
    return;
  }
  const auto ours = annotation(answer, key);
  if (!ours) {
    set_annotation(answer, key, *there);
    return;
  }
  const auto old_value = parse_json(*there);
  const auto new_value = parse_json(*ours);
  if (!old_value || !new_value || !old_value->value.is_object() || !new_value->value.is_object()) {
    return;
  }
  Json merged = old_value->value;
  merged.merge_patch(new_value->value);
  set_annotation(answer, key, same_meaning(merged, old_value->value) ? *there : to_text(merged));
}

// GKE's controller of ManagedCertificates adds the certificates that it makes to this list.
void take_managed_certificates(Json& answer, const Json& live) {
  const auto there = annotation(live, kPreSharedCertAnnotation);
  if (!there || !annotation(answer, kManagedCertificatesAnnotation)) {
    return;
  }
  std::string names = annotation(answer, kPreSharedCertAnnotation).value_or("");
  std::size_t begin = 0;
  while (begin < there->size()) {
    const auto end = std::min(there->find(',', begin), there->size());
    const auto name = there->substr(begin, end - begin);
    if (name.starts_with("mcrt-")) {
      names += (names.empty() ? "" : ",") + name;
    }
    begin = end + 1;
  }
  if (!names.empty()) {
    set_annotation(answer, kPreSharedCertAnnotation, names);
  }
}

void take_annotations(Json& answer, const Json& live, bool parked) {
  for (const std::string_view key : kWrittenByGke) {
    const auto there = annotation(live, key);
    if (there && !annotation(answer, key)) {
      set_annotation(answer, key, *there);
    }
  }
  if (parked) {
    return;
  }
  for (const std::string_view key : kShared) {
    take_shared(answer, live, key);
  }
  take_managed_certificates(answer, live);
}

// `field` of `from` when the answer says nothing of it.
void take_field(Json& to, const Json& from, const char* field) {
  if (from.contains(field) && !to.contains(field)) {
    to[field] = from[field];
  }
}

void take_default(Json& to, const Json& from, const char* field, const Json& value) {
  if (from.contains(field) && from[field] == value) {
    take_field(to, from, field);
  }
}

void take_addresses(Json& spec, const Json& live) {
  // Both headless, or both not: the API server allows no change.
  const auto headless = [](const Json& one) { return one.value("clusterIP", "") == "None"; };
  if (spec.contains("clusterIP") && headless(spec) != headless(live)) {
    return;
  }
  for (const char* field : {"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"}) {
    if (live.contains(field)) {
      spec[field] = live[field];
    }
  }
}

bool same_port(const Json& one, const Json& other) {
  return one.is_object() && other.is_object() &&
         one.value("port", Json()) == other.value("port", Json()) &&
         one.value("protocol", Json("TCP")) == other.value("protocol", Json("TCP"));
}

void take_node_ports(Json& spec, const Json& live) {
  static const Pointer kPorts("/ports");
  if (!spec.contains("ports") || !spec["ports"].is_array()) {
    return;
  }
  for (Json& port : spec["ports"]) {
    for (const Json& there : array_at(live, kPorts)) {
      if (same_port(port, there)) {
        take_field(port, there, "nodePort");
        take_field(port, there, "protocol");
      }
    }
  }
}

// A class cannot be changed. One that would make the answer public is not taken over: the API
// server then refuses the update, and Velero says so.
void take_class(Json& answer, const Json& live) {
  const auto there = string_at(live, kClass);
  if (!there || string_at(answer, kClass)) {
    return;
  }
  Json with_class = answer;
  with_class["spec"]["loadBalancerClass"] = *there;
  if (!is_public(with_class) || is_public(answer)) {
    answer = std::move(with_class);
  }
}

void take_service_fields(Json& answer, const Json& live) {
  const Json* live_spec = find(live, Pointer("/spec"));
  if (live_spec == nullptr || !live_spec->is_object() || !answer.contains("spec") ||
      !answer["spec"].is_object()) {
    return;
  }
  const auto type = string_at(answer, kServiceType).value_or("ClusterIP");
  const auto live_type = string_at(live, kServiceType).value_or("ClusterIP");
  if (type == "ExternalName" || live_type == "ExternalName") {
    return;
  }
  Json& spec = answer["spec"];
  take_addresses(spec, *live_spec);
  take_default(spec, *live_spec, "sessionAffinity", "None");
  take_default(spec, *live_spec, "internalTrafficPolicy", "Cluster");
  if (type == "ClusterIP" || type != live_type) {
    return;
  }
  take_node_ports(spec, *live_spec);
  take_default(spec, *live_spec, "externalTrafficPolicy", "Cluster");
  if (type == "LoadBalancer") {
    take_default(spec, *live_spec, "allocateLoadBalancerNodePorts", true);
    if (spec.value("externalTrafficPolicy", "") == "Local") {
      take_field(spec, *live_spec, "healthCheckNodePort");
    }
    take_class(answer, live);
  }
}

// Velero's own action for Services leaves these behind; they would be sent as changes.
void drop_empty_traces(Json& answer) {
  answer.erase("status");
  Json& metadata = answer["metadata"];
  if (metadata.is_object() && metadata.value("creationTimestamp", Json(0)).is_null()) {
    metadata.erase("creationTimestamp");
  }
}

}  // namespace

void carry_over(Json& answer, const Json& live, bool parked) {
  const bool service = kService.matches(answer);
  if (!service && !kIngress.matches(answer)) {
    return;
  }
  take_finalizers(answer, live);
  take_annotations(answer, live, parked);
  if (const Json* managers = find(live, Pointer("/metadata/managedFields"))) {
    answer["metadata"]["managedFields"] = *managers;
  }
  drop_empty_traces(answer);
  if (service) {
    take_service_fields(answer, live);
  }
}

}  // namespace translator
