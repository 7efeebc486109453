#include "cmd/unified_diff.h"

#include <gtest/gtest.h>

namespace {

using cmd::unified_hunks;

TEST(UnifiedDiff, IsEmptyForEqualTexts) {
  EXPECT_EQ(unified_hunks("a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(unified_hunks("", ""), "");
}

TEST(UnifiedDiff, ShowsAChangedLineWithThreeLinesAround) {
  EXPECT_EQ(unified_hunks("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"),
            "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, ShowsANewTextAsAdded) {
  EXPECT_EQ(unified_hunks("", "a\nb\n"), "@@ -0,0 +1,2 @@\n+a\n+b\n");
  EXPECT_EQ(unified_hunks("a\n", ""), "@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, JoinsChangesSixLinesApartAndPartsThoseSevenApart) {
  EXPECT_EQ(unified_hunks("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n"),
            "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
  EXPECT_EQ(unified_hunks("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n"),
            "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

}  // namespace
