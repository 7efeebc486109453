#include "translator/surroundings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "translator/ingress_api.h"

namespace translator {
namespace {

struct SurroundingKind {
  std::string_view group;
  std::string_view kind;
  std::string_view directory;
};

// What rules ask for.
constexpr std::array kSurroundingKinds = {
    SurroundingKind{"", "Namespace", "namespaces"},
    SurroundingKind{"", "Pod", "pods"},
    SurroundingKind{"", "Secret", "secrets"},
    SurroundingKind{"", "Service", "services"},
    SurroundingKind{"apps", "DaemonSet", "daemonsets.apps"},
    SurroundingKind{"apps", "Deployment", "deployments.apps"},
    SurroundingKind{"apps", "StatefulSet", "statefulsets.apps"},
    SurroundingKind{"eks.amazonaws.com", "IngressClassParams",
                    "ingressclassparams.eks.amazonaws.com"},
    SurroundingKind{"elbv2.k8s.aws", "IngressClassParams", "ingressclassparams.elbv2.k8s.aws"},
    SurroundingKind{"extensions", "Ingress", "ingresses.extensions"},  // kept as networking.k8s.io
    SurroundingKind{"networking.k8s.io", "Ingress", "ingresses.networking.k8s.io"},
    SurroundingKind{"networking.k8s.io", "IngressClass", "ingressclasses.networking.k8s.io"},
    SurroundingKind{"networking.k8s.io", "NetworkPolicy", "networkpolicies.networking.k8s.io"},
};

constexpr std::array<std::string_view, 4> kNamespacesOfEveryCluster = {
    "default", "kube-node-lease", "kube-public", "kube-system"};

// Of all Secrets only those that an Ingress can serve.
bool is_other_secret(const Json& object) {
  return kind_of(object) == "Secret" && find(object, Pointer("/data/tls.crt")) == nullptr;
}

// A backup has thousands of pods, and rules ask for no more of them than this.
Json outline_of(const Json& object) {
  const bool pod = kind_of(object) == "Pod";
  Json outline = {{"apiVersion", string_at(object, Pointer("/apiVersion")).value_or("")},
                  {"kind", kind_of(object)},
                  {"metadata", {{"namespace", namespace_of(object)}, {"name", name_of(object)}}}};
  for (const Pointer& path :
       pod ? std::array{Pointer("/metadata/labels"), Pointer("/spec/containers")}
           : std::array{Pointer("/spec/template/metadata/labels"),
                        Pointer("/spec/template/spec/containers")}) {
    if (const Json* value = find(object, path)) {
      outline[path] = *value;
    }
  }
  return outline;
}

bool has_pods(const std::string& group, const std::string& kind) {
  return group == "apps" || kind == "Pod";
}

}  // namespace

bool is_surrounding(std::string_view directory) {
  return std::any_of(kSurroundingKinds.begin(), kSurroundingKinds.end(),
                     [&](const SurroundingKind& kept) { return kept.directory == directory; });
}

void BackupObjects::add(Json object) {
  if (auto modern = ingress_as_v1(object)) {
    object = std::move(*modern);
  }
  const std::string group = group_of(object);
  const std::string kind = kind_of(object);
  const bool wanted = std::any_of(
      kSurroundingKinds.begin(), kSurroundingKinds.end(),
      [&](const SurroundingKind& kept) { return kept.group == group && kept.kind == kind; });
  if (wanted && !is_other_secret(object)) {
    if (has_pods(group, kind)) {
      object = outline_of(object);
    }
    kinds_[{group, kind}].try_emplace({namespace_of(object), name_of(object)}, std::move(object));
  }
}

bool BackupObjects::whole_cluster() const {
  return std::all_of(
      kNamespacesOfEveryCluster.begin(), kNamespacesOfEveryCluster.end(),
      [&](std::string_view name) { return find("", "Namespace", "", name) != nullptr; });
}

const Json* BackupObjects::find(std::string_view group, std::string_view kind,
                                std::string_view name_space, std::string_view name) const {
  const auto names = kinds_.find({std::string(group), std::string(kind)});
  if (names == kinds_.end()) {
    return nullptr;
  }
  const auto object = names->second.find({std::string(name_space), std::string(name)});
  return object == names->second.end() ? nullptr : &object->second;
}

std::vector<const Json*> BackupObjects::all(std::string_view group, std::string_view kind) const {
  std::vector<const Json*> objects;
  const auto names = kinds_.find({std::string(group), std::string(kind)});
  if (names != kinds_.end()) {
    for (const auto& [name, object] : names->second) {
      objects.push_back(&object);
    }
  }
  return objects;
}

}  // namespace translator
