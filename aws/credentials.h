#pragma once

// Who we are towards AWS.

#include <chrono>
#include <optional>
#include <string>

#include "aws/secret_text.h"

namespace aws {

// A moment as AWS and annotations tell it: whole seconds since 1970, UTC.
using Moment = std::chrono::sys_seconds;

struct Credentials {
  std::string access_key_id;  // no secret by itself, but not for messages either
  SecretText secret_access_key;
  SecretText session_token;  // empty for a lasting key
};

}  // namespace aws
