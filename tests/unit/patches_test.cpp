#include "translator/patches.h"

#include <gtest/gtest.h>

#include "tests/support/objects.h"

namespace {

using support::json;
using translator::Json;
using translator::Patch;
using translator::Pointer;

Patch make(std::string_view annotation, const char* inside, Json value) {
  return translator::patch(
      {.api_version = "v1", .kind = "Service", .name_space = "shop", .name = "web"}, annotation,
      Pointer(inside), std::move(value));
}

const Patch kNeg = make("cloud.google.com/neg", "/ingress", true);
const Patch kPort80 = make("cloud.google.com/backend-config", "/ports/80", "eks2gke-web-80");
const Patch kPort81 = make("cloud.google.com/backend-config", "/ports/81", "eks2gke-web-81");

struct PatchCase {
  const char* name;
  const char* metadata;
  std::vector<Patch> patches;
  const char* merged;  // the metadata; null: nothing changes
};

TEST(Patches, AreMergedInsideTheText) {
  const PatchCase cases[] = {
      {"no annotations",
       R"({"name":"web"})",
       {kNeg},
       R"({"name":"web","annotations":{"cloud.google.com/neg":"{\"ingress\":true}"}})"},
      {"null annotations",
       R"({"annotations":null})",
       {kNeg},
       R"({"annotations":{"cloud.google.com/neg":"{\"ingress\":true}"}})"},
      {"two ports in one text",
       R"({"annotations":{"a":"b"}})",
       {kPort80, kPort81},
       R"({"annotations":{"a":"b","cloud.google.com/backend-config":)"
       R"("{\"ports\":{\"80\":\"eks2gke-web-80\",\"81\":\"eks2gke-web-81\"}}"}})"},
      {"what is there stays",
       R"({"annotations":{"cloud.google.com/neg":)"
       R"("{\"exposed_ports\":{\"9000\":{}}}"}})",
       {kNeg},
       R"({"annotations":{"cloud.google.com/neg":)"
       R"("{\"exposed_ports\":{\"9000\":{}},\"ingress\":true}"}})"},
      {"another value is replaced",
       R"({"annotations":{"cloud.google.com/neg":"{\"ingress\":false}"}})",
       {kNeg},
       R"({"annotations":{"cloud.google.com/neg":"{\"ingress\":true}"}})"},
      {"a null step becomes an object",
       R"({"annotations":{"cloud.google.com/backend-config":"{\"ports\":null}"}})",
       {kPort80},
       R"({"annotations":{"cloud.google.com/backend-config":)"
       R"("{\"ports\":{\"80\":\"eks2gke-web-80\"}}"}})"},
      {"the same value in other spelling is no change",
       R"({"annotations":{"cloud.google.com/neg":"{ \"ingress\" : true }"}})",
       {kNeg},
       nullptr},
      {"the same object with its keys in another order is no change",
       R"({"annotations":{"cloud.google.com/neg":"{\"exposed\":{\"b\":2,\"a\":1}}"}})",
       {make("cloud.google.com/neg", "/exposed", Json{{"a", 1}, {"b", 2}})},
       nullptr},
      {"no patches are no change", "{}", {}, nullptr},
  };
  for (const PatchCase& trial : cases) {
    SCOPED_TRACE(trial.name);
    Json object = {{"metadata", json(trial.metadata)}};
    const auto merged = translator::merge_patches(object, trial.patches);
    ASSERT_TRUE(merged);
    EXPECT_EQ(*merged, trial.merged != nullptr);
    EXPECT_EQ(object.at("metadata"), json(trial.merged == nullptr ? trial.metadata : trial.merged));
  }
}

TEST(Patches, IntoWhatIsNoObjectAreRefusedAsAWhole) {
  for (const char* text : {R"("true")", R"("[]")", R"("{")", R"("")"}) {
    Json object = {
        {"metadata", {{"annotations", {{"cloud.google.com/backend-config", json(text)}}}}}};
    const Json before = object;
    const auto merged = translator::merge_patches(object, std::vector<Patch>{kNeg, kPort80});
    ASSERT_FALSE(merged) << text;
    EXPECT_EQ(merged.error().where, "annotation cloud.google.com/backend-config");
    EXPECT_EQ(object, before);
  }
}

TEST(Patches, ThroughAStepThatIsNoObjectAreRefused) {
  Json object = json(R"({"metadata":{"annotations":)"
                     R"({"cloud.google.com/backend-config":"{\"ports\":[]}"}}})");
  const auto merged = translator::merge_patches(object, std::vector<Patch>{kPort80});
  ASSERT_FALSE(merged);
  EXPECT_NE(merged.error().what.find("/ports/80"), std::string::npos);
}

}  // namespace
