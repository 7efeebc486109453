#pragma once

// For tables of trials: the names of their tests are the names of the rows.

#include <string>

#include <gtest/gtest.h>

namespace support {

template <typename Trial>
std::string trial_name(const testing::TestParamInfo<Trial>& info) {
  return info.param.name;
}

}  // namespace support
