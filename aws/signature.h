#pragma once

// AWS Signature Version 4: proves to AWS who sends a request, without sending the key.
// Source: AWS General Reference, "Signing AWS API requests", steps 1 to 4.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/credentials.h"

namespace aws {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct SignedRequest {
  std::string method = "POST";
  std::string path = "/";  // percent-encoded, as it is sent
  std::string query = {};  // sorted and percent-encoded, without '?'
  Headers headers = {};    // each of them is signed; Host must be among them
  std::string body = {};
};

// For what a signature counts.
struct Scope {
  std::string region;   // "us-east-1"
  std::string service;  // "ecr"
  Moment time;
};

// What is hashed and signed, in AWS's own words; for tests and for people who compare.
[[nodiscard]] std::string canonical_request(const SignedRequest& request);
[[nodiscard]] std::string string_to_sign(const SignedRequest& request, const Scope& scope);

// The request's headers and those that sign it: X-Amz-Date, X-Amz-Security-Token when the
// credentials have one, Authorization.
[[nodiscard]] Headers sign(SignedRequest request, const Scope& scope,
                           const Credentials& credentials);

// "20150830T123600Z"
[[nodiscard]] std::string amz_date(Moment time);

}  // namespace aws
