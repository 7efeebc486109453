#include <algorithm>
#include <map>

#include <gmock/gmock.h>

#include "cmd/plan.h"
#include "cmd/rehearsal.h"

// What is said before a restore is what happens in it: the plan is made with the translator that is
// linked in, the rehearsal with the plugin binary alone.

namespace cmd {
namespace {

using translator::Json;

std::string example(const char* name) { return std::string(PROJECT_FOLDER) + "/examples/" + name; }

std::map<std::string, std::string> planned(const Plan& plan) {
  std::map<std::string, std::string> outcomes;
  for (const translator::ItemReport& item : plan.items) {
    outcomes[item.object.kind + " " + label_of(item.object)] = translator::name_of(item.fate);
  }
  return outcomes;
}

std::map<std::string, std::string> rehearsed(const Rehearsal& rehearsal) {
  std::map<std::string, std::string> outcomes;
  for (const RehearsedItem& item : rehearsal.items) {
    outcomes[item.kind + " " + item.label] =
        item.fate == RehearsedFate::unchanged ? "untouched" : std::string(name_of(item.fate));
  }
  return outcomes;
}

std::vector<std::string> messages(const std::vector<translator::Finding>& findings) {
  std::vector<std::string> texts;
  for (const translator::Finding& finding : findings) {
    texts.push_back(finding.rule + " " + std::string(translator::name_of(finding.verdict)) + " " +
                    finding.key + ": " + finding.message);
  }
  return texts;
}

class PlanAndRehearsal : public testing::TestWithParam<const char*> {};

TEST_P(PlanAndRehearsal, Agree) {
  Console console;
  const auto plan = make_plan({example(GetParam())}, translator::default_settings(), console);
  ASSERT_TRUE(plan) << plan.error().text();
  const auto rehearsal = run_rehearsal(
      {.archive = example(GetParam()), .plugin = PLUGIN_BINARY, .namespace_mapping = {}}, console);
  ASSERT_TRUE(rehearsal) << rehearsal.error().text();
  EXPECT_THAT(rehearsal->problems, testing::IsEmpty());
  EXPECT_THAT(rehearsal->remarks, testing::IsEmpty());
  EXPECT_EQ(planned(*plan), rehearsed(*rehearsal));

  std::map<std::string, const RehearsedItem*> items;
  for (const RehearsedItem& item : rehearsal->items) {
    items[item.kind + " " + item.label] = &item;
  }
  std::size_t companions = 0;
  for (const translator::ItemReport& item : plan->items) {
    const std::string label = item.object.kind + " " + label_of(item.object);
    ASSERT_EQ(items.count(label), 1U) << label;
    EXPECT_EQ(messages(item.findings), messages(items[label]->log.findings)) << label;
    companions += item.companions.size();
  }
  EXPECT_EQ(companions, rehearsal->made.size());
}

INSTANTIATE_TEST_SUITE_P(Examples, PlanAndRehearsal,
                         testing::Values("eks-backup.tar.gz", "shop.tar.gz"),
                         [](const testing::TestParamInfo<const char*>& one) {
                           const std::string name = one.param;
                           return name.substr(0, name.find_first_of("-."));
                         });

TEST(Rehearsal, MapsNamespaces) {
  Console console;
  const auto rehearsal = run_rehearsal({.archive = example("eks-backup.tar.gz"),
                                        .plugin = PLUGIN_BINARY,
                                        .namespace_mapping = {{"eks-sample-app", "moved"}}},
                                       console);
  ASSERT_TRUE(rehearsal) << rehearsal.error().text();
  EXPECT_THAT(rehearsal->problems, testing::IsEmpty());
  const std::vector<Json> objects = resulting_objects(*rehearsal);
  EXPECT_EQ(objects.size(), 7U);
  for (const Json& object : objects) {
    EXPECT_EQ(translator::kind_of(object) == "Namespace" ? translator::name_of(object)
                                                         : translator::namespace_of(object),
              "moved")
        << object.dump();
  }
}

// Only what the plugin answers and writes may come out.
TEST(Rehearsal, OfAPluginThatIsNone) {
  Console console;
  const auto rehearsal = run_rehearsal(
      {.archive = example("eks-backup.tar.gz"), .plugin = "/bin/false", .namespace_mapping = {}},
      console);
  ASSERT_FALSE(rehearsal);
  EXPECT_THAT(rehearsal.error().text(), testing::HasSubstr("/bin/false"));
}

TEST(Plan, JudgesInputsTogether) {
  Console console;
  const auto once = make_plan({example("shop.tar.gz")}, translator::default_settings(), console);
  const auto twice = make_plan({example("shop.tar.gz"), example("shop.tar.gz")},
                               translator::default_settings(), console);
  const auto both = make_plan({example("shop.tar.gz"), example("eks-backup.tar.gz")},
                              translator::default_settings(), console);
  ASSERT_TRUE(once && twice && both);
  EXPECT_EQ(to_json(*once), to_json(*twice));
  EXPECT_EQ(both->items.size(), once->items.size() + 6);
}

}  // namespace
}  // namespace cmd
