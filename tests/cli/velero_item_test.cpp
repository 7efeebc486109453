#include "cmd/velero_item.h"

#include <gmock/gmock.h>

namespace cmd {
namespace {

using translator::Json;

struct ItemCase {
  const char* what;
  const char* before;
  const char* after;
};

constexpr ItemCase kCases[] = {
    {"metadata of the old cluster goes, the rest stays in its order",
     R"({"kind":"Ingress","metadata":{"uid":"1","name":"web","generateName":"w-","selfLink":"/x",
         "resourceVersion":"5","generation":2,"creationTimestamp":"t","deletionTimestamp":"t",
         "deletionGracePeriodSeconds":0,"ownerReferences":[{}],"finalizers":["f"],
         "managedFields":[{}],"labels":{"a":"b"},"annotations":{"c":"d"}},"spec":{"x":null},
         "status":{"loadBalancer":{}}})",
     R"({"kind":"Ingress","metadata":{"name":"web","finalizers":["f"],"managedFields":[{}],
         "labels":{"a":"b"},"annotations":{"c":"d"}},"spec":{"x":null}})"},
    {"cluster IPs and node ports that Kubernetes chose",
     R"({"apiVersion":"v1","kind":"Service","metadata":{},"spec":{"clusterIP":"10.0.0.1",
         "clusterIPs":["10.0.0.1"],"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}})",
     R"({"apiVersion":"v1","kind":"Service","metadata":{},"spec":{"type":"NodePort",
         "ports":[{"port":80}]}})"},
    {"a headless Service stays headless",
     R"({"apiVersion":"v1","kind":"Service","metadata":{},"spec":{"clusterIP":"None",
         "clusterIPs":["None"]}})",
     R"({"apiVersion":"v1","kind":"Service","metadata":{},"spec":{"clusterIP":"None",
         "clusterIPs":["None"]}})"},
    {"node ports given to kubectl apply are kept, by name or by number",
     R"({"apiVersion":"v1","kind":"Service","metadata":{"annotations":{
         "kubectl.kubernetes.io/last-applied-configuration":
         "{\"spec\":{\"ports\":[{\"name\":\"a\",\"nodePort\":30001},{\"nodePort\":30002},{\"name\":\"c\"}]}}"}},
         "spec":{"ports":[{"name":"a","nodePort":30001},{"nodePort":30002},
         {"name":"c","nodePort":30003},{"nodePort":30004}]}})",
     R"({"apiVersion":"v1","kind":"Service","metadata":{"annotations":{
         "kubectl.kubernetes.io/last-applied-configuration":
         "{\"spec\":{\"ports\":[{\"name\":\"a\",\"nodePort\":30001},{\"nodePort\":30002},{\"name\":\"c\"}]}}"}},
         "spec":{"ports":[{"name":"a","nodePort":30001},{"nodePort":30002},
         {"name":"c"},{}]}})"},
    {"node ports of server-side apply are kept",
     R"({"apiVersion":"v1","kind":"Service","metadata":{"managedFields":[{"fieldsV1":{"f:spec":
         {"f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{"f:nodePort":{}}}}}}]},
         "spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30001},
         {"port":81,"protocol":"TCP","nodePort":30002}]}})",
     R"({"apiVersion":"v1","kind":"Service","metadata":{"managedFields":[{"fieldsV1":{"f:spec":
         {"f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{"f:nodePort":{}}}}}}]},
         "spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30001},
         {"port":81,"protocol":"TCP"}]}})"},
    {"the health check port that Kubernetes chose",
     R"({"apiVersion":"v1","kind":"Service","metadata":{},"spec":{"type":"LoadBalancer",
         "externalTrafficPolicy":"Local","healthCheckNodePort":31000}})",
     R"({"apiVersion":"v1","kind":"Service","metadata":{},"spec":{"type":"LoadBalancer",
         "externalTrafficPolicy":"Local"}})"},
    {"the health check port that a person chose",
     R"({"apiVersion":"v1","kind":"Service","metadata":{"annotations":{
         "kubectl.kubernetes.io/last-applied-configuration":"{\"spec\":{\"healthCheckNodePort\":31000}}"}},
         "spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":31000}})",
     R"({"apiVersion":"v1","kind":"Service","metadata":{"annotations":{
         "kubectl.kubernetes.io/last-applied-configuration":"{\"spec\":{\"healthCheckNodePort\":31000}}"}},
         "spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":31000}})"},
    {"a Service of another group is no Service",
     R"({"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{},
         "spec":{"clusterIP":"1"}})",
     R"({"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{},
         "spec":{"clusterIP":"1"}})"},
    {"odd types change nothing",
     R"({"apiVersion":"v1","kind":"Service","metadata":[],"spec":{"ports":{"a":1}}})",
     R"({"apiVersion":"v1","kind":"Service","metadata":[],"spec":{"ports":{"a":1}}})"},
};

TEST(VeleroItem, IsWhatVeleroHandsToPlugins) {
  for (const ItemCase& one : kCases) {
    EXPECT_EQ(velero_item(Json::parse(one.before)).dump(), Json::parse(one.after).dump())
        << one.what;
  }
}

struct LeftOutCase {
  const char* object;
  const char* reason;
};

TEST(WhyLeftOut, ForWhatVeleroDoesNotRestore) {
  constexpr LeftOutCase kLeftOut[] = {
      {R"({"apiVersion":"v1","kind":"Node"})", "Velero never restores this kind"},
      {R"({"apiVersion":"v1","kind":"Event"})", "Velero never restores this kind"},
      {R"({"apiVersion":"events.k8s.io/v1","kind":"Event"})", "Velero never restores this kind"},
      {R"({"apiVersion":"velero.io/v1","kind":"Restore"})", "Velero never restores this kind"},
      {R"({"apiVersion":"v1","kind":"Pod","status":{"phase":"Succeeded"}})", "a finished Pod"},
      {R"({"apiVersion":"v1","kind":"Pod","status":{"phase":"Failed"}})", "a finished Pod"},
      {R"({"apiVersion":"v1","kind":"Pod","status":{"phase":"Running"}})", ""},
      {R"({"apiVersion":"v1","kind":"Pod","metadata":{"annotations":
          {"kubernetes.io/config.mirror":"x"}}})",
       "a mirror Pod"},
      {R"({"apiVersion":"batch/v1","kind":"Job","status":{"completionTime":"t"}})",
       "a finished Job"},
      {R"({"apiVersion":"batch/v1","kind":"Job","status":{"active":1}})", ""},
      {R"({"apiVersion":"shop.example.com/v1","kind":"Node"})", ""},
      {R"({"apiVersion":"v1","kind":"Namespace"})", ""},
  };
  for (const LeftOutCase& one : kLeftOut) {
    EXPECT_EQ(why_left_out(Json::parse(one.object)), one.reason) << one.object;
  }
}

TEST(ItemOfInput, KeepsWhatAPersonWrote) {
  const Json manifest = Json::parse(
      R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"NodePort",
          "ports":[{"port":80,"nodePort":30080}]}})");
  EXPECT_EQ(item_of_input(manifest), manifest);
  Json stored = manifest;
  stored["metadata"]["uid"] = "1";
  EXPECT_EQ(item_of_input(stored), velero_item(stored));
  EXPECT_NE(item_of_input(stored), manifest);
}

}  // namespace
}  // namespace cmd
