#include <gtest/gtest.h>

#include "aws/call.h"

namespace {

using aws::failure_text;
using aws::xml_text;

TEST(FailureText, CodeAndFirstLine) {
  EXPECT_EQ(failure_text(400, R"({"__type":"com.amazon.coral#ExpiredTokenException",)"
                              R"("message":"The security token is expired"})"),
            "AWS answers with HTTP status 400: ExpiredTokenException: The security token is "
            "expired");
  EXPECT_EQ(failure_text(403,
                         "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
                         "<Message>User: arn:aws:iam::1:user/x &amp; others</Message></Error>"
                         "</ErrorResponse>"),
            "AWS answers with HTTP status 403: AccessDenied: User: arn:aws:iam::1:user/x & others");
  EXPECT_EQ(failure_text(502, "<html>bad gateway</html>"), "AWS answers with HTTP status 502");
  EXPECT_EQ(failure_text(500, ""), "AWS answers with HTTP status 500");
}

// AWS quotes the request from the second line on when a signature is wrong.
TEST(FailureText, NeverTheQuotedRequest) {
  const auto text = failure_text(
      403,
      R"({"__type":"InvalidSignatureException","message":"The request signature we calculated )"
      R"(does not match.\n\nThe Canonical String for this request should have been\n'POST)"
      R"(\nx-amz-security-token:planted-session-token'"})");
  EXPECT_EQ(text.find("planted"), std::string::npos) << text;
  EXPECT_NE(text.find("does not match."), std::string::npos) << text;
}

TEST(FailureText, DoesNotSteerATerminal) {
  EXPECT_EQ(failure_text(400, R"({"__type":"A\u001b[31m","message":"b\u0007\u009bc"})"),
            "AWS answers with HTTP status 400: A[31m: bc");
  EXPECT_LT(failure_text(400, R"({"message":")" + std::string(5000, 'x') + R"("})").size(), 400U);
}

TEST(XmlText, ReadsOneElement) {
  EXPECT_EQ(xml_text("<a><b>x&lt;&amp;lt;</b></a>", "b"), "x<&lt;");
  EXPECT_EQ(xml_text("<a><b>x</b></a>", "c"), "");
  EXPECT_EQ(xml_text("<b>x", "b"), "");
  EXPECT_EQ(xml_text("", "b"), "");
}

}  // namespace
