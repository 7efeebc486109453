#include "plugin/restore_session.h"

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/captured_log.h"
#include "tests/plugin/scripted_cluster.h"

namespace plugin {
namespace {

using testing::HasSubstr;
using translator::BackupObjects;
using translator::Error;
using translator::Json;
using translator::Result;

constexpr const char* kRestore = R"({"metadata":{"name":"r1","namespace":"velero","uid":"u-1"},
  "spec":{"backupName":"b1","namespaceMapping":{"shop":"shop-new","odd":7}},"status":{"phase":"InProgress"}})";

TEST(ReadRestore, TakesTheNames) {
  ::unsetenv("VELERO_NAMESPACE");
  const RestoreNames names = read_restore(kRestore);
  EXPECT_EQ(names.uid, "u-1");
  EXPECT_EQ(names.name, "r1");
  EXPECT_EQ(names.name_space, "velero");
  EXPECT_EQ(names.backup, "b1");
  EXPECT_EQ(names.namespace_mapping, (std::map<std::string, std::string>{{"shop", "shop-new"}}));
}

TEST(ReadRestore, VelerosOwnWordOnItsNamespaceGoesFirst) {
  ::setenv("VELERO_NAMESPACE", "backups", 1);
  EXPECT_EQ(read_restore(kRestore).name_space, "backups");
  EXPECT_EQ(read_restore("").name_space, "backups");
  ::setenv("VELERO_NAMESPACE", "", 1);
  EXPECT_EQ(read_restore(kRestore).name_space, "velero");
  ::unsetenv("VELERO_NAMESPACE");
}

TEST(ReadRestore, AnythingMayBeMissing) {
  for (const char* text : {"", "nonsense", "[]", "null", "{}", R"({"metadata":null,"spec":null})",
                           R"({"metadata":{"uid":7},"spec":{"namespaceMapping":[]}})"}) {
    const RestoreNames names = read_restore(text);
    EXPECT_EQ(names.uid + names.name + names.backup, "") << text;
    EXPECT_TRUE(names.namespace_mapping.empty()) << text;
  }
}

TEST(LazySurroundings, FetchesOnceAndOnlyWhenAsked) {
  int fetched = 0;
  const LazySurroundings surroundings([&]() -> Result<BackupObjects> {
    ++fetched;
    BackupObjects objects;
    objects.add(Json::parse(
        R"({"apiVersion":"v1","kind":"Service","metadata":{"namespace":"shop","name":"web"}})"));
    return objects;
  });
  EXPECT_EQ(fetched, 0);
  EXPECT_TRUE(surroundings.available());
  EXPECT_NE(surroundings.find("", "Service", "shop", "web"), nullptr);
  EXPECT_EQ(surroundings.all("", "Service").size(), 1U);
  EXPECT_FALSE(surroundings.whole_cluster());
  EXPECT_EQ(surroundings.why_unavailable(), "");
  EXPECT_EQ(fetched, 1);
}

TEST(LazySurroundings, AFailureStaysForTheRestore) {
  int fetched = 0;
  const LazySurroundings surroundings([&]() -> Result<BackupObjects> {
    ++fetched;
    return Error{.what = "gone", .where = "bucket"};
  });
  EXPECT_FALSE(surroundings.available());
  EXPECT_EQ(surroundings.why_unavailable(), "bucket: gone");
  EXPECT_EQ(surroundings.find("", "Service", "shop", "web"), nullptr);
  EXPECT_EQ(fetched, 1);
}

