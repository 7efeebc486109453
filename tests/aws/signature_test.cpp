#include "aws/signature.h"

#include <gtest/gtest.h>

#include "aws/token_life.h"

namespace {

using aws::Headers;
using aws::SignedRequest;

// The key and the moment of AWS's documentation of Signature Version 4, which publishes the
// signatures of the first test as well.
const aws::Credentials kExample{
    "AKIDEXAMPLE", aws::SecretText("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), {}};

aws::Scope scope(const char* service) {
  return {"us-east-1", service, *aws::parse_time("2015-08-30T12:36:00Z")};
}

std::string header(const Headers& headers, const std::string& name) {
  for (const auto& [other, value] : headers) {
    if (other == name) {
      return value;
    }
  }
  return "";
}

std::string signature(const SignedRequest& request, const char* service) {
  const auto text = header(sign(request, scope(service), kExample), "Authorization");
  const auto at = text.find("Signature=");
  return at == std::string::npos ? text : text.substr(at + 10);
}

TEST(Signature, OfAWSsOwnExamples) {
  const Headers host = {{"Host", "example.amazonaws.com"}};
  EXPECT_EQ(signature({"GET", "/", "", host, ""}, "service"),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  EXPECT_EQ(signature({"POST", "/", "", host, ""}, "service"),
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  EXPECT_EQ(signature({"GET", "/", "Param1=value1&Param2=value2", host, ""}, "service"),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  EXPECT_EQ(signature({"GET",
                       "/",
                       "Action=ListUsers&Version=2010-05-08",
                       {{"Host", "iam.amazonaws.com"},
                        {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
                       ""},
                      "iam"),
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

// Step 1 of the procedure, for the last of them.
TEST(Signature, CanonicalRequestIsWrittenAsAWSShowsIt) {
  const SignedRequest request{"GET",
                              "/",
                              "Action=ListUsers&Version=2010-05-08",
                              {{"X-Amz-Date", "20150830T123600Z"},
                               {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                               {"Host", "iam.amazonaws.com"}},
                              ""};
  EXPECT_EQ(aws::canonical_request(request),
            "GET\n/\nAction=ListUsers&Version=2010-05-08\n"
            "content-type:application/x-www-form-urlencoded; charset=utf-8\n"
            "host:iam.amazonaws.com\nx-amz-date:20150830T123600Z\n\n"
            "content-type;host;x-amz-date\n"
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(aws::string_to_sign(request, scope("iam")),
            "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"
            "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
}

TEST(Signature, HeadersAreSortedJoinedAndTrimmed) {
  const SignedRequest request{
      "GET", "/", "", {{"My-B", "  a   b  "}, {"HOST", "x"}, {"my-a", "1"}, {"My-A", "2"}}, ""};
  EXPECT_EQ(aws::canonical_request(request).rfind(
                "GET\n/\n\nhost:x\nmy-a:1,2\nmy-b:a b\n\nhost;my-a;my-b\n", 0),
            0U);
}

// Computed with the signer of botocore 1.44.5, a second implementation of the same procedure.
TEST(Signature, OfATokenRequest) {
  const SignedRequest request{
      "POST",
      "/",
      "",
      {{"Content-Type", "application/x-amz-json-1.1"},
       {"X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"},
       {"Host", "api.ecr.ap-northeast-1.amazonaws.com"}},
      "{}"};
  const aws::Credentials temporary{"ASIDEXAMPLE", aws::SecretText("planted-secret-key"),
                                   aws::SecretText("planted-session-token")};
  const Headers headers =
      sign(request, {"ap-northeast-1", "ecr", *aws::parse_time("2026-11-23T09:00:00Z")}, temporary);
  EXPECT_EQ(header(headers, "X-Amz-Security-Token"), "planted-session-token");
  EXPECT_EQ(header(headers, "X-Amz-Date"), "20261123T090000Z");
  EXPECT_EQ(header(headers, "Authorization"),
            "AWS4-HMAC-SHA256 Credential=ASIDEXAMPLE/20261123/ap-northeast-1/ecr/aws4_request, "
            "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
            "Signature=a136ce0f4a622ee3871814888047370cf6c989d21e882b8f5cc5fdc9a257ad48");
}

}  // namespace
