#include "cmd/label_selector.h"

#include <gmock/gmock.h>

namespace cmd {
namespace {

using translator::Json;

struct SelectorCase {
  const char* selector;
  bool matches;
};

TEST(LabelSelector, Matches) {
  const Json object = Json::parse(
      R"({"metadata":{"labels":{"app":"web","velero.io/plugin-config":"","tier":"front"}}})");
  constexpr SelectorCase kCases[] = {
      {"", true},
      {"app", true},
      {"!app", false},
      {"missing", false},
      {"!missing", true},
      {"app=web", true},
      {"app==web", true},
      {"app = web", true},
      {"app=db", false},
      {"app!=web", false},
      {"app!=db", true},
      {"missing!=x", true},
      {"velero.io/plugin-config=", true},
      {"app=web,tier=front", true},
      {"app=web,tier=back", false},
      {"app in (web,db)", true},
      {"app in (db)", false},
      {"app notin (db),tier", true},
      {"app notin (web)", false},
  };
  for (const SelectorCase& one : kCases) {
    const auto requirements = parse_label_selector(one.selector);
    ASSERT_TRUE(requirements) << one.selector;
    EXPECT_EQ(matches(object, *requirements), one.matches) << one.selector;
  }
}

TEST(LabelSelector, RefusesOtherText) {
  for (const char* text : {"=x", "a b", "a in web", "a within (b)", ",", "a=b,,c", "in (a)"}) {
    EXPECT_FALSE(parse_label_selector(text)) << text;
  }
}

}  // namespace
}  // namespace cmd
