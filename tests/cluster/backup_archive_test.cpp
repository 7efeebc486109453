#include "cluster/backup_archive.h"

#include <gtest/gtest.h>

#include "tests/cluster/archive_builder.h"

namespace cluster_tests {

namespace {

using cluster::BackupEntry;
using cluster::BackupVisitor;
using cluster::ByteSource;
using cluster::Limits;
using translator::Done;
using translator::Error;
using translator::Result;
using translator::Status;

struct Reading {
  Status status = Done{};
  std::vector<std::string> visited;  // "directory namespace/name = text", in the order of visits
};

Reading read(const std::string& bytes, const Limits& limits = {}, std::size_t piece = 1000) {
  Reading reading;
  const BackupVisitor visitor{{}, [&](const BackupEntry& entry) -> Status {
                                reading.visited.push_back(std::string(entry.directory) + " " +
                                                          std::string(entry.name_space) + "/" +
                                                          std::string(entry.name) + " = " +
                                                          std::string(entry.text));
                                return Done{};
                              }};
  reading.status = cluster::read_backup(pieces_of(bytes, piece), "test.tar.gz", visitor, limits);
  return reading;
}

std::string original(const std::string& name) { return object_path("services", "shop", name); }
std::string copy(const std::string& name) {
  return object_path("services", "shop", name, "v1-preferredversion");
}

TEST(BackupArchive, ReadsEveryCompressionInPiecesOfAnySize) {
  for (const auto compression : {Compression::gzip, Compression::zstd, Compression::none}) {
    const auto bytes = make_archive(
        {version_entry(), {original("web"), "{1}"}, {object_path("namespaces", "", "shop"), "{2}"}},
        compression);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{511}, std::size_t{1} << 20U}) {
      const auto reading = read(bytes, {}, piece);
      ASSERT_TRUE(reading.status) << reading.status.error().text();
      EXPECT_EQ(reading.visited,
                (std::vector<std::string>{"services shop/web = {1}", "namespaces /shop = {2}"}));
    }
  }
}

TEST(BackupArchive, CopiesCountOnlyWhereTheOriginalIsAbsent) {
  const std::vector<std::string> expected = {"services shop/web = original"};
  const std::vector<std::pair<std::vector<ArchiveEntry>, std::vector<std::string>>> cases = {
      {{version_entry(), {original("web"), "original"}, {copy("web"), "copy"}}, expected},
      {{version_entry(), {copy("web"), "copy"}, {original("web"), "original"}}, expected},
      {{version_entry(), {copy("web"), "copy"}}, {"services shop/web = copy"}},
      {{{copy("b"), "copy b"}, {original("a"), "a"}, version_entry()},
       {"services shop/a = a", "services shop/b = copy b"}},
      // Other versions than the preferred one are not restored by Velero either.
      {{version_entry(), {object_path("services", "shop", "web", "v2"), "v2"}}, {}},
      // A namespace may be called "cluster", and a resource have a cluster-scoped copy.
      {{version_entry(),
        {object_path("services", "cluster", "web"), "x"},
        {object_path("namespaces", "", "shop", "v1-preferredversion"), "y"}},
       {"services cluster/web = x", "namespaces /shop = y"}},
      // What is no object is passed over.
      {{version_entry(),
        {"resources/services/readme.txt", "x"},
        {"resources", "", 'd'},
        {"metadata/other", "x"}},
       {}},
  };
  for (const auto& [entries, visited] : cases) {
    const auto reading = read(make_archive(entries));
    ASSERT_TRUE(reading.status) << reading.status.error().text();
    EXPECT_EQ(reading.visited, visited);
  }
}

TEST(BackupArchive, NamesOfOtherTarProgramsAreUnderstood) {
  const auto reading =
      read(make_archive({{"./metadata/version", "1"}, {"./" + original("web"), "x"}}));
  ASSERT_TRUE(reading.status) << reading.status.error().text();
  EXPECT_EQ(reading.visited, (std::vector<std::string>{"services shop/web = x"}));
}

