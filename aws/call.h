#pragma once

// One call to an API of AWS over verified TLS, signed when credentials are given. What failed for a
// moment only is tried again within the time limit. Private to this folder.

#include <string>

#include "aws/credentials.h"
#include "aws/network.h"
#include "aws/signature.h"
#include "cluster/deadline.h"
#include "cluster/url.h"
#include "translator/result.h"

namespace aws {

struct Call {
  cluster::Url server;
  Scope scope;
  Headers headers;  // Content-Type and the like; Host is ours
  std::string body;
  const Credentials* credentials = nullptr;  // null: not signed
};

// The body of the answer, for status 200. Error: where = the server; what = the code and the first
// line of what AWS says, never a part of the request: an answer may quote it.
[[nodiscard]] translator::Result<std::string> post(const Call& call, const Network& network,
                                                   cluster::Deadline deadline);

// "https://HOST/" for a host of AWS.
[[nodiscard]] cluster::Url server_at(const std::string& host);

// The text between <NAME> and </NAME> in AWS's XML, entities resolved; "" when there is none.
[[nodiscard]] std::string xml_text(std::string_view xml, std::string_view name);

// Code and first line of an error answer (JSON or XML). Control characters are not passed on.
[[nodiscard]] std::string failure_text(unsigned status, std::string_view body);

}  // namespace aws
