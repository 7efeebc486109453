#include "translator/surroundings.h"

#include <gtest/gtest.h>

#include "tests/support/objects.h"

namespace {

using translator::Json;
using translator::Pointer;

// A backup has thousands of pods, and each may be large.
TEST(Surroundings, KeepOfPodsWhatRulesAskFor) {
  translator::BackupObjects objects;
  objects.add(support::json(
      R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"shop","labels":{"app":"web"},"annotations":{"a":"b"}},"spec":{"containers":[{"name":"web"}],"volumes":[]},"status":{"phase":"Running"}})"));
  objects.add(support::json(
      R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},"spec":{"replicas":3,"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web"}],"nodeName":"a"}}}})"));
  const Json* pod = objects.find("", "Pod", "shop", "web-0");
  ASSERT_NE(pod, nullptr);
  EXPECT_EQ(
      *pod,
      support::json(
          R"({"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"web-0","labels":{"app":"web"}},"spec":{"containers":[{"name":"web"}]}})"));
  const Json* deployment = objects.find("apps", "Deployment", "shop", "web");
  ASSERT_NE(deployment, nullptr);
  EXPECT_EQ(
      deployment->at("spec"),
      support::json(
          R"({"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web"}]}}})"));
}

TEST(Surroundings, KeepAPodWithoutLabels) {
  translator::BackupObjects objects;
  objects.add(support::json(
      R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","namespace":"shop"},"spec":7})"));
  const Json* pod = objects.find("", "Pod", "shop", "web-0");
  ASSERT_NE(pod, nullptr);
  EXPECT_EQ(translator::find(*pod, Pointer("/metadata/labels")), nullptr);
}

TEST(Surroundings, AreReadFromTheFoldersOfPodsAndPolicies) {
  for (const char* folder : {"pods", "deployments.apps", "statefulsets.apps", "daemonsets.apps",
                             "networkpolicies.networking.k8s.io"}) {
    EXPECT_TRUE(translator::is_surrounding(folder)) << folder;
  }
  EXPECT_FALSE(translator::is_surrounding("replicasets.apps"));
}

}  // namespace
