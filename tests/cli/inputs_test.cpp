#include "cmd/inputs.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "cluster/backup_archive.h"
#include "cmd/temporary_folder.h"

namespace cmd {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

struct Read {
  std::vector<std::string> names;
  std::string error;
};

Read read(const fs::path& path) {
  Read result;
  const auto status = read_input(path.string(), [&](const InputObject& object) {
    result.names.push_back(translator::kind_of(object.object) + " " +
                           translator::name_of(object.object));
    EXPECT_EQ(translator::parse_json(object.text)->value, object.object);
    return translator::Done{};
  });
  result.error = status ? "" : status.error().text();
  return result;
}

class InputsTest : public testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& text) {
    const fs::path path = folder->path() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  translator::Result<TemporaryFolder> folder = TemporaryFolder::make();
};

std::string object(const std::string& name) {
  return R"({"apiVersion":"v1","kind":"Service","metadata":{"name":")" + name + R"("}})";
}

TEST_F(InputsTest, Manifests) {
  EXPECT_THAT(read(write("a.json", object("a"))).names, ElementsAre("Service a"));
  EXPECT_THAT(
      read(write("b.txt", "apiVersion: v1\nkind: X\nmetadata: {name: b}\n---\n" + object("c")))
          .names,
      ElementsAre("X b", "Service c"));
  EXPECT_THAT(read(write("flow.yaml", "{kind: X, metadata: {name: b}}\n---\n" + object("c"))).error,
              HasSubstr("apiVersion"));
  EXPECT_THAT(read(write("flow2.yaml",
                         "{apiVersion: v1, kind: X, metadata: {name: b}}\n---\n" + object("c")))
                  .names,
              ElementsAre("X b", "Service c"));
  EXPECT_THAT(read(write("list.json", R"({"apiVersion":"v1","kind":"List","items":[)" +
                                          object("d") + "," + object("e") + "]}"))
                  .names,
              ElementsAre("Service d", "Service e"));
}

TEST_F(InputsTest, FoldersOfManifests) {
  write("f/2.yaml", object("two"));
  write("f/sub/1.yml", object("one"));
  write("f/README.md", "no manifest");
  EXPECT_THAT(read(folder->path() / "f").names, ElementsAre("Service two", "Service one"));
  fs::create_directory(folder->path() / "empty");
  EXPECT_THAT(read(folder->path() / "empty").error, HasSubstr("no manifest"));
}

TEST_F(InputsTest, UnpackedBackups) {
  write("b/metadata/version", "1.1.0\n");
  write("b/resources/services/namespaces/shop/a.json", object("a"));
  write("b/resources/services/v1-preferredversion/namespaces/shop/a.json", object("a"));
  write("b/resources/services/v1-preferredversion/namespaces/shop/only-copy.json",
        object("only-copy"));
  EXPECT_THAT(read(folder->path() / "b").names, ElementsAre("Service a", "Service only-copy"));
}

TEST_F(InputsTest, PackedBackups) {
  EXPECT_THAT(read(std::string(PROJECT_FOLDER) + "/examples/eks-backup.tar.gz").names,
              testing::SizeIs(6));
}

TEST_F(InputsTest, WhatIsNoObject) {
  EXPECT_THAT(read(write("x.json", "[]")).error, HasSubstr("x.json: this is no Kubernetes object"));
  EXPECT_THAT(read(write("y.json", R"({"kind":"X"})")).error, HasSubstr("/apiVersion"));
  EXPECT_THAT(read(write("z.yaml", "just words")).error, HasSubstr("z.yaml:1"));
  EXPECT_THAT(read(write("w.json", "{")).error, HasSubstr("no valid JSON"));
  EXPECT_THAT(read(write("l.json", R"({"kind":"List","items":[)" + object("a") + ",3]}")).error,
              HasSubstr("items[1]"));
  EXPECT_THAT(read(folder->path() / "nothing").error, HasSubstr("no such file"));
}

// Numbers stay as they are written, so that the translator can see which cannot be kept.
TEST_F(InputsTest, KeepsTheTextOfJson) {
  const std::string text =
      R"({"apiVersion":"v1","kind":"X","metadata":{"name":"a"},"n":1e3,"z":1,"b":2})";
  const auto status = read_input(write("n.json", text).string(), [&](const InputObject& object) {
    EXPECT_EQ(object.text, text);
    return translator::Done{};
  });
  EXPECT_TRUE(status);
}

}  // namespace
}  // namespace cmd
