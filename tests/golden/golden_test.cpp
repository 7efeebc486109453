// Every folder of tests/golden/. EKS2GKE_UPDATE_GOLDEN=1 writes expected.yaml and findings.yaml
// anew, to be read like any other change; it is refused where CI is set.

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/golden_case.h"
#include "tests/support/laws.h"
#include "translator/catalogue.h"

namespace support {

// Found by GoogleTest through the namespace of GoldenCase.
void PrintTo(const GoldenCase& golden, std::ostream* stream) { *stream << golden.name; }

}  // namespace support

namespace {

using support::GoldenCase;
using translator::Json;

const std::vector<GoldenCase>& all_cases() {
  static const std::vector<GoldenCase> kCases = support::golden_cases();
  return kCases;
}

bool is_update() { return std::getenv("EKS2GKE_UPDATE_GOLDEN") != nullptr; }
bool is_ci() { return std::getenv("CI") != nullptr; }

// Values are compared, not spelling: order of keys has no meaning.
std::multiset<std::string> as_set(const Json& findings) {
  std::multiset<std::string> texts;
  for (const Json& finding : findings) {
    texts.insert(nlohmann::json::parse(finding.dump()).dump(2));
  }
  return texts;
}

nlohmann::json sorted(const std::vector<Json>& documents) {
  return nlohmann::json::parse(Json(documents).dump());
}

void write(const std::filesystem::path& file, const std::vector<Json>& documents) {
  std::ofstream(file) << support::yaml_text(documents);
}

void expect_same_findings(const Json& expected, const Json& actual) {
  EXPECT_EQ(expected.value("outcome", ""), actual.value("outcome", ""));
  const auto wanted = as_set(expected.at("findings"));
  const auto found = as_set(actual.at("findings"));
  for (const std::string& finding : wanted) {
    EXPECT_EQ(found.count(finding), wanted.count(finding)) << "missing: " << finding;
  }
  for (const std::string& finding : found) {
    EXPECT_EQ(wanted.count(finding), found.count(finding)) << "unexpected: " << finding;
  }
}

class Golden : public testing::TestWithParam<GoldenCase> {};

TEST_P(Golden, BecomesWhatIsWrittenDown) {
  const GoldenCase& golden = GetParam();
  const auto result = translator::translate_item(golden.item, golden.backup_item,
                                                 golden.surroundings, golden.settings);
  ASSERT_TRUE(result) << result.error().text();
  const std::vector<Json> documents = support::result_documents(result->translation);
  const Json findings = support::findings_document(result->translation);
  if (is_update() && !is_ci()) {
    write(golden.folder / "expected.yaml", documents);
    write(golden.folder / "findings.yaml", {findings});
  }
  EXPECT_EQ(sorted(support::yaml_documents(golden.folder / "expected.yaml")), sorted(documents));
  expect_same_findings(support::yaml_documents(golden.folder / "findings.yaml").at(0), findings);
}

TEST_P(Golden, KeepsTheLaws) {
  const GoldenCase& golden = GetParam();
  const support::LawCase law_case{golden.item, golden.backup_item, golden.surroundings,
                                  golden.settings};
  for (const std::string& law : support::broken_laws(law_case)) {
    ADD_FAILURE() << "broken: " << law;
  }
}

std::string test_name(const testing::TestParamInfo<GoldenCase>& info) {
  std::string name = info.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(all_cases()), test_name);

TEST(GoldenFolder, IsNotRewrittenInCi) {
  EXPECT_FALSE(is_update() && is_ci()) << "EKS2GKE_UPDATE_GOLDEN is for people: unset it";
}

TEST(GoldenFolder, ReadsAloud) {
  for (const GoldenCase& golden : all_cases()) {
    EXPECT_EQ(golden.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string::npos)
        << golden.name;
    EXPECT_GE(std::count(golden.name.begin(), golden.name.end(), '-'), 3)
        << golden.name << " is no sentence";
  }
}

// Rows of the fold that no folder can show, and the unit tests that show them instead.
bool is_shown_elsewhere(std::string_view id) {
  static const std::set<std::string_view> kElsewhere = {
      "pull-secret-clock",    "pull-secret-no-token",
      "cluster-write-failed",  // said by the plugin: plugin_services_test
      "inexact-number",        // YAML has other spellings of numbers: item_test.cpp
      "internal-error",        // needs a fault of ours: item_test.cpp
      "original-too-large",    // 64 KiB are no reading: translate_test.cpp
      "unreadable-object",     // 512 levels are none either: item_test.cpp
  };
  return kElsewhere.count(id) == 1;
}

TEST(GoldenFolder, ShowsEveryRule) {
  std::set<std::string> shown;
  for (const GoldenCase& golden : all_cases()) {
    const auto documents = support::yaml_documents(golden.folder / "findings.yaml");
    for (const Json& finding : documents.at(0).at("findings")) {
      shown.insert(finding.at("rule").get<std::string>());
    }
  }
  for (const translator::Rule* rule : translator::all_rules()) {
    EXPECT_NE(shown.count(std::string(rule->id)) == 1, is_shown_elsewhere(rule->id))
        << rule->id << " is in no findings.yaml";
  }
}

}  // namespace
