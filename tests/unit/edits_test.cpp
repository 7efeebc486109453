#include "translator/edits.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/support/objects.h"

namespace {

using support::json;
using translator::apply_edits;
using translator::Edit;
using translator::erase;
using translator::Json;
using translator::Pointer;
using translator::set;

struct EditCase {
  const char* name;
  const char* before;
  std::vector<Edit> edits;
  const char* after;
  const char* replaced;  // "path=value" or "path" when absent before, in order
};

std::string text_of(const std::vector<translator::Replaced>& replaced) {
  std::string text;
  for (const translator::Replaced& entry : replaced) {
    text += (text.empty() ? "" : " ") + entry.path.to_string() +
            (entry.value ? "=" + entry.value->dump() : "");
  }
  return text;
}

TEST(Edits, AreAppliedAndRemembered) {
  const EditCase cases[] = {
      {"nothing to do", R"({"a":1})", {}, R"({"a":1})", ""},
      {"a value is replaced", R"({"a":1})", {set(Pointer("/a"), 2)}, R"({"a":2})", "/a=1"},
      {"a value is added", R"({"a":1})", {set(Pointer("/b"), 2)}, R"({"a":1,"b":2})", "/b"},
      {"a value is removed", R"({"a":1,"b":2})", {erase(Pointer("/a"))}, R"({"b":2})", "/a=1"},
      {"removing what is absent changes nothing",
       R"({"a":1})",
       {erase(Pointer("/b/c"))},
       R"({"a":1})",
       ""},
      {"setting the same changes nothing", R"({"a":1})", {set(Pointer("/a"), 1)}, R"({"a":1})", ""},
      {"the same edit twice counts once",
       R"({"a":1})",
       {erase(Pointer("/a")), erase(Pointer("/a"))},
       "{}",
       "/a=1"},
      {"null is a value", R"({"a":null})", {erase(Pointer("/a"))}, "{}", "/a=null"},
      {"parents are made", "{}", {set(Pointer("/a/b/c"), 1)}, R"({"a":{"b":{"c":1}}})", "/a/b/c"},
      {"digits make objects, no arrays",
       "{}",
       {set(Pointer("/data/8080"), 1)},
       R"({"data":{"8080":1}})",
       "/data/8080"},
      {"a null parent becomes an object",
       R"({"metadata":{"annotations":null}})",
       {set(Pointer("/metadata/annotations/x"), "y")},
       R"({"metadata":{"annotations":{"x":"y"}}})",
       "/metadata/annotations/x"},
      {"an element of a list is replaced",
       R"({"l":[1,2]})",
       {set(Pointer("/l/1"), 3)},
       R"({"l":[1,3]})",
       "/l/1=2"},
      {"a field in a list is removed",
       R"({"l":[{"p":1,"n":2}]})",
       {erase(Pointer("/l/0/n"))},
       R"({"l":[{"p":1}]})",
       "/l/0/n=2"},
      {"keys with a slash are one step",
       R"({"m":{"a/b":1}})",
       {erase(Pointer("/m") / "a/b")},
       R"({"m":{}})",
       "/m/a~1b=1"},
  };
  for (const EditCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    const Json before = json(trial.before);
    const auto edited = apply_edits(before, trial.edits);
    EXPECT_EQ(edited.object.dump(), json(trial.after).dump());
    EXPECT_EQ(text_of(edited.replaced), trial.replaced);
    EXPECT_EQ(before, json(trial.before)) << "the original is never changed";
  }
}

TEST(Edits, OrderOfKeysStays) {
  const auto edited = apply_edits(json(R"({"z":1,"y":2,"a":3})"), {set(Pointer("/y"), 9)});
  EXPECT_EQ(edited.object.dump(), R"({"z":1,"y":9,"a":3})");
}

TEST(Edits, ContradictionsAreErrorsOfOurs) {
  const Json object = json(R"({"a":{"b":1},"ab":2})");
  EXPECT_THROW((void)apply_edits(object, {set(Pointer("/a"), 1), set(Pointer("/a"), 2)}),
               std::logic_error);
  EXPECT_THROW((void)apply_edits(object, {set(Pointer("/a"), 1), erase(Pointer("/a"))}),
               std::logic_error);
  EXPECT_THROW((void)apply_edits(object, {erase(Pointer("/a")), erase(Pointer("/a/b"))}),
               std::logic_error);
  EXPECT_THROW((void)apply_edits(object, {erase(Pointer("/a/b")), erase(Pointer("/a"))}),
               std::logic_error);
  EXPECT_NO_THROW((void)apply_edits(object, {erase(Pointer("/a")), erase(Pointer("/ab"))}));
}

TEST(Original, HoldsWhatStoodThereInOrder) {
  const auto edited = apply_edits(json(R"({"b":{"x/y":[1]},"a":1})"),
                                  {erase(Pointer("/b") / "x/y"), set(Pointer("/n"), 1)});
  const auto original = translator::original_text(edited.replaced, 1000);
  EXPECT_EQ(original.text, R"({"schema":"eks2gke.io/original/v1","edits":[)"
                           R"({"path":"/b/x~1y","value":[1]},{"path":"/n"}]})");
  EXPECT_EQ(original.left_out, 0U);
}

TEST(Original, LeavesTheLargestValuesOutUntilItFits) {
  std::vector<translator::Replaced> replaced;
  for (const std::size_t size : {10U, 300U, 20U, 200U}) {
    replaced.push_back(
        {.path = Pointer("/v" + std::to_string(size)), .value = Json(std::string(size, 'x'))});
  }
  const auto original = translator::original_text(replaced, 250);
  EXPECT_LE(original.text.size(), 250U);
  EXPECT_EQ(original.left_out, 2U);
  EXPECT_NE(original.text.find("/v10"), std::string::npos);
  EXPECT_NE(original.text.find("/v20\""), std::string::npos);
  EXPECT_EQ(original.text.find("/v200"), std::string::npos);
  EXPECT_EQ(original.text.find("/v300"), std::string::npos);
  // the limit itself is allowed
  const auto whole = translator::original_text(replaced, 10000);
  EXPECT_EQ(translator::original_text(replaced, whole.text.size()).left_out, 0U);
  EXPECT_EQ(translator::original_text(replaced, whole.text.size() - 1).left_out, 1U);
}

TEST(Original, IsNeverLongerThanTheLimitAllowsEvenWhenNothingFits) {
  const auto original =
      translator::original_text({{.path = Pointer("/a"), .value = Json("xx")}}, 10);
  EXPECT_EQ(original.text, R"({"schema":"eks2gke.io/original/v1","edits":[],"leftOut":1})");
  EXPECT_EQ(original.left_out, 1U);
}

struct LastAppliedCase {
  const char* name;
  std::string text;
  std::vector<Edit> edits;
  const char* cleaned;  // null: no change
};

TEST(LastApplied, LosesWhatTheItemLostAndGainsNothing) {
  const Pointer class_path = translator::annotation_path("kubernetes.io/ingress.class");
  const LastAppliedCase cases[] = {
      {"nothing of AWS in it", R"({"spec":{}})", {erase(Pointer("/spec/x"))}, nullptr},
      {"a removed field is removed",
       R"({"spec":{"x":1,"y":2}})",
       {erase(Pointer("/spec/x"))},
       R"({"spec":{"y":2}})"},
      {"a replaced value is removed, not replaced",
       R"({"metadata":{"annotations":{"kubernetes.io/ingress.class":"alb","a":"b"}}})",
       {set(class_path, "gce")},
       R"({"metadata":{"annotations":{"a":"b"}}})"},
      {"a value that it never had is not added",
       R"({"metadata":{"annotations":{"a":"b"}}})",
       {set(class_path, "gce")},
       nullptr},
      {"a filtered list keeps the rest",
       R"({"metadata":{"finalizers":["a","aws"]}})",
       {set(Pointer("/metadata/finalizers"), Json::array({"a"}))},
       R"({"metadata":{"finalizers":["a"]}})"},
      {"AWS keys that only it still holds go too",
       R"({"metadata":{"annotations":{"alb.ingress.kubernetes.io/x":"1",)"
       R"("service.beta.kubernetes.io/aws-y":"2","z":"3"}}})",
       {},
       R"({"metadata":{"annotations":{"z":"3"}}})"},
      {"a line break at the end stays",
       "{\"a\":1,\"b\":2}\n",
       {erase(Pointer("/a"))},
       "{\"b\":2}\n"},
      {"a place of another type stays", R"({"spec":[]})", {erase(Pointer("/spec/x"))}, nullptr},
  };
  for (const LastAppliedCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    const auto cleaned = translator::clean_last_applied(trial.text, trial.edits);
    ASSERT_TRUE(cleaned);
    EXPECT_EQ(cleaned->has_value(), trial.cleaned != nullptr);
    EXPECT_EQ(cleaned->value_or("-"), trial.cleaned == nullptr ? "-" : trial.cleaned);
  }
}

TEST(LastApplied, ThatIsNoObjectIsAnError) {
  for (const char* text : {"", "{", "[]", "\"x\""}) {
    EXPECT_FALSE(translator::clean_last_applied(text, {})) << text;
  }
  EXPECT_NE(translator::clean_last_applied("[]", {}).error().what.find("no JSON object"),
            std::string::npos);
}

}  // namespace
