#include "cmd/arguments.h"

#include <gmock/gmock.h>

namespace cmd {
namespace {

using testing::ElementsAre;

Arguments read(std::vector<const char*> words) {
  words.insert(words.begin(), "eks2gke");
  return read_arguments(static_cast<int>(words.size()), words.data());
}

TEST(Arguments, OfPlan) {
  const auto plan = std::get<PlanArguments>(
      read({"plan", "a.tar.gz", "-", "-o", "json", "--fail-on", "refused", "--verbose"}));
  EXPECT_THAT(plan.inputs, ElementsAre("a.tar.gz", "-"));
  EXPECT_TRUE(plan.json);
  EXPECT_TRUE(plan.verbose);
  EXPECT_EQ(plan.fail_on, translator::Verdict::refused);
}

TEST(Arguments, OfPlanByDefault) {
  const auto plan = std::get<PlanArguments>(read({"plan", "x"}));
  EXPECT_FALSE(plan.json);
  EXPECT_FALSE(plan.verbose);
  EXPECT_FALSE(plan.fail_on);
}

TEST(Arguments, OfExplain) {
  const auto list = std::get<ExplainArguments>(read({"explain"}));
  EXPECT_EQ(list.name, "");
  EXPECT_FALSE(list.all || list.markdown);
  const auto all = std::get<ExplainArguments>(read({"explain", "--all", "-o", "markdown"}));
  EXPECT_TRUE(all.all && all.markdown);
}

TEST(Arguments, OfRehearse) {
  const auto rehearse =
      std::get<RehearseArguments>(read({"rehearse", "a.tar.gz", "--plugin", "p", "--output-dir",
                                        "out", "--namespace-mappings", "a:b,c:d"}));
  EXPECT_EQ(rehearse.archive, "a.tar.gz");
  EXPECT_EQ(rehearse.plugin, "p");
  EXPECT_EQ(rehearse.output_dir, "out");
  EXPECT_THAT(rehearse.namespace_mappings, ElementsAre("a:b", "c:d"));
}

TEST(Arguments, OfVersion) {
  EXPECT_TRUE(std::holds_alternative<VersionArguments>(read({"version"})));
  EXPECT_TRUE(std::holds_alternative<VersionArguments>(read({"--version"})));
}

TEST(Arguments, HelpIsNoError) {
  for (const auto& words : std::vector<std::vector<const char*>>{
           {"--help"}, {"plan", "--help"}, {"explain", "-h"}, {"rehearse", "--help"}}) {
    const auto notice = std::get<Notice>(read(words));
    EXPECT_FALSE(notice.is_error);
    EXPECT_THAT(notice.text, testing::HasSubstr("Examples:"));
  }
}

TEST(Arguments, ThatAreWrong) {
  for (const auto& words : std::vector<std::vector<const char*>>{{},
                                                                 {"nonsense"},
                                                                 {"plan"},
                                                                 {"plan", "x", "-o", "xml"},
                                                                 {"plan", "x", "--fail-on", "all"},
                                                                 {"rehearse"},
                                                                 {"rehearse", "a", "b"},
                                                                 {"--nonsense"}}) {
    const auto notice = std::get<Notice>(read(words));
    EXPECT_TRUE(notice.is_error);
    EXPECT_THAT(notice.text, testing::HasSubstr("--help"));
  }
}

}  // namespace
}  // namespace cmd
