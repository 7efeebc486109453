#include "plugin/restore_report.h"

#include <gtest/gtest.h>

#include "tests/plugin/in_process_server.h"
#include "tests/plugin/scripted_cluster.h"

namespace plugin {
namespace {

using translator::Fate;
using translator::Json;
using translator::Translation;

Translation translation(const std::string& name, std::size_t size = 0) {
  Translation result;
  result.fate = Fate::translated;
  result.object = Json::parse(R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{
    "namespace":"shop","annotations":{"kubernetes.io/ingress.class":"gce-internal"}}})");
  result.object["metadata"]["name"] = name;
  translator::Finding finding;
  finding.message = std::string(size, 'x');
  result.findings = {finding};
  return result;
}

TEST(RestoreReport, HasTheFormOfAPlan) {
  RestoreReport report;
  report.add(translation("web"));
  const auto parts = report.take_parts();
  ASSERT_EQ(parts.size(), 1U);
  const Json json = Json::parse(parts.front());
  EXPECT_EQ(json["schema"], "eks2gke.io/plan/v1");
  ASSERT_EQ(json["items"].size(), 1U);
  EXPECT_EQ(json["items"][0]["name"], "web");
  EXPECT_EQ(json["items"][0]["outcome"], "translated");
  EXPECT_EQ(json["prerequisites"][0]["id"], "proxy-only-subnet");
  EXPECT_EQ(json["totals"]["items"], 1);
  EXPECT_EQ(json["totals"]["ready"], 1);
  EXPECT_EQ(json["totals"]["loadBalancers"]["internal"], 1);
}

TEST(RestoreReport, IsTakenOnce) {
  RestoreReport report;
  EXPECT_TRUE(report.take_parts().empty());
  report.add(translation("web"));
  EXPECT_EQ(report.take_parts().size(), 1U);
  EXPECT_TRUE(report.take_parts().empty());
}

TEST(RestoreReport, IsSplitAndBounded) {
  RestoreReport report;
  constexpr std::size_t kItem = std::size_t{200} << 10U;
  constexpr int kItems = 100;  // 20 MiB
  for (int i = 0; i < kItems; ++i) {
    report.add(translation("web-" + std::to_string(i), kItem));
  }
  const auto parts = report.take_parts();
  std::size_t items = 0;
  for (const std::string& part : parts) {
    EXPECT_LE(part.size(), kMostOfReportPart + 4096);
    items += Json::parse(part)["items"].size();
  }
  const Json last = Json::parse(parts.back());
  EXPECT_GT(parts.size(), 30U);
  EXPECT_LE(items * kItem, kMostOfReport);
  EXPECT_EQ(last["totals"]["items"], kItems);
  EXPECT_EQ(last["totals"]["leftOutOfReport"].get<std::size_t>() + items, kItems);
}

// All items are answered, then each operation is asked for.
TEST(RestoreReport, IsWrittenOnceAtTheEndOfTheRun) {
  ScriptedCluster cluster;
  cluster.report_fails = "forbidden";
  const InProcessServer server{cluster};
  const std::string restore = R"({"metadata":{"name":"r1","namespace":"velero","uid":"u-1"}})";
  std::vector<std::string> ids;
  for (const char* name : {"a", "b"}) {
    const Json item = {{"apiVersion", "elbv2.k8s.aws/v1beta1"},
                       {"kind", "TargetGroupBinding"},
                       {"metadata", {{"name", name}, {"namespace", "shop"}}}};
    ids.push_back(server.execute("eks2gke.io/aws-only", item.dump(), restore).operationid());
  }
  EXPECT_TRUE(cluster.reports.empty());
  for (const std::string& id : ids) {
    v2::RestoreItemActionProgressRequest request;
    request.set_operationid(id);
    request.set_restore(restore);
    v2::RestoreItemActionProgressResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(server.action->Progress(&context, request, &response).ok())
        << "a report that cannot be written fails nothing";
    EXPECT_TRUE(response.progress().completed());
  }
  ASSERT_EQ(cluster.reports.size(), 1U);
  EXPECT_EQ(Json::parse(cluster.reports.front().front())["totals"]["skipped"], 2);
  EXPECT_NE(server.captured.text().find("could not be written"), std::string::npos);
}

}  // namespace
}  // namespace plugin
