#include "cmd/memory_objects.h"

#include <gmock/gmock.h>

namespace cmd {
namespace {

using translator::Json;
using translator::Pointer;

const ObjectKey kServices{"", "services", "shop", ""};
const ObjectKey kWeb{"", "services", "shop", "web"};

Json service(const std::string& name) {
  return {{"apiVersion", "v1"}, {"kind", "Service"}, {"metadata", {{"name", name}}}};
}

class MemoryObjectsTest : public testing::Test {
 protected:
  MemoryObjectsTest() {
    EXPECT_TRUE(
        objects
            .create({"", "namespaces", "", ""},
                    {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", "shop"}}}})
            .ok());
  }

  std::string version() { return *translator::string_at(objects.get(kWeb).body, kVersion); }

  const Pointer kVersion{"/metadata/resourceVersion"};
  MemoryObjects objects;
};

TEST_F(MemoryObjectsTest, CreatesOnce) {
  const ApiAnswer created = objects.create(kServices, service("web"));
  EXPECT_EQ(created.code, 201U);
  EXPECT_EQ(translator::namespace_of(created.body), "shop");
  EXPECT_TRUE(translator::string_at(created.body, Pointer("/metadata/uid")));
  const ApiAnswer again = objects.create(kServices, service("web"));
  EXPECT_EQ(again.code, 409U);
  EXPECT_EQ(again.body["reason"], "AlreadyExists");
}

TEST_F(MemoryObjectsTest, RefusesWhatTheApiServerRefuses) {
  EXPECT_EQ(objects.create({"", "services", "other", ""}, service("web")).code, 404U);
  Json with_version = service("web");
  with_version["metadata"]["resourceVersion"] = "1";
  EXPECT_EQ(objects.create(kServices, with_version).code, 400U);
  EXPECT_EQ(objects.create(kServices, service("")).code, 422U);
  EXPECT_EQ(objects.create(kServices, Json::array()).code, 400U);
}

TEST_F(MemoryObjectsTest, CompletesGeneratedNames) {
  const Json object = {{"kind", "Event"}, {"metadata", {{"generateName", "web-"}}}};
  const std::string first = translator::name_of(objects.create(kServices, object).body);
  const std::string second = translator::name_of(objects.create(kServices, object).body);
  EXPECT_THAT(first, testing::StartsWith("web-"));
  EXPECT_NE(first, second);
}

TEST_F(MemoryObjectsTest, MergesPatches) {
  objects.create(kServices, service("web"));
  const ApiAnswer patched =
      objects.merge_patch(kWeb, {{"metadata", {{"annotations", {{"a", "1"}, {"b", "2"}}}}}});
  EXPECT_EQ(translator::annotation(patched.body, "a"), "1");
  const ApiAnswer removed =
      objects.merge_patch(kWeb, {{"metadata", {{"annotations", {{"a", nullptr}}}}}});
  EXPECT_FALSE(translator::annotation(removed.body, "a"));
  EXPECT_EQ(translator::annotation(removed.body, "b"), "2");
}

TEST_F(MemoryObjectsTest, SeesConflicts) {
  objects.create(kServices, service("web"));
  const std::string read = version();
  EXPECT_EQ(objects.merge_patch(kWeb, {{"metadata", {{"resourceVersion", read}}}, {"x", 1}}).code,
            200U);
  for (const Json& outdated : {Json{{"metadata", {{"resourceVersion", read}}}, {"x", 2}}}) {
    EXPECT_EQ(objects.merge_patch(kWeb, outdated).code, 409U);
    EXPECT_EQ(objects.update(kWeb, outdated).body["reason"], "Conflict");
    Json applied = service("web");
    applied["metadata"]["resourceVersion"] = read;
    EXPECT_EQ(objects.apply(kWeb, applied).code, 409U);
  }
  EXPECT_EQ(objects.get(kWeb).body["x"], 1);
}

TEST_F(MemoryObjectsTest, AWriteThatChangesNothingIsNone) {
  objects.create(kServices, service("web"));
  const std::string before = version();
  objects.merge_patch(kWeb, Json::object());
  objects.update(kWeb, objects.get(kWeb).body);
  objects.apply(kWeb, service("web"));
  EXPECT_EQ(version(), before);
  objects.merge_patch(kWeb, {{"x", 1}});
  EXPECT_NE(version(), before);
}

TEST_F(MemoryObjectsTest, AppliesOntoWhatIsThere) {
  Json object = service("web");
  object["spec"] = {{"ports", Json::array({1, 2})}, {"type", "ClusterIP"}};
  EXPECT_EQ(objects.apply(kWeb, object).code, 201U);
  object["spec"] = {{"ports", Json::array({3})}};
  const ApiAnswer applied = objects.apply(kWeb, object);
  EXPECT_EQ(applied.code, 200U);
  EXPECT_EQ(applied.body["spec"].dump(), R"({"ports":[3],"type":"ClusterIP"})");
}

TEST_F(MemoryObjectsTest, ListsByNamespaceAndLabel) {
  Json labelled = service("web");
  labelled["metadata"]["labels"] = {{"app", "web"}};
  objects.create(kServices, labelled);
  objects.create(kServices, service("db"));
  const ApiAnswer all = objects.list(kServices, "");
  EXPECT_EQ(all.body["kind"], "ServiceList");
  EXPECT_EQ(all.body["items"].size(), 2U);
  EXPECT_FALSE(all.body["items"][0].contains("kind"));
  EXPECT_EQ(objects.list(kServices, "app=web").body["items"].size(), 1U);
  EXPECT_EQ(objects.list({"", "services", "", ""}, "").body["items"].size(), 2U);
  EXPECT_EQ(objects.list({"", "services", "other", ""}, "").body["items"].size(), 0U);
  EXPECT_EQ(objects.list(kServices, "a b").code, 400U);
}

TEST_F(MemoryObjectsTest, RemovesOnce) {
  objects.create(kServices, service("web"));
  EXPECT_EQ(objects.remove(kWeb).code, 200U);
  EXPECT_EQ(objects.remove(kWeb).body["message"], "services \"web\" not found");
  EXPECT_EQ(objects.get(kWeb).code, 404U);
}

TEST_F(MemoryObjectsTest, CanMissAKind) {
  objects.unknown_kinds = {{"", "services"}};
  for (const ApiAnswer& answer :
       {objects.get(kWeb), objects.list(kServices, ""), objects.create(kServices, service("web")),
        objects.apply(kWeb, service("web")), objects.merge_patch(kWeb, Json::object())}) {
    EXPECT_EQ(answer.code, 404U);
    EXPECT_EQ(answer.body["message"], "the server could not find the requested resource");
  }
}

}  // namespace
}  // namespace cmd
