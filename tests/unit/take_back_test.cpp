// Taking an object back to the form that it had on EKS.

#include "translator/take_back.h"

#include <gmock/gmock.h>

#include "translator/result_annotations.h"
#include "translator/settings.h"
#include "translator/surroundings.h"
#include "translator/translate.h"

namespace translator {
namespace {

using testing::HasSubstr;

Json ingress(Json annotations) {
  return {
      {"apiVersion", "networking.k8s.io/v1"},
      {"kind", "Ingress"},
      {"metadata",
       {{"name", "web"},
        {"namespace", "shop"},
        {"annotations", std::move(annotations)},
        {"finalizers", Json::array({"ingress.k8s.aws/resources", "other.example.com/keep"})}}},
      {"spec", {{"defaultBackend", {{"service", {{"name", "web"}, {"port", {{"number", 80}}}}}}}}}};
}

Json service() {
  return {{"apiVersion", "v1"},
          {"kind", "Service"},
          {"metadata",
           {{"name", "tcp"},
            {"namespace", "shop"},
            {"annotations",
             {{"service.beta.kubernetes.io/aws-load-balancer-scheme", "internet-facing"},
              {"service.beta.kubernetes.io/aws-load-balancer-unheard-of", "yes"}}}}},
          {"spec",
           {{"type", "LoadBalancer"},
            {"loadBalancerClass", "service.k8s.aws/nlb"},
            {"ports", Json::array({{{"name", "tcp"}, {"port", 80}, {"nodePort", 30080}}})}}}};
}

Translation translated(const Json& object) {
  const BackupObjects surroundings;
  const Settings settings;
  return translate(object, context_for(object, surroundings, settings, &object));
}

void expect_way_back(const Json& object, Fate fate) {
  const Translation result = translated(object);
  ASSERT_EQ(result.fate, fate) << result.summary;
  ASSERT_NE(result.object, object);
  const Result<Json> back = take_back(result.object);
  ASSERT_TRUE(back) << back.error().text();
  EXPECT_EQ(nlohmann::json(*back), nlohmann::json(object));
}

TEST(TakeBack, ATranslatedObjectIsAsItWas) {
  expect_way_back(ingress({{"kubernetes.io/ingress.class", "alb"},
                           {"alb.ingress.kubernetes.io/scheme", "internal"}}),
                  Fate::translated);
}

TEST(TakeBack, AParkedObjectIsAsItWas) {
  expect_way_back(ingress({{"kubernetes.io/ingress.class", "alb"},
                           {"alb.ingress.kubernetes.io/scheme", "internet-facing"},
                           {"alb.ingress.kubernetes.io/wafv2-acl-arn",
                            "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/edge/0a1b"}}),
                  Fate::parked);
  expect_way_back(service(), Fate::parked);
}

TEST(TakeBack, WhatWasChangedSinceStays) {
  Json live = translated(service()).object;
  live["metadata"]["annotations"]["team"] = "payments";
  const Result<Json> back = take_back(live);
  ASSERT_TRUE(back);
  EXPECT_EQ(annotation(*back, "team"), "payments");
  EXPECT_EQ(find(*back, Pointer("/spec/type"))->get<std::string>(), "LoadBalancer");
}

TEST(TakeBack, AnObjectOfNobodyStaysAsItIs) {
  const Result<Json> back = take_back(service());
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, service());
}

void expect_refused(const std::string& original, const std::string& why) {
  Json object = service();
  object["metadata"]["annotations"]["eks2gke.io/original"] = original;
  const Result<Json> back = take_back(object);
  ASSERT_FALSE(back) << original;
  EXPECT_THAT(back.error().text(), HasSubstr(why));
}

TEST(TakeBack, AnAnnotationThatCannotBeRightIsNotObeyed) {
  expect_refused("{", "no JSON");
  expect_refused(R"({"schema":"eks2gke.io/original/v9","edits":[]})", "schema");
  expect_refused(R"({"schema":"eks2gke.io/original/v1","edits":[],"leftOut":1})", "too small");
  const std::string head = R"({"schema":"eks2gke.io/original/v1","edits":[)";
  for (const char* path :
       {"/metadata/name", "/metadata/namespace", "/kind", "/status", "", "/spec"}) {
    expect_refused(head + R"({"path":")" + path + R"(","value":"x"}]})", "never edited");
  }
  expect_refused(head + R"({"path":"/spec/ports/7/nodePort","value":1}]})", "does not fit");
  expect_refused(head + R"({"path":"/spec/a~x","value":1}]})", "does not fit");
  expect_refused(head + R"({"path":"/spec/type","value":"a"},{"path":"/spec/type/b","value":1}]})",
                 "does not fit");
}

}  // namespace
}  // namespace translator
