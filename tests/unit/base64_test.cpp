#include "translator/base64.h"

#include <gtest/gtest.h>

namespace {

using translator::base64_decoded;
using translator::base64_encoded;

// RFC 4648, section 10, and bytes that are no text.
TEST(Base64, BothWays) {
  const std::pair<std::string, std::string> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"},
                                                      {std::string("\0\xff\xfe", 3), "AP/+"}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(base64_encoded(bytes), text);
    EXPECT_EQ(base64_decoded(text), bytes);
  }
}

TEST(Base64, PassesLineBreaksOver) { EXPECT_EQ(base64_decoded("Zm9v\r\nYmFy\n"), "foobar"); }

TEST(Base64, RefusesWhatIsNone) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "=", "Zm9v=", "Zm 9", "Zm9-", "Zm9_",
                           "Z=g=", "Zm9v====", "Zm9\xc3"}) {
    EXPECT_FALSE(base64_decoded(text)) << text;
  }
}

}  // namespace
