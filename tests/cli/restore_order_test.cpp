#include "cmd/restore_order.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

namespace cmd {
namespace {

TEST(RestoreOrder, IsThatOfVelero) {
  // As Velero 1.18 orders them (pkg/cmd/server/config/config.go, and bytewise between).
  const std::vector<std::string_view> expected = {"customresourcedefinitions.apiextensions.k8s.io",
                                                  "namespaces",
                                                  "persistentvolumeclaims",
                                                  "clusterroles.rbac.authorization.k8s.io",
                                                  "serviceaccounts",
                                                  "rolebindings.rbac.authorization.k8s.io",
                                                  "secrets",
                                                  "configmaps",
                                                  "pods",
                                                  "replicasets.apps",
                                                  "endpoints",
                                                  "services",
                                                  "backendconfigs.cloud.google.com",
                                                  "deployments.apps",
                                                  "ingressclasses.networking.k8s.io",
                                                  "ingressclassparams.elbv2.k8s.aws",
                                                  "ingresses.extensions",
                                                  "ingresses.networking.k8s.io",
                                                  "targetgroupbindings.elbv2.k8s.aws",
                                                  "clusters.cluster.x-k8s.io",
                                                  "packageinstalls.packaging.carvel.dev"};
  std::vector<std::string_view> sorted = expected;
  std::reverse(sorted.begin(), sorted.end());
  std::sort(sorted.begin(), sorted.end(), [](std::string_view a, std::string_view b) {
    return restore_rank(a) < restore_rank(b);
  });
  EXPECT_EQ(sorted, expected);
}

TEST(RestoreOrder, ASameNameInAnotherGroupIsNoPriority) {
  EXPECT_LT(restore_rank("services"), restore_rank("a.example.com"));
  EXPECT_LT(restore_rank("a.example.com"), restore_rank("services.serving.knative.dev"));
}

}  // namespace
}  // namespace cmd
