#include "translator/network_policy.h"

#include <gmock/gmock.h>

namespace translator {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Json kWeb = {{"app", "web"}, {"tier", "front"}};

Json policy(std::string_view spec) { return {{"spec", Json::parse(spec)}}; }

std::vector<std::string> cut_off_by(std::string_view spec, const Json& port = 8080) {
  const Json one = policy(spec);
  return cut_off({&one}, kWeb, std::vector<Json>(1, port));
}

TEST(NetworkPolicy, WithoutOneForThePodsCutsNothingOff) {
  EXPECT_THAT(cut_off({}, kWeb, std::vector<Json>(1, 80)), IsEmpty());
  EXPECT_THAT(cut_off_by(R"({"podSelector":{"matchLabels":{"app":"db"}}})"), IsEmpty());
  EXPECT_THAT(cut_off_by(R"({"podSelector":{},"policyTypes":["Egress"]})"), IsEmpty());
}

TEST(NetworkPolicy, ThatLetsNobodyInCutsOffBothRanges) {
  EXPECT_THAT(cut_off_by(R"({"podSelector":{}})"), ElementsAre("35.191.0.0/16", "130.211.0.0/22"));
  EXPECT_THAT(cut_off_by(R"({"podSelector":{"matchLabels":{"app":"web"}},"ingress":[
      {"from":[{"podSelector":{}},{"namespaceSelector":{}}]}]})"),
              ElementsAre("35.191.0.0/16", "130.211.0.0/22"));
}

TEST(NetworkPolicy, WithAnEmptyRuleLetsEverybodyIn) {
  EXPECT_THAT(cut_off_by(R"({"podSelector":{},"ingress":[{}]})"), IsEmpty());
}

TEST(NetworkPolicy, HasToLetTheWholeRangeIn) {
  EXPECT_THAT(cut_off_by(R"({"ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.0/8"}},
      {"ipBlock":{"cidr":"35.191.0.0/16"}},{"ipBlock":{"cidr":"130.211.0.0/23"}}]}]})"),
              ElementsAre("130.211.0.0/22"));
  EXPECT_THAT(cut_off_by(R"({"ingress":[{"from":[{"ipBlock":{"cidr":"0.0.0.0/0"}}]}]})"),
              IsEmpty());
  EXPECT_THAT(cut_off_by(R"({"ingress":[{"from":[{"ipBlock":{"cidr":"::/0"}}]}]})"),
              ElementsAre("35.191.0.0/16", "130.211.0.0/22"));
}

TEST(NetworkPolicy, CutsOffWhatItExcepts) {
  EXPECT_THAT(cut_off_by(R"({"ingress":[{"from":[
      {"ipBlock":{"cidr":"0.0.0.0/0","except":["35.191.128.0/17","192.168.0.0/16"]}}]}]})"),
              ElementsAre("35.191.0.0/16"));
}

TEST(NetworkPolicy, LetsInToItsPortsOnly) {
  constexpr std::string_view kPorts = R"({"ingress":[{"ports":[
      {"port":8080},{"port":9000,"endPort":9100},{"port":"web"},{"protocol":"UDP","port":53}]}]})";
  for (const Json& open : {Json(8080), Json(9000), Json(9100), Json("web")}) {
    EXPECT_THAT(cut_off_by(kPorts, open), IsEmpty()) << open;
  }
  for (const Json& closed : {Json(80), Json(9101), Json(53), Json("admin")}) {
    EXPECT_THAT(cut_off_by(kPorts, closed), testing::SizeIs(2)) << closed;
  }
}

TEST(NetworkPolicy, MayNameThePortInAnotherWay) {
  const Json one = policy(R"({"ingress":[{"ports":[{"port":8080}]}]})");
  EXPECT_THAT(cut_off({&one}, kWeb, {Json("http"), Json(8080)}), IsEmpty());
  EXPECT_THAT(cut_off({&one}, kWeb, {Json("http"), Json(80)}), testing::SizeIs(2));
}

TEST(NetworkPolicy, AddsUpWithOthers) {
  const Json nobody = policy(R"({"podSelector":{}})");
  const Json google = policy(R"({"podSelector":{"matchLabels":{"tier":"front"}},"ingress":[
      {"from":[{"ipBlock":{"cidr":"35.191.0.0/16"}},{"ipBlock":{"cidr":"130.211.0.0/22"}}]}]})");
  EXPECT_THAT(cut_off({&nobody, &google}, kWeb, std::vector<Json>(1, 80)), IsEmpty());
}

TEST(Selector, KnowsTheFourOperators) {
  const auto holds = [](std::string_view expression) {
    return selects({{"matchExpressions", Json::array({Json::parse(expression)})}}, kWeb);
  };
  EXPECT_TRUE(holds(R"({"key":"app","operator":"In","values":["api","web"]})"));
  EXPECT_FALSE(holds(R"({"key":"app","operator":"In","values":["api"]})"));
  EXPECT_TRUE(holds(R"({"key":"zone","operator":"NotIn","values":["web"]})"));
  EXPECT_FALSE(holds(R"({"key":"app","operator":"NotIn","values":["web"]})"));
  EXPECT_TRUE(holds(R"({"key":"app","operator":"Exists"})"));
  EXPECT_FALSE(holds(R"({"key":"zone","operator":"Exists"})"));
  EXPECT_TRUE(holds(R"({"key":"zone","operator":"DoesNotExist"})"));
  EXPECT_FALSE(holds(R"({"key":"app","operator":"Like"})"));
}

}  // namespace
}  // namespace translator
