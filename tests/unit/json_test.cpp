#include "translator/json.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/support/objects.h"

namespace {

using support::json;
using translator::parse_json;
using translator::Pointer;

TEST(Json, KeepsKeyOrderAndIntegers) {
  const std::string text =
      R"({"z":1,"a":{"c":9223372036854775807,"b":-9223372036854775808},"u":18446744073709551615})";
  const auto document = parse_json(text);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->inexact_number, "");
  EXPECT_EQ(translator::to_text(document->value), text);
}

struct NumberCase {
  std::string text;
  bool exact;
};

TEST(Json, TellsNumbersThatItCannotWriteBack) {
  const NumberCase cases[] = {
      {"0", true},
      {"-1", true},
      {"0.5", true},
      {"18446744073709551615", true},
      // beyond 64 bits, exponents, zeros that would vanish
      {"18446744073709551616", false},
      {"-9223372036854775809", false},
      {"1e3", false},
      {"1E3", false},
      {"1.50", false},
      {"0.1000000000000000055511151231257827", false},
  };
  for (const NumberCase& number : cases) {
    const auto document = parse_json("{\"n\":[" + number.text + "]}");
    ASSERT_TRUE(document) << number.text;
    EXPECT_EQ(document->inexact_number, number.exact ? "" : number.text);
  }
}

TEST(Json, RefusesWhatIsNoDocument) {
  for (const std::string text : {"", "{", "{\"a\":}", "[1,]", "{} x", "\"\xff\"", "nul"}) {
    const auto document = parse_json(text);
    ASSERT_FALSE(document) << text;
    EXPECT_NE(document.error().where.find("byte"), std::string::npos);
  }
}

// 200,000 keys compared with each other would take minutes.
TEST(Json, ReadsLargeObjectsInTimeThatGrowsWithTheirSize) {
  constexpr int kKeys = 200'000;
  std::string text = "{";
  for (int number = 0; number < kKeys; ++number) {
    text += "\"key" + std::to_string(number) + "\":{\"n\":" + std::to_string(number) + "},";
  }
  text += R"("key7":"again","key100000":"again"})";
  const auto document = parse_json(text);
  ASSERT_TRUE(document);
  const translator::Json::object_t& members =
      document->value.get_ref<const translator::Json::object_t&>();
  ASSERT_EQ(members.size(), static_cast<std::size_t>(kKeys));
  EXPECT_EQ(members.data()[7].second, translator::Json("again"));
  EXPECT_EQ(members.data()[100'000].second, translator::Json("again"));
  EXPECT_EQ(members.data()[kKeys - 1].first, "key199999");
  EXPECT_EQ(members.data()[kKeys - 1].second.at("n"), translator::Json(kKeys - 1));
}

TEST(Json, RefusesDeepNesting) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_TRUE(parse_json(nested(translator::kMaxDepth)));
  const auto deep = parse_json(nested(translator::kMaxDepth + 1));
  ASSERT_FALSE(deep);
  EXPECT_NE(deep.error().what.find("nested deeper"), std::string::npos);
  EXPECT_EQ(deep.error().where, translator::kTooDeep);
  EXPECT_FALSE(parse_json(nested(100000)));
}

TEST(Json, ReadsTheKindAtAnyDepth) {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  EXPECT_EQ(translator::kind_in("{\"x\":" + deep + ",\"kind\" : \"\\u0049ngress\"}"), "Ingress");
  EXPECT_EQ(translator::kind_in(R"({"spec":{"kind":"Pod"},"l":[{"kind":"x"}],"kind":"Job"})"),
            "Job");
  EXPECT_EQ(translator::kind_in(R"({"kind":{"a":"Pod"}})"), "");
  EXPECT_EQ(translator::kind_in(R"({"kind":["Pod"]})"), "");
  EXPECT_EQ(translator::kind_in(R"({"kind":7,"a":"Pod"})"), "");
  EXPECT_EQ(translator::kind_in(R"(["kind","Pod"])"), "");
  EXPECT_EQ(translator::kind_in(R"({"kind":"Pod")"), "");
  EXPECT_EQ(translator::kind_in(""), "");
}

TEST(Json, FindsNothingAtMistypedSteps) {
  const auto object = json(R"({"metadata":{"annotations":null,"labels":["x"]},"spec":{"n":1}})");
  EXPECT_EQ(translator::find(object, translator::annotation_path("a/b")), nullptr);
  EXPECT_EQ(translator::find(object, Pointer("/metadata/labels/x")), nullptr);
  EXPECT_EQ(translator::find(object, Pointer("/metadata/labels/1")), nullptr);
  EXPECT_EQ(translator::string_at(object, Pointer("/spec/n")), std::nullopt);
  EXPECT_TRUE(translator::array_at(object, Pointer("/spec")).empty());
  EXPECT_TRUE(translator::annotation_keys(object).empty());
}

TEST(Json, ReadsAnnotationsWithSlashesAndTildes) {
  const auto object = json(R"({"metadata":{"annotations":{"a.b/c~d":"v","n":1}}})");
  EXPECT_EQ(translator::annotation(object, "a.b/c~d"), "v");
  EXPECT_EQ(translator::annotation(object, "n"), std::nullopt);
  EXPECT_EQ(translator::annotation_keys(object), (std::vector<std::string>{"a.b/c~d", "n"}));
}

TEST(Json, ReadsGroupKindAndNames) {
  const auto object = json(
      R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"n","namespace":"s"}})");
  EXPECT_EQ(translator::group_of(object), "apps");
  EXPECT_EQ(translator::kind_of(object), "Deployment");
  EXPECT_EQ(translator::name_of(object), "n");
  EXPECT_EQ(translator::namespace_of(object), "s");
  EXPECT_EQ(translator::group_of(json(R"({"apiVersion":"v1"})")), "");
  EXPECT_EQ(translator::kind_of(json("[]")), "");
}

}  // namespace
