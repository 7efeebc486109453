#include "tests/cli/cli_case.h"

#include <cctype>
#include <cstdlib>

#include <gmock/gmock.h>

namespace cli_tests {
namespace {

class CliCase : public testing::TestWithParam<std::string> {};

TEST_P(CliCase, SaysExactlyThis) {
  const CaseResult result = run_case(GetParam());
  if (std::getenv("EKS2GKE_UPDATE_GOLDEN") != nullptr) {
    ASSERT_EQ(std::getenv("CI"), nullptr) << "expectations are not rewritten in CI";
    rewrite(GetParam(), result);
    return;
  }
  const CaseResult expected = expected_of(GetParam());
  EXPECT_EQ(result.out, expected.out);
  EXPECT_EQ(result.err, expected.err);
  EXPECT_EQ(result.exit, expected.exit);
  EXPECT_EQ(result.files, expected.files);
}

INSTANTIATE_TEST_SUITE_P(Folders, CliCase, testing::ValuesIn(case_names()),
                         [](const testing::TestParamInfo<std::string>& one) {
                           std::string name = one.param;
                           for (char& c : name) {
                             c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
                           }
                           return name;
                         });

// A folder that is not found would be a test that is not run.
TEST(CliCases, AreFound) { EXPECT_THAT(case_names(), testing::SizeIs(testing::Ge(20))); }

}  // namespace
}  // namespace cli_tests
