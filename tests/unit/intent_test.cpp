#include "translator/intent.h"

#include <gtest/gtest.h>

namespace translator {
namespace {

using Phrases = std::vector<std::string>;

Json ingress() {
  return Json::parse(
      R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web",
    "annotations":{"kubernetes.io/ingress.class":"gce-internal","kubernetes.io/ingress.allow-http":"false",
    "a":"b"}},"spec":{"rules":[]}})");
}

Json service() {
  return Json::parse(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp",
    "annotations":{"networking.gke.io/load-balancer-type":"Internal"}},
    "spec":{"type":"LoadBalancer","loadBalancerSourceRanges":["10.0.0.0/8"],"ports":[{"port":80}]}})");
}

TEST(Intent, WhatStandsAsIntendedDepartsInNothing) {
  EXPECT_EQ(departures(intent_of(ingress()), ingress()), Phrases());
  EXPECT_EQ(departures(intent_of(service()), service()), Phrases());
}

TEST(Intent, WhatPeopleMayChangeIsNoDeparture) {
  Json live = ingress();
  live["metadata"]["annotations"]["a"] = "c";
  live["metadata"]["labels"] = {{"x", "y"}};
  live["spec"]["rules"].push_back(Json::object());
  EXPECT_EQ(departures(intent_of(ingress()), live), Phrases());
}

TEST(Intent, ALostClassIsADeparture) {
  Json live = ingress();
  live["metadata"]["annotations"].erase("kubernetes.io/ingress.class");
  EXPECT_EQ(departures(intent_of(ingress()), live),
            Phrases({"metadata.annotations[kubernetes.io/ingress.class] is absent, and was to "
                     "be \"gce-internal\""}));
}

TEST(Intent, AFieldThatCameIsADeparture) {
  Json live = ingress();
  live["spec"]["ingressClassName"] = "gce";
  EXPECT_EQ(departures(intent_of(ingress()), live),
            Phrases({"spec.ingressClassName is \"gce\", and was to be absent"}));
}

TEST(Intent, SchemeTypeAndRangesOfAServiceAreLookedAt) {
  Json live = service();
  live["metadata"].erase("annotations");
  live["spec"]["type"] = "NodePort";
  live["spec"].erase("loadBalancerSourceRanges");
  EXPECT_EQ(departures(intent_of(service()), live).size(), 3U);
}

TEST(Intent, LongValuesStandAsTheirHashAndStillDiffer) {
  Json many = service();
  for (int i = 0; i < 100; ++i) {
    many["spec"]["loadBalancerSourceRanges"].push_back("10.0." + std::to_string(i) + ".0/24");
  }
  const Json intent = intent_of(many);
  EXPECT_LT(to_text(intent).size(), 300U);
  EXPECT_EQ(departures(intent, many), Phrases());
  many["spec"]["loadBalancerSourceRanges"].erase(100);
  const Phrases told = departures(intent, many);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told.front().starts_with("spec.loadBalancerSourceRanges is \"sha256:"))
      << told.front();
}

TEST(Intent, OtherKindsHaveNone) {
  EXPECT_TRUE(intent_of({{"apiVersion", "v1"}, {"kind", "Secret"}}).empty());
}

}  // namespace
}  // namespace translator