TEST(BackupArchive, LongNamesAreReadWhole) {
  const std::string name(200, 'n');
  const auto reading = read(make_archive({version_entry(), {original(name), "x"}}));
  ASSERT_TRUE(reading.status) << reading.status.error().text();
  EXPECT_EQ(reading.visited.at(0), "services shop/" + name + " = x");
}

TEST(BackupArchive, RefusesWhatVeleroDoesNotWrite) {
  struct Case {
    std::vector<ArchiveEntry> entries;
    std::string what;
    std::string where;
  };
  const std::vector<Case> cases = {
      {{{original("web"), "x"}}, "no Velero backup", "test.tar.gz"},
      {{}, "no Velero backup", "test.tar.gz"},
      {{{"metadata/version", "2.0.0\n"}}, "format of the backup", "test.tar.gz: metadata/version"},
      {{{"metadata/version", "12"}}, "format of the backup", "test.tar.gz: metadata/version"},
      {{{"metadata/version", std::string(100, '1')}}, "longer than 64", "metadata/version"},
      {{version_entry(), {"resources/../../etc/passwd", "x"}},
       "leads out of the archive",
       "test.tar.gz: resources/../../etc/passwd"},
      {{version_entry(), {"..", "x"}}, "leads out of the archive", "test.tar.gz: .."},
      {{version_entry(), {"/" + original("web"), "x"}}, "is absolute", "test.tar.gz: /resources"},
      {{version_entry(), {original("a\tb\x1b[2J"), "x"}},
       "control character",
       "test.tar.gz: resources/services/namespaces/shop/a?b?[2J.json"},
      {{version_entry(), {original("web"), "/etc/passwd", 's'}},
       "link or a device",
       "test.tar.gz: " + original("web")},
      {{version_entry(), {original("a"), "x"}, {original("web"), original("a"), 'h'}},
       "link or a device",
       "test.tar.gz: " + original("web")},
      {{version_entry(), {original("web"), "x"}, {original("web"), "y"}},
       "twice",
       "test.tar.gz: " + original("web")},
  };
  for (const auto& expected : cases) {
    const auto reading = read(make_archive(expected.entries));
    ASSERT_FALSE(reading.status) << expected.what;
    EXPECT_NE(reading.status.error().what.find(expected.what), std::string::npos)
        << reading.status.error().text();
    EXPECT_NE(reading.status.error().where.find(expected.where), std::string::npos)
        << reading.status.error().text();
  }
}

// Text that does not compress away.
std::string noise(std::size_t size, unsigned seed) {
  std::string text;
  while (text.size() < size) {
    seed = seed * 1664525U + 1013904223U;
    text += std::to_string(seed);
  }
  return text;
}

