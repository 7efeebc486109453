#include "cmd/object_files.h"

#include <fstream>

#include <gmock/gmock.h>

#include "cmd/temporary_folder.h"
#include "cmd/yaml_json.h"
#include "tests/cli/run_program.h"

namespace cmd {
namespace {

namespace fs = std::filesystem;
using translator::Json;

Json object(const std::string& kind, const std::string& name_space, const std::string& name) {
  Json made = {{"apiVersion", "v1"}, {"kind", kind}, {"metadata", {{"name", name}}}};
  if (!name_space.empty()) {
    made["metadata"]["namespace"] = name_space;
  }
  return made;
}

TEST(FileName, IsOurs) {
  std::set<std::string> used;
  EXPECT_EQ(file_name_for(object("Ingress", "shop", "web"), used), "ingress_shop_web.yaml");
  EXPECT_EQ(file_name_for(object("ClusterRole", "", "system:node"), used),
            "clusterrole_system-node.yaml");
  EXPECT_EQ(file_name_for(object("ClusterRole", "", "system-node"), used),
            "clusterrole_system-node_2.yaml");
  EXPECT_EQ(file_name_for(object("X", "", "../../etc/passwd"), used), "x_..-..-etc-passwd.yaml");
  EXPECT_EQ(file_name_for(object("X", "a", "\x1b[31m\n"), used), "x_a_--31m-.yaml");
  EXPECT_LE(file_name_for(object("X", std::string(300, 'n'), std::string(300, 'm')), used).size(),
            200U);
}

TEST(OutputFolder, MustBeNewOrEmpty) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  EXPECT_TRUE(make_output_folder(folder->path()));
  EXPECT_TRUE(make_output_folder(folder->path() / "new" / "deep"));
  EXPECT_FALSE(make_output_folder(folder->path()));
  std::ofstream(folder->path() / "file") << "x";
  EXPECT_FALSE(make_output_folder(folder->path() / "file"));
}

TEST(WriteObjects, AsYamlThatOnlyTheUserReads) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const Json secret = object("Secret", "shop", "s");
  ASSERT_TRUE(write_objects(folder->path(), {secret}));
  const fs::path file = folder->path() / "secret_shop_s.yaml";
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto back = read_yaml(cli_tests::read_text(file.string()), "back");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->at(0).value, secret);
  EXPECT_FALSE(write_objects(folder->path(), {secret}));  // nothing is overwritten
}

}  // namespace
}  // namespace cmd
