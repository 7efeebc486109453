#include "cmd/json_difference.h"

#include <gmock/gmock.h>

namespace cmd {
namespace {

using translator::Json;

std::vector<std::string> told(const char* before, const char* after) {
  std::vector<std::string> lines;
  for (const FieldChange& change : difference(Json::parse(before), Json::parse(after))) {
    lines.push_back(change.path + " " + (change.before ? change.before->dump() : "-") + " " +
                    (change.after ? change.after->dump() : "-"));
  }
  return lines;
}

TEST(Difference, FieldByField) {
  using testing::ElementsAre;
  EXPECT_THAT(told(R"({"a":1})", R"({"a":1})"), ElementsAre());
  EXPECT_THAT(told(R"({"a":1,"b":2})", R"({"b":2,"a":1})"), ElementsAre());
  EXPECT_THAT(told(R"({"a":{"b":1,"c":2}})", R"({"a":{"b":3,"d":4}})"),
              ElementsAre("a.b 1 3", "a.c 2 -", "a.d - 4"));
  EXPECT_THAT(told(R"({"m":{"x.y/z":"1"}})", R"({"m":{"x.y/z":"2"}})"),
              ElementsAre(R"(m[x.y/z] "1" "2")"));
  EXPECT_THAT(told(R"({})", R"({"m":{"a":"1","b":{"c":2},"d":{}}})"),
              ElementsAre(R"(m.a - "1")", "m.b.c - 2", "m.d - {}"));
  EXPECT_THAT(told(R"({"l":[1,{"a":1}]})", R"({"l":[1,{"a":2}]})"), ElementsAre("l[1].a 1 2"));
  EXPECT_THAT(told(R"({"l":[1,2]})", R"({"l":[2]})"), ElementsAre("l [1,2] [2]"));
  EXPECT_THAT(told(R"({"a":null})", R"({"a":{}})"), ElementsAre("a null {}"));
}

}  // namespace
}  // namespace cmd
