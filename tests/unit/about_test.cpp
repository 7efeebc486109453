#include "translator/about.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "translator/catalogue.h"

namespace unit_tests {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

TEST(About, TellsVersionCommitProtocolAndSize) {
  const std::string text = translator::about_text("program", "1.2.3", "abc");
  EXPECT_THAT(text, StartsWith("program 1.2.3 (abc)\n"));
  EXPECT_THAT(text,
              HasSubstr("\nVelero: plugin protocol 2, 5 restore item actions of version 2\n"));
  EXPECT_THAT(text, HasSubstr("\ncatalogue: " + std::to_string(translator::all_rules().size()) +
                              " rules for "));
  EXPECT_THAT(text, MatchesRegex("(.|\n)*for [1-9][0-9]+ AWS keys\n"));
}

}  // namespace
}  // namespace unit_tests
