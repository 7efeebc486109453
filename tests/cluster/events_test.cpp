#include "cluster/events.h"

#include <gtest/gtest.h>

#include "tests/cluster/fake_api.h"

namespace cluster_tests {
namespace {

using cluster::Announcement;
using translator::Json;
using translator::Pointer;

Json live() {
  return Json::parse(R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
    "metadata":{"name":"web","namespace":"shop","uid":"uid-1"}})");
}

Announcement translated() {
  return {.reason = "TranslatedFromEKS",
          .message = "translated: 3 translated",
          .is_warning = false,
          .once_for = "restore-1",
          .time = std::chrono::sys_seconds(std::chrono::seconds(1'800'000'000))};
}

std::vector<Json> written(const FakeApi& api) {
  std::vector<Json> events;
  for (const Request& request : api.server().requests()) {
    if (request.method == "POST") {
      EXPECT_EQ(request.target.substr(0, request.target.find('?')),
                "/api/v1/namespaces/shop/events");
      events.push_back(Json::parse(request.body));
    }
  }
  return events;
}

TEST(Announce, TheEventInvolvesTheObjectByItsUid) {
  const FakeApi api;
  auto client = api.client();
  ASSERT_TRUE(cluster::announce(client, live(), translated()));
  const auto events = written(api);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0]["involvedObject"], Json({{"apiVersion", "networking.k8s.io/v1"},
                                               {"kind", "Ingress"},
                                               {"namespace", "shop"},
                                               {"name", "web"},
                                               {"uid", "uid-1"}}));
  EXPECT_EQ(events[0]["reason"], "TranslatedFromEKS");
  EXPECT_EQ(events[0]["type"], "Normal");
  EXPECT_EQ(events[0]["lastTimestamp"], "2027-01-15T08:00:00Z");
  EXPECT_EQ(events[0]["source"]["component"], "eks2gke");
}

TEST(Announce, TheSameOccasionHasOneName) {
  const FakeApi api;
  auto client = api.client();
  Announcement other = translated();
  other.once_for = "restore-2";
  for (const Announcement& one : {translated(), translated(), other}) {
    ASSERT_TRUE(cluster::announce(client, live(), one));
  }
  const auto events = written(api);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(translator::name_of(events[0]), translator::name_of(events[1]));
  EXPECT_NE(translator::name_of(events[0]), translator::name_of(events[2]));
}

TEST(Announce, OneThatIsThereIsNoFailureAndOthersAre) {
  FakeApi api;
  auto client = api.client();
  api.fault = [](const Request&) { return status_reply(409, "AlreadyExists", "it is there"); };
  EXPECT_TRUE(cluster::announce(client, live(), translated()));
  api.fault = [](const Request&) { return status_reply(403, "Forbidden", "no events for you"); };
  const auto refused = cluster::announce(client, live(), translated());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, "no events for you");
}

TEST(Announce, ALongMessageIsCutBetweenCharacters) {
  const FakeApi api;
  auto client = api.client();
  Announcement long_one = translated();
  long_one.message.assign(1020, 'x');
  long_one.message += "\u00e9\u00e9\u00e9\u00e9";
  ASSERT_TRUE(cluster::announce(client, live(), long_one));
  const std::string message = written(api)[0]["message"].get<std::string>();
  EXPECT_LE(message.size(), cluster::kLongestMessage);
  EXPECT_TRUE(message.ends_with("x...")) << message.substr(1000);
}

TEST(EventsAbout, AreAskedForByUid) {
  FakeApi api;
  api.fault = [](const Request& request) {
    EXPECT_NE(request.target.find("fieldSelector=involvedObject.uid%3Duid-1"), std::string::npos)
        << request.target;
    return json_reply(200, Json::parse(R"({"kind":"EventList","apiVersion":"v1","metadata":{},
      "items":[{"reason":"Sync"}]})"));
  };
  auto client = api.client();
  const auto events = cluster::events_about(client, live());
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 1U);
  EXPECT_EQ(events->front()["reason"], "Sync");
}

}  // namespace
}  // namespace cluster_tests
