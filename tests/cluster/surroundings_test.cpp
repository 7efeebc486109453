// What rules may look at, read from archives: cluster::read_surroundings().

#include <map>

#include <gtest/gtest.h>

#include "cluster/backup_archive.h"
#include "tests/cluster/archive_builder.h"

namespace cluster_tests {

namespace {

using cluster::BackupEntry;
using cluster::BackupVisitor;
using translator::Done;
using translator::Status;

const std::string kExamples = EXAMPLES_FOLDER;

TEST(Surroundings, KeepsOnlyWhatRulesLookAt) {
  const auto bytes =
      make_archive({version_entry(),
                    {object_path("secrets", "shop", "s"), "no JSON at all"},
                    {object_path("services", "shop", "web"), service("shop", "web")}});
  const auto objects = cluster::read_surroundings(pieces_of(bytes), "x");
  ASSERT_TRUE(objects) << objects.error().text();
  const auto* web = objects->find("", "Service", "shop", "web");
  ASSERT_NE(web, nullptr);
  EXPECT_FALSE(web->at("metadata").contains("managedFields"));
}

TEST(Surroundings, AnObjectThatIsNoneIsNamed) {
  for (const std::string text : {"{", "[]", "\"x\"", "{\"a\":1}x"}) {
    const auto bytes =
        make_archive({version_entry(), {object_path("services", "shop", "web"), text}});
    const auto objects = cluster::read_surroundings(pieces_of(bytes), "x.tar.gz");
    ASSERT_FALSE(objects) << text;
    EXPECT_EQ(objects.error().where, "x.tar.gz: " + object_path("services", "shop", "web"));
  }
}

TEST(Surroundings, RealBackupsOfVelero) {
  const auto sample = cluster::read_surroundings(kExamples + "/eks-backup.tar.gz");
  ASSERT_TRUE(sample) << sample.error().text();
  EXPECT_EQ(sample->all("networking.k8s.io", "Ingress").size(), 1U);
  EXPECT_NE(
      sample->find("networking.k8s.io", "Ingress", "eks-sample-app", "eks-sample-linux-ingress"),
      nullptr);
  EXPECT_NE(sample->find("", "Service", "eks-sample-app", "eks-sample-linux-service"), nullptr);

  const auto shop = cluster::read_surroundings(kExamples + "/shop.tar.gz");
  ASSERT_TRUE(shop) << shop.error().text();
  EXPECT_EQ(shop->all("", "Service").size(), 8U);
  EXPECT_FALSE(shop->all("networking.k8s.io", "Ingress").empty());
  EXPECT_FALSE(shop->all("elbv2.k8s.aws", "IngressClassParams").empty());
}

TEST(Surroundings, EveryObjectOfARealBackupIsVisitedOnce) {
  std::map<std::string, int> visits;
  const BackupVisitor visitor{{}, [&](const BackupEntry& entry) -> Status {
                                ++visits[std::string(entry.path)];
                                EXPECT_TRUE(translator::parse_json(entry.text));
                                return Done{};
                              }};
  const auto status = cluster::read_backup(kExamples + "/shop.tar.gz", visitor);
  ASSERT_TRUE(status) << status.error().text();
  EXPECT_EQ(visits.size(), 216U);  // of 433 entries: each twice, and the version
  for (const auto& [path, count] : visits) {
    EXPECT_EQ(count, 1) << path;
    EXPECT_EQ(path.find("-preferredversion"), std::string::npos);
  }
}

TEST(Surroundings, AMissingFileIsNamed) {
  const auto missing = cluster::read_surroundings("/nowhere/backup.tar.gz");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().text(),
            "/nowhere/backup.tar.gz: cannot be opened: No such file or directory");
  EXPECT_FALSE(cluster::read_surroundings("/tmp"));
}

}  // namespace

}  // namespace cluster_tests