TEST(LazySurroundings, ManyThreadsFetchOnce) {
  std::atomic<int> fetched = 0;
  const LazySurroundings surroundings([&]() -> Result<BackupObjects> {
    ++fetched;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return BackupObjects();
  });
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { EXPECT_TRUE(surroundings.available()); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(fetched, 1);
}

class Sessions : public testing::Test {
 protected:
  ScriptedCluster cluster_;
  CapturedLog captured_;
  RestoreSessions sessions_{cluster_, captured_.log};
};

TEST_F(Sessions, OneRestoreIsOneSessionEvenWhenItsStatusChanges) {
  const auto first = sessions_.of(kRestore);
  EXPECT_EQ(sessions_.of(kRestore), first);
  const auto later = sessions_.of(
      R"({"metadata":{"uid":"u-1"},"spec":{"backupName":"b1"},"status":{"progress":{}}})");
  EXPECT_EQ(later, first);
  EXPECT_NE(sessions_.of(R"({"metadata":{"uid":"u-2"}})"), first);
  EXPECT_EQ(sessions_.of(kRestore), first);
}

TEST_F(Sessions, WithoutUidTheBytesTell) {
  const auto first = sessions_.of("{}");
  EXPECT_EQ(sessions_.of("{}"), first);
  EXPECT_NE(sessions_.of("{ }"), first);
}

TEST_F(Sessions, ManyRestoresDoNotPileUp) {
  const auto first = sessions_.of(kRestore);
  for (int i = 0; i < 20; ++i) {
    EXPECT_NE(sessions_.of(R"({"metadata":{"uid":"v-)" + std::to_string(i) + "\"}}"), nullptr);
  }
  EXPECT_NE(sessions_.of(kRestore), first) << "the old one was let go";
  EXPECT_EQ(first->names().uid, "u-1") << "who holds it can still use it";
}

TEST_F(Sessions, TheBackupIsAskedForByTheRestoresNames) {
  ::unsetenv("VELERO_NAMESPACE");
  EXPECT_TRUE(sessions_.of(kRestore)->surroundings().available());
  EXPECT_TRUE(sessions_.of(kRestore)->surroundings().available());
  EXPECT_THAT(cluster_.fetched, testing::ElementsAre("velero/b1"));
}

TEST_F(Sessions, AnUnreadableBackupIsToldOncePerRestore) {
  cluster_.backup_fails = "no answer from the storage";
  const auto session = sessions_.of(kRestore);
  EXPECT_FALSE(session->surroundings().available());
  EXPECT_FALSE(session->surroundings().available());
  ASSERT_EQ(captured_.lines().size(), 1U);
  EXPECT_EQ(captured_.lines()[0].at("@level"), "warn");
  EXPECT_THAT(captured_.lines()[0].at("@message").get<std::string>(),
              HasSubstr("no answer from the storage"));
}

TEST_F(Sessions, AnExceptionOfTheClusterIsAFailureLikeAnother) {
  cluster_.throws = true;
  const auto session = sessions_.of(kRestore);
  EXPECT_FALSE(session->surroundings().available());
  EXPECT_THAT(session->surroundings().why_unavailable(), HasSubstr("scripted exception"));
  const translator::Status written = session->write({}, session->item_deadline());
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().text(), HasSubstr("scripted exception"));
}

TEST_F(Sessions, AfterHalfAMinuteOfFailuresNothingMoreIsTried) {
  cluster_.write_fails = "connection refused";
  cluster_.now_moves = std::chrono::seconds(11);
  RestoreSession session(read_restore(kRestore), cluster_, captured_.log,
                         [this] { return cluster_.now; });
  for (int i = 0; i < 6; ++i) {
    EXPECT_FALSE(session.write({}, session.item_deadline()));
  }
  EXPECT_EQ(cluster_.writes, 3) << "3 x 11 seconds";
  const translator::Status refused = session.write({}, session.item_deadline());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(), HasSubstr("nothing more is tried"));
}

TEST_F(Sessions, SuccessCostsNoPatience) {
  cluster_.now_moves = std::chrono::seconds(11);
  RestoreSession session(read_restore(kRestore), cluster_, captured_.log,
                         [this] { return cluster_.now; });
  for (int i = 0; i < 6; ++i) {
    EXPECT_TRUE(session.write({}, session.item_deadline()));
  }
  EXPECT_EQ(cluster_.writes, 6);
}

}  // namespace
}  // namespace plugin