TEST(BackupArchive, EveryCutInTheMiddleIsAnError) {
  std::vector<ArchiveEntry> entries = {version_entry()};
  for (unsigned index = 0; index < 20; ++index) {
    entries.push_back({original("web" + std::to_string(index)), noise(30'000, index)});
  }
  for (const auto compression : {Compression::gzip, Compression::zstd}) {
    const auto bytes = make_archive(entries, compression);
    // The last bytes are padding and checksum: no object is lost with them.
    for (std::size_t length = 0; length + 100 < bytes.size(); length += 4999) {
      const auto reading = read(bytes.substr(0, length));
      ASSERT_FALSE(reading.status) << length << " of " << bytes.size();
      EXPECT_EQ(reading.status.error().where.rfind("test.tar.gz", 0), 0U);
      EXPECT_LT(reading.visited.size(), 20U);
    }
    const auto half = read(bytes.substr(0, bytes.size() / 2));
    EXPECT_NE(half.status.error().what.find("broken or cut off"), std::string::npos);
    EXPECT_NE(half.status.error().where.find(
                  "test.tar.gz, after entry resources/services/namespaces/shop/web"),
              std::string::npos)
        << half.status.error().where;
  }
}

TEST(BackupArchive, OtherFilesAreAnError) {
  for (const std::string& bytes :
       {std::string("this is no archive"), std::string("\x1f\x8b garbage", 10), std::string(),
        std::string(5000, '\xff'), std::string("PK\x03\x04 a zip file")}) {
    const auto reading = read(bytes);
    ASSERT_FALSE(reading.status);
    EXPECT_EQ(reading.status.error().where.rfind("test.tar.gz", 0), 0U);
  }
}

TEST(BackupArchive, FlippedBytesNeverCrash) {
  const auto bytes =
      make_archive({version_entry(), {original("web"), service("shop", "web")}}, Compression::none);
  for (std::size_t index = 0; index < bytes.size(); index += 3) {
    auto flipped = bytes;
    flipped[index] = static_cast<char>(flipped[index] ^ 0x55);
    (void)read(flipped);
  }
}

TEST(BackupArchive, LimitsAreErrorsWithTheirNumber) {
  const auto bytes = make_archive({version_entry(),
                                   {original("a"), std::string(3000, 'a')},
                                   {original("b"), std::string(3000, 'b')},
                                   {copy("b"), std::string(3000, 'b')}});
  struct Case {
    Limits limits;
    std::string what;
  };
  Limits entries;
  entries.entries = 3;
  Limits size;
  size.entry_bytes = 2999;
  Limits kept;
  kept.kept_bytes = 5000;
  Limits time;
  time.time = std::chrono::milliseconds{0};
  for (const auto& expected : {Case{entries, "more than 3 entries"}, Case{size, "longer than 2999"},
                               Case{kept, "larger than 5000 bytes"}, Case{time, "too long"}}) {
    const auto reading = read(bytes, expected.limits);
    ASSERT_FALSE(reading.status) << expected.what;
    EXPECT_NE(reading.status.error().what.find(expected.what), std::string::npos)
        << reading.status.error().text();
  }
  Limits enough;
  enough.entries = 4;
  enough.entry_bytes = 3000;
  enough.kept_bytes = 9500;
  EXPECT_TRUE(read(bytes, enough).status);
}

TEST(BackupArchive, ABombOfUnwantedEntriesEndsAtTheTimeLimit) {
  // 128 MiB of zeros that nobody wants, in 128 KiB.
  std::vector<ArchiveEntry> entries = {version_entry()};
  for (int index = 0; index < 4; ++index) {
    entries.push_back({object_path("configmaps", "shop", std::to_string(index)),
                       std::string(std::size_t{32} << 20U, '\0')});
  }
  const auto bytes = make_archive(entries);
  Limits limits;
  limits.time = std::chrono::milliseconds{10};
  const auto begin = std::chrono::steady_clock::now();
  const auto result = cluster::read_surroundings(pieces_of(bytes, 1024), "bomb", limits);
  EXPECT_FALSE(result);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{2});
}

TEST(BackupArchive, VisitorsChooseAndStop) {
  const auto bytes = make_archive({version_entry(),
                                   {object_path("secrets", "shop", "s"), "secret"},
                                   {original("web"), "x"},
                                   {original("web2"), "x"}});
  int visits = 0;
  const BackupVisitor visitor{[](std::string_view directory) { return directory == "services"; },
                              [&](const BackupEntry& entry) -> Status {
                                EXPECT_EQ(entry.directory, "services");
                                ++visits;
                                return Error{"enough", std::string(entry.path)};
                              }};
  const auto status = cluster::read_backup(pieces_of(bytes), "x", visitor);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().text(), original("web") + ": enough");
  EXPECT_EQ(visits, 1);
}

TEST(BackupArchive, ASourceThatFailsIsQuoted) {
  const auto bytes = make_archive({version_entry(), {original("web"), "x"}});
  int calls = 0;
  const ByteSource source = [&]() -> Result<std::string_view> {
    if (++calls == 2) {
      return Error{"the line is dead", "host:443"};
    }
    return std::string_view(bytes).substr(0, bytes.size() / 2);
  };
  const auto result = cluster::read_surroundings(source, "backup shop");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, "host:443: the line is dead");
}

}  // namespace

}  // namespace cluster_tests
