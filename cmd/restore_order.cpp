#include "cmd/restore_order.h"

#include <algorithm>
#include <array>

namespace cmd {
namespace {

// Velero writes some of these without their group and lets discovery complete them.
constexpr std::array<std::string_view, 23> kFirst = {
    "customresourcedefinitions.apiextensions.k8s.io",
    "namespaces",
    "storageclasses.storage.k8s.io",
    "volumesnapshotclasses.snapshot.storage.k8s.io",
    "volumesnapshotcontents.snapshot.storage.k8s.io",
    "volumesnapshots.snapshot.storage.k8s.io",
    "datauploads.velero.io",
    "persistentvolumes",
    "persistentvolumeclaims",
    "clusterroles.rbac.authorization.k8s.io",
    "roles.rbac.authorization.k8s.io",
    "serviceaccounts",
    "clusterrolebindings.rbac.authorization.k8s.io",
    "rolebindings.rbac.authorization.k8s.io",
    "secrets",
    "configmaps",
    "limitranges",
    "priorityclasses.scheduling.k8s.io",
    "pods",
    "replicasets.apps",
    "clusterclasses.cluster.x-k8s.io",
    "endpoints",
    "services"};

constexpr std::array<std::string_view, 5> kLast = {
    "clusterbootstraps.run.tanzu.vmware.com", "clusters.cluster.x-k8s.io",
    "clusterresourcesets.addons.cluster.x-k8s.io", "apps.kappctrl.k14s.io",
    "packageinstalls.packaging.carvel.dev"};

template <std::size_t Size>
std::size_t place_in(const std::array<std::string_view, Size>& list, std::string_view directory) {
  return static_cast<std::size_t>(std::find(list.begin(), list.end(), directory) - list.begin());
}

}  // namespace

std::pair<std::size_t, std::string_view> restore_rank(std::string_view directory) {
  const std::size_t first = place_in(kFirst, directory);
  const std::size_t last = place_in(kLast, directory);
  if (last < kLast.size()) {
    return {kFirst.size() + 1 + last, directory};
  }
  return {first, directory};
}

}  // namespace cmd
