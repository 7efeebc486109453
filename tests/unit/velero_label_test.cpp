#include "translator/velero_label.h"

#include <gtest/gtest.h>

namespace {

using translator::velero_label_value;

TEST(VeleroLabelValue, IsShortenedAsVeleroDoes) {
  EXPECT_EQ(velero_label_value("short"), "short");
  const std::string longest(63, 'a');
  EXPECT_EQ(velero_label_value(longest), longest);
  // Made with Velero's GetValidName.
  EXPECT_EQ(
      velero_label_value("this_is_a_very_long_label_value_that_will_be_rejected_by_Kubernetes"),
      "this_is_a_very_long_label_value_that_will_be_rejected_by_8d0722");
}

}  // namespace
