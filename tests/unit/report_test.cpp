#include "translator/report.h"

#include <gtest/gtest.h>

namespace translator {
namespace {

ItemReport item(Fate fate, const std::vector<Verdict>& verdicts) {
  ItemReport report;
  report.fate = fate;
  for (const Verdict verdict : verdicts) {
    Finding finding;
    finding.verdict = verdict;
    report.findings.push_back(finding);
  }
  return report;
}

// The table of verdicts and headings in docs/architecture.md.
TEST(Heading, IsThatOfTheWorstFinding) {
  EXPECT_EQ(heading_of(item(Fate::untouched, {})), Heading::untouched);
  EXPECT_EQ(heading_of(item(Fate::translated, {})), Heading::ready);
  EXPECT_EQ(heading_of(item(Fate::translated, {Verdict::translated, Verdict::dropped})),
            Heading::ready);
  EXPECT_EQ(heading_of(item(Fate::translated, {Verdict::approximated, Verdict::dropped})),
            Heading::approximated);
  for (const Verdict verdict : {Verdict::needs_action, Verdict::invalid, Verdict::unknown}) {
    EXPECT_EQ(heading_of(item(Fate::translated, {verdict, Verdict::approximated})),
              Heading::needs_action);
    EXPECT_EQ(heading_of(item(Fate::untouched, {verdict})), Heading::needs_action);
    EXPECT_EQ(heading_of(item(Fate::parked, {verdict})), Heading::parked);
  }
  EXPECT_EQ(heading_of(item(Fate::parked, {})), Heading::parked);
  EXPECT_EQ(heading_of(item(Fate::skipped, {Verdict::needs_action})), Heading::skipped);
}

// The schema is public API: eks2gke.io/plan/v1.
TEST(ReportJson, HasTheseFields) {
  ItemReport report = item(Fate::parked, {});
  report.object = {"networking.k8s.io/v1", "Ingress", "shop", "web"};
  Finding finding;
  finding.verdict = Verdict::needs_action;
  finding.key = "k";
  finding.from = "f";
  finding.to = "t";
  finding.message = "m";
  finding.next_step = "n";
  finding.rule = "r";
  report.findings = {finding};
  report.companions = {{"cloud.google.com/v1", "BackendConfig", "shop", "x"}};
  EXPECT_EQ(to_json(report).dump(),
            R"({"group":"networking.k8s.io","version":"v1","kind":"Ingress","namespace":"shop",)"
            R"("name":"web","outcome":"parked","findings":[{"rule":"r","verdict":"needs-action",)"
            R"("key":"k","from":"f","to":"t","message":"m","nextStep":"n"}],"companions":[)"
            R"({"apiVersion":"cloud.google.com/v1","kind":"BackendConfig","namespace":"shop",)"
            R"("name":"x"}]})");
  report.object.api_version = "v1";
  EXPECT_EQ(to_json(report)["group"], "");
  EXPECT_EQ(to_json(report)["version"], "v1");
}

}  // namespace
}  // namespace translator
