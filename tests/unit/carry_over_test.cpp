#include "translator/carry_over.h"

#include <gtest/gtest.h>

#include "translator/gke_names.h"

namespace translator {
namespace {

Json service(const char* spec, const char* metadata = R"({"name":"web"})") {
  return {{"apiVersion", "v1"},
          {"kind", "Service"},
          {"metadata", Json::parse(metadata)},
          {"spec", Json::parse(spec)}};
}

Json ingress(const char* metadata) {
  return {{"apiVersion", "networking.k8s.io/v1"},
          {"kind", "Ingress"},
          {"metadata", Json::parse(metadata)},
          {"spec", Json::object()}};
}

TEST(CarryOver, FinalizersOfGkeStayAndThoseOfAwsGo) {
  Json answer = ingress(R"({"name":"web","finalizers":["shop.example/own"]})");
  carry_over(answer,
             ingress(R"({"name":"web","finalizers":["networking.gke.io/ingress-finalizer-V2",
      "group.ingress.k8s.aws/shop","shop.example/own"]})"),
             false);
  EXPECT_EQ(answer["metadata"]["finalizers"],
            Json::parse(R"(["networking.gke.io/ingress-finalizer-V2","shop.example/own"])"));
}

TEST(CarryOver, WhatGkeWroteStaysAndWhatPeopleWroteGoesTheWayOfTheBackup) {
  Json answer = ingress(R"({"name":"web","annotations":{"kubernetes.io/ingress.class":"gce"}})");
  carry_over(answer, ingress(R"({"name":"web","annotations":{"kubernetes.io/ingress.class":"x",
      "ingress.kubernetes.io/backends":"{}","team":"a","eks2gke.io/next-step":"old"}})"),
             false);
  EXPECT_EQ(answer["metadata"]["annotations"], Json::parse(R"({"kubernetes.io/ingress.class":"gce",
                            "ingress.kubernetes.io/backends":"{}"})"));
}

TEST(CarryOver, JsonKeepsItsTextWhenItMeansTheSame) {
  Json answer = service("{}", R"({"name":"web","annotations":{
      "cloud.google.com/backend-config":"{\"ports\":{\"80\":\"a\"}}"}})");
  const std::string there = R"({"ports": {"80": "a", "81": "b"}})";
  Json live = service("{}");
  live["metadata"]["annotations"]["cloud.google.com/backend-config"] = there;
  carry_over(answer, live, false);
  EXPECT_EQ(annotation(answer, kBackendConfigAnnotation), there);
}

TEST(CarryOver, JsonOfTheAnswerWinsWhereBothSpeak) {
  Json answer = service("{}", R"({"annotations":{
      "cloud.google.com/backend-config":"{\"ports\":{\"80\":\"new\"}}"}})");
  Json live = service("{}", R"({"annotations":{
      "cloud.google.com/backend-config":"{\"ports\":{\"80\":\"old\",\"81\":\"b\"}}"}})");
  carry_over(answer, live, false);
  EXPECT_EQ(annotation(answer, kBackendConfigAnnotation), R"({"ports":{"80":"new","81":"b"}})");
}

TEST(CarryOver, AParkedAnswerAsksGkeForNothing) {
  Json answer = service(R"({"type":"ClusterIP","ports":[{"port":80}]})");
  carry_over(answer,
             service(R"({"type":"LoadBalancer","clusterIP":"10.0.0.1","loadBalancerClass":"x",
                         "externalTrafficPolicy":"Cluster","ports":[{"port":80,"nodePort":30080}]})",
                     R"({"annotations":{"cloud.google.com/neg":"{\"ingress\":true}"}})"),
             true);
  EXPECT_EQ(answer["spec"],
            Json::parse(R"({"type":"ClusterIP","ports":[{"port":80}],"clusterIP":"10.0.0.1"})"));
  EXPECT_FALSE(annotation(answer, kNegAnnotation));
}

TEST(CarryOver, WhatTheApiServerGaveStays) {
  Json answer = service(R"({"type":"LoadBalancer","externalTrafficPolicy":"Local",
      "ports":[{"port":80,"protocol":"TCP"},{"port":80,"protocol":"UDP","nodePort":31000}]})");
  const char* live = R"({"type":"LoadBalancer","externalTrafficPolicy":"Local",
      "ports":[{"port":80,"protocol":"TCP","nodePort":30080},
               {"port":80,"protocol":"UDP","nodePort":30081}],
      "clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"],"ipFamilies":["IPv4"],
      "ipFamilyPolicy":"SingleStack","sessionAffinity":"None","internalTrafficPolicy":"Cluster",
      "allocateLoadBalancerNodePorts":true,"healthCheckNodePort":32000})";
  carry_over(answer, service(live), false);
  Json expected = Json::parse(live);
  expected["ports"][1]["nodePort"] = 31000;
  EXPECT_EQ(nlohmann::json(answer["spec"]), nlohmann::json(expected));
}

TEST(CarryOver, ALiveSettingThatIsNoDefaultIsNotTaken) {
  Json answer = service(R"({"type":"ClusterIP"})");
  carry_over(answer, service(R"({"type":"ClusterIP","sessionAffinity":"ClientIP"})"), false);
  EXPECT_EQ(answer["spec"], Json::parse(R"({"type":"ClusterIP"})"));
}

TEST(CarryOver, AClassThatWouldOpenAnInternalServiceIsNotTaken) {
  const char* internal = R"({"annotations":{"networking.gke.io/load-balancer-type":"Internal"}})";
  for (const auto& [class_name, taken] :
       {std::pair{"networking.gke.io/l4-regional-internal", true},
        std::pair{"networking.gke.io/l4-regional-external", false}}) {
    Json answer = service(R"({"type":"LoadBalancer"})", internal);
    Json live = service(R"({"type":"LoadBalancer"})");
    live["spec"]["loadBalancerClass"] = class_name;
    carry_over(answer, live, false);
    EXPECT_EQ(answer["spec"].contains("loadBalancerClass"), taken) << class_name;
    EXPECT_FALSE(is_public(answer)) << class_name;
  }
}

TEST(CarryOver, CertificatesThatGkeMadeStayInTheList) {
  Json answer = ingress(R"({"annotations":{"networking.gke.io/managed-certificates":"eks2gke-web-1",
      "ingress.gcp.kubernetes.io/pre-shared-cert":"own"}})");
  carry_over(answer, ingress(R"({"annotations":{
      "ingress.gcp.kubernetes.io/pre-shared-cert":"own,mcrt-1,stale"}})"),
             false);
  EXPECT_EQ(annotation(answer, kPreSharedCertAnnotation), "own,mcrt-1");
}

// github.com/vmware-tanzu/velero v1.18.3 pkg/restore/actions/service_action.go writes them.
TEST(CarryOver, TheTracesOfVelerosServiceActionGo) {
  Json answer = service("{}", R"({"name":"web","creationTimestamp":null})");
  answer["status"] = Json::parse(R"({"loadBalancer":{}})");
  carry_over(answer, service("{}"), false);
  EXPECT_EQ(answer, service("{}"));
}

TEST(CarryOver, AnotherKindStaysAsItIs) {
  Json answer = Json::parse(R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}})");
  const Json before = answer;
  Json live = answer;
  live["metadata"]["finalizers"] = {"x/y"};
  carry_over(answer, live, false);
  EXPECT_EQ(answer, before);
}

}  // namespace
}  // namespace translator
