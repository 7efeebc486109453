#include "cluster/backup_download.h"

#include <atomic>

#include <gtest/gtest.h>

#include "tests/cluster/archive_builder.h"
#include "tests/cluster/fake_api.h"

namespace cluster_tests {

namespace {

using cluster::Limits;
using std::chrono::milliseconds;
using translator::Json;

constexpr const char* kRequests = "/apis/velero.io/v1/namespaces/velero/downloadrequests";

std::string archive() {
  return make_archive({version_entry(),
                       {object_path("services", "shop", "web"), service("shop", "web")},
                       {object_path("secrets", "shop", "s"), "{}"}});
}

// Velero's part: requests are answered with the address after some polls.
class Velero {
 public:
  explicit Velero(const Reply& storage_reply, int polls = 2)
      : storage([storage_reply](const Request&) { return storage_reply; }) {
    api.fault = [this, polls](const Request& request) -> std::optional<Reply> {
      if (request.method != "GET" || request.target.rfind(kRequests, 0) != 0) {
        return std::nullopt;
      }
      auto object = api.at(request.target);
      if (object && ++polled >= polls) {
        (*object)["status"] = {
            {"phase", "Processed"},
            {"downloadURL", address.empty() ? storage.url() + "/bucket/"
                                                              "shop.tar.gz?signature=secret"
                                            : address}};
        api.put(request.target, *object);
      }
      return std::nullopt;
    };
  }

  // "GET", "POST …": what came, and that nothing was left behind.
  void expect_clean() const {
    const auto writes = api.writes();
    ASSERT_EQ(writes.size(), 2U);
    EXPECT_EQ(writes[0], std::string("POST ") + kRequests + "?fieldManager=eks2gke");
    EXPECT_EQ(writes[1].rfind(std::string("DELETE ") + kRequests + "/eks2gke-", 0), 0U)
        << writes[1];
    EXPECT_FALSE(api.at(writes[1].substr(std::string("DELETE ").size())));
  }

  std::string address;
  std::atomic<int> polled = 0;
  HttpServer storage;
  FakeApi api;
};

TEST(DownloadBackup, TakesTheArchiveFromTheAddress) {
  Velero velero(reply(200, archive()));
  auto client = velero.api.client();
  const auto objects = cluster::download_backup(client, "velero", "shop-1");
  ASSERT_TRUE(objects) << objects.error().text();
  EXPECT_NE(objects->find("", "Service", "shop", "web"), nullptr);
  velero.expect_clean();
  const auto posted = Json::parse(velero.api.server().requests().at(0).body);
  EXPECT_EQ(posted["kind"], "DownloadRequest");
  EXPECT_EQ(posted["spec"].dump(), R"({"target":{"kind":"BackupContents","name":"shop-1"}})");
  const auto fetched = velero.storage.requests();
  ASSERT_EQ(fetched.size(), 1U);
  EXPECT_EQ(fetched[0].target, "/bucket/shop.tar.gz?signature=secret");
  EXPECT_EQ(fetched[0].headers.count("authorization"), 0U);
}

TEST(DownloadBackup, NamesDiffer) {
  Velero velero(reply(200, archive()));
  auto client = velero.api.client();
  ASSERT_TRUE(cluster::download_backup(client, "velero", "shop-1"));
  ASSERT_TRUE(cluster::download_backup(client, "velero", "shop-1"));
  const auto writes = velero.api.writes();
  EXPECT_NE(writes.at(1), writes.at(3));
}

TEST(DownloadBackup, FailuresAreToldAndTheRequestIsDeleted) {
  struct Case {
    Reply storage;
    std::string what;
  };
  const auto good = archive();
  const auto whole =
      "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(good.size()) + "\r\n\r\n";
  const std::vector<Case> cases = {
      {reply(403, "<Error>expired</Error>"), "HTTP status 403"},
      {reply(200, good.substr(0, good.size() / 2)), "broken or cut off"},
      {{{whole + good.substr(0, good.size() / 2)}, milliseconds{0}, true}, "closed the connection"},
      {reply(200, make_archive({{"x", "y"}})), "no Velero backup"},
      {{{whole, good}, milliseconds{5000}}, "time limit"},
  };
  for (const auto& expected : cases) {
    Velero velero(expected.storage);
    auto client = velero.api.client();
    Limits limits;
    limits.time = milliseconds{1500};
    const auto begin = std::chrono::steady_clock::now();
    const auto objects = cluster::download_backup(client, "velero", "shop-1", limits);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{2500});
    ASSERT_FALSE(objects) << expected.what;
    EXPECT_NE(objects.error().text().find(expected.what), std::string::npos)
        << objects.error().text();
    EXPECT_EQ(objects.error().text().find("secret"), std::string::npos) << objects.error().text();
    velero.expect_clean();
  }
}

TEST(DownloadBackup, AnAddressThatLeadsNowhere) {
  for (const std::string address : {"http://127.0.0.1:1/x?secret", "s3://bucket/secret"}) {
    Velero velero(reply(200, ""));
    velero.address = address;
    auto client = velero.api.client();
    const auto objects = cluster::download_backup(client, "velero", "shop-1");
    ASSERT_FALSE(objects);
    EXPECT_EQ(objects.error().text().find("secret"), std::string::npos) << objects.error().text();
    velero.expect_clean();
  }
}

TEST(DownloadBackup, VeleroDoesNotAnswer) {
  Velero velero(reply(200, archive()), 1'000'000);
  auto client = velero.api.client();
  Limits limits;
  limits.time = milliseconds{500};
  const auto begin = std::chrono::steady_clock::now();
  const auto objects = cluster::download_backup(client, "velero", "shop-1", limits);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds{1500});
  ASSERT_FALSE(objects);
  EXPECT_NE(objects.error().what.find("did not answer the download request"), std::string::npos);
  velero.expect_clean();
}

TEST(DownloadBackup, TheApiSaysNo) {
  Velero velero(reply(200, archive()));
  velero.api.fault = [](const Request&) {
    return status_reply(403, "Forbidden", "downloadrequests is forbidden");
  };
  auto client = velero.api.client();
  const auto objects = cluster::download_backup(client, "velero", "shop-1");
  ASSERT_FALSE(objects);
  EXPECT_EQ(objects.error().what, "downloadrequests is forbidden");
  EXPECT_EQ(velero.api.server().requests().size(), 1U);
}

TEST(DownloadBackup, ALostAnswerLeavesNoRequestBehind) {
  Velero velero(reply(200, archive()));
  velero.api.fault = [](const Request& request) -> std::optional<Reply> {
    return request.method == "POST" ? std::optional(Reply{{}, milliseconds{0}, true})
                                    : std::nullopt;
  };
  auto client = velero.api.client();
  ASSERT_FALSE(cluster::download_backup(client, "velero", "shop-1"));
  EXPECT_EQ(velero.api.writes().at(1).rfind("DELETE ", 0), 0U);
}

}  // namespace

}  // namespace cluster_tests
