#include "translator/load_balancer.h"

#include <gtest/gtest.h>

namespace translator {
namespace {

Json with_status(const std::string& ingress) {
  return Json::parse(R"({"kind":"Ingress","status":{"loadBalancer":{"ingress":)" + ingress + "}}}");
}

Json event(const std::string& type, const std::string& reason, const std::string& time,
           int count = 1) {
  return {{"type", type},
          {"reason", reason},
          {"message", "why"},
          {"count", count},
          {"lastTimestamp", time}};
}

constexpr const char* kEarly = "2026-01-31T10:00:00Z";
constexpr const char* kLate = "2026-01-31T10:00:05Z";

TEST(LoadBalancer, OnlyAnIpIsAnAddress) {
  EXPECT_EQ(address_of(with_status(R"([{"ip":"34.1.2.3"}])")), "34.1.2.3");
  EXPECT_EQ(
      address_of(with_status(R"([{"hostname":"k8s-x.elb.amazonaws.com"},{"ip":"10.0.0.7"}])")),
      "10.0.0.7");
  for (const char* none : {R"([{"hostname":"k8s-x.elb.amazonaws.com"}])", R"([{"ip":""}])",
                           R"([{"ip":7}])", "[]", "{}", "7", R"(["x"])"}) {
    EXPECT_EQ(address_of(with_status(none)), "") << none;
  }
  EXPECT_EQ(address_of(Json::object()), "");
}

TEST(LoadBalancer, TheLastWarningIsQuoted) {
  EXPECT_EQ(standing_warning({event("Warning", "Sync", kLate, 3), event("Warning", "Other", kEarly),
                              event("Normal", "Sync", kLate)}),
            "Sync: why (3 times)");
  EXPECT_EQ(standing_warning({}), std::nullopt);
  EXPECT_EQ(standing_warning({event("Normal", "Sync", kLate)}), std::nullopt);
}

TEST(LoadBalancer, ATranslateWarningThatALaterSyncCuredIsNone) {
  const Json once = event("Warning", "Translate", kEarly);
  EXPECT_EQ(standing_warning({once, event("Normal", "Sync", kLate)}), std::nullopt);
  EXPECT_EQ(standing_warning({once}), "Translate: why") << "nothing came after it";
  EXPECT_EQ(
      standing_warning({event("Warning", "Translate", kLate), event("Normal", "Sync", kEarly)}),
      "Translate: why");
  EXPECT_EQ(
      standing_warning({event("Warning", "Translate", kEarly, 2), event("Normal", "Sync", kLate)}),
      "Translate: why (2 times)")
      << "it came again";
}

TEST(LoadBalancer, WhatWeSaidOurselvesIsNoWarningOfGke) {
  Json ours = event("Warning", "ParkedFromEKS", kLate);
  ours["source"]["component"] = "eks2gke";
  EXPECT_EQ(standing_warning({ours}), std::nullopt);
}

TEST(LoadBalancer, EventsOfTheNewerApiCount) {
  const Json newer = Json::parse(R"({"type":"Warning","reason":"Sync","message":"newer",
    "lastTimestamp":null,"eventTime":"2026-01-31T10:00:07.123456Z",
    "series":{"count":4,"lastObservedTime":"2026-01-31T10:00:09.5Z"}})");
  EXPECT_EQ(standing_warning({newer, event("Warning", "Sync", kLate)}), "Sync: newer (4 times)");
}

}  // namespace
}  // namespace translator
