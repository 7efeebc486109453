#include "plugin/operation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plugin {
namespace {

using testing::HasSubstr;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Settings;
using translator::Translation;
using translator::Verdict;

Translation translation(Fate fate, const std::string& kind, Verdict verdict) {
  Translation result;
  result.fate = fate;
  result.summary = std::string(translator::name_of(fate)) + ": 1 thing";
  result.object = Json::parse(R"({"apiVersion":"v1","metadata":{"name":"web","namespace":"shop",
    "annotations":{"eks2gke.io/next-step":"Do this."}},"spec":{"type":"LoadBalancer"}})");
  result.object["kind"] = kind;
  Finding finding;
  finding.verdict = verdict;
  finding.key = "key";
  finding.message = "What is wrong.";
  finding.next_step = "Mend it.";
  result.findings = {finding};
  return result;
}

TEST(Operation, TheIdHoldsAllOfIt) {
  Settings settings;
  settings.wait_for_address_seconds = 90;
  const auto made =
      operation_for(translation(Fate::translated, "Service", Verdict::translated), settings, 1234);
  ASSERT_TRUE(made);
  const std::string id = id_of(*made);
  EXPECT_EQ(id.find('\n'), std::string::npos);
  const auto read = read_operation(id);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->object, made->object);
  EXPECT_EQ(read->fate, Fate::translated);
  EXPECT_EQ(read->says, "translated: 1 thing");
  EXPECT_FALSE(read->fails);
  EXPECT_EQ(read->made, 1234);
  EXPECT_EQ(read->wait, 90);
  EXPECT_EQ(read->intent, Json({{"/spec/type", "LoadBalancer"}}));
}

TEST(Operation, WhatIsNoIdOfOursIsRefused) {
  for (const char* id : {"", "x", "{}", "[]", R"({"schema":"eks2gke.io/operation/v2"})",
                         R"({"schema":"eks2gke.io/operation/v1","outcome":"lost"})"}) {
    EXPECT_FALSE(read_operation(id)) << id;
  }
  EXPECT_TRUE(read_operation(
      R"({"schema":"eks2gke.io/operation/v1","outcome":"parked","wait":"x","fails":7,"intent":[]})"))
      << "a field of another type counts as absent";
}

TEST(Operation, OnlyLoadBalancersAreWaitedFor) {
  const auto wait = [](const Translation& result) {
    return operation_for(result, Settings(), 1)->wait;
  };
  EXPECT_EQ(wait(translation(Fate::translated, "Ingress", Verdict::translated)), 900);
  EXPECT_EQ(wait(translation(Fate::translated, "Service", Verdict::translated)), 900);
  EXPECT_EQ(wait(translation(Fate::translated, "Deployment", Verdict::translated)), 0);
  EXPECT_EQ(wait(translation(Fate::parked, "Ingress", Verdict::refused)), 0);
  EXPECT_EQ(wait(translation(Fate::skipped, "Ingress", Verdict::dropped)), 0);
  Translation inside = translation(Fate::translated, "Service", Verdict::translated);
  inside.object["spec"]["type"] = "ClusterIP";
  EXPECT_EQ(wait(inside), 0);
}

TEST(Operation, TheSettingsSayWhatFails) {
  Settings settings;
  const auto fails = [&](Fate fate, Verdict verdict) {
    return operation_for(translation(fate, "Ingress", verdict), settings, 1)->fails;
  };
  EXPECT_TRUE(fails(Fate::parked, Verdict::refused));
  EXPECT_FALSE(fails(Fate::translated, Verdict::needs_action));
  EXPECT_FALSE(fails(Fate::untouched, Verdict::needs_action));
  settings.parked = translator::OnParked::warn;
  settings.needs_action = translator::OnNeedsAction::fail;
  EXPECT_FALSE(fails(Fate::parked, Verdict::refused));
  EXPECT_TRUE(fails(Fate::translated, Verdict::needs_action));
  EXPECT_TRUE(fails(Fate::untouched, Verdict::unknown));
  EXPECT_FALSE(fails(Fate::translated, Verdict::approximated));
}

TEST(Operation, TheTextSaysWhatToDo) {
  const auto text = [](Fate fate, Verdict verdict) {
    return operation_for(translation(fate, "Ingress", verdict), Settings(), 1)->says;
  };
  EXPECT_EQ(text(Fate::parked, Verdict::refused), "parked: 1 thing Next: Do this.");
  EXPECT_EQ(text(Fate::translated, Verdict::needs_action),
            "translated: 1 thing; needs action: key: What is wrong. Next: Mend it.");
  EXPECT_EQ(text(Fate::untouched, Verdict::needs_action),
            "needs action: key: What is wrong. Next: Mend it.");
  EXPECT_EQ(text(Fate::translated, Verdict::dropped), "translated: 1 thing");
}

TEST(Operation, NobodyHearsOfWhatIsLeftAloneAndNeedsNothing) {
  EXPECT_FALSE(
      operation_for(translation(Fate::untouched, "Secret", Verdict::translated), Settings(), 1));
  EXPECT_TRUE(
      operation_for(translation(Fate::untouched, "Secret", Verdict::needs_action), Settings(), 1));
}

}  // namespace
}  // namespace plugin
