#include "cmd/plugin_log.h"

#include <gmock/gmock.h>

namespace cmd {
namespace {

using testing::ElementsAre;

TEST(PluginLog, CollectsByItem) {
  PluginLog log;
  log.add(R"({"@level":"warn","@message":"m1","kind":"Ingress","item":"a/b","rule":"r",)"
          R"("verdict":"refused","key":"k","from":"f","to":"t","nextStep":"n"})");
  log.add(R"({"@level":"info","@message":"m2","kind":"Ingress","item":"a/b","verdict":"dropped"})");
  log.add(R"({"@level":"info","@message":"parked: why","kind":"Ingress","item":"a/b",)"
          R"("outcome":"parked"})");
  log.add(R"({"@level":"info","@message":"m3","kind":"Service","item":"a/b","verdict":"dropped"})");

  const LoggedItem item = log.take("Ingress", "a/b");
  ASSERT_EQ(item.findings.size(), 2U);
  const translator::Finding& finding = item.findings[0];
  EXPECT_EQ(finding.verdict, translator::Verdict::refused);
  EXPECT_EQ(
      finding.key + finding.from + finding.to + finding.next_step + finding.rule + finding.message,
      "kftnrm1");
  EXPECT_EQ(item.outcome, "parked");
  EXPECT_EQ(item.summary, "parked: why");
  EXPECT_EQ(log.take("Service", "a/b").findings.size(), 1U);
  EXPECT_TRUE(log.take("Ingress", "a/b").findings.empty());
}

TEST(PluginLog, RemembersWhatIsAboutNoItem) {
  PluginLog log;
  log.add(R"({"@level":"info","@message":"started"})");
  log.add(R"({"@level":"warn","@message":"no cluster"})");
  log.add("terminate called");
  log.add("[1]");
  EXPECT_THAT(log.remarks(), ElementsAre("no cluster", "terminate called", "[1]"));
}

}  // namespace
}  // namespace cmd
