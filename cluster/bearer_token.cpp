#include "cluster/bearer_token.h"

#include <sys/stat.h>
#include <utility>

#include "cluster/text_file.h"

namespace cluster {

using translator::Error;
using translator::Result;

BearerToken::BearerToken(std::string fixed, std::filesystem::path file)
    : token_(std::move(fixed)), file_(std::move(file)) {}

BearerToken::BearerToken(ExecProgram program, const ExecCredential& first)
    : token_(first.token), program_(std::move(program)), expires_(first.expires) {}

Result<std::string> BearerToken::from_program() {
  // In whole seconds: nanoseconds overflow in the year 2262.
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (!expires_ || now < *expires_) {
    return token_;
  }
  auto fresh = run_exec_program(*program_);
  if (!fresh) {
    return fresh.error();
  }
  token_ = std::move(fresh->token);
  expires_ = fresh->expires;
  return token_;
}

Result<std::string> BearerToken::current() {
  if (program_) {
    return from_program();
  }
  if (file_.empty()) {
    return token_;
  }
  struct stat state {};
  if (::stat(file_.c_str(), &state) == 0) {
    const Version version{state.st_ino, state.st_size, state.st_mtim.tv_sec, state.st_mtim.tv_nsec};
    if (version == version_) {
      return token_;
    }
    version_ = version;
  }
  auto text = read_text_file(file_);
  if (!text) {
    version_ = {};
    return Error{"the token " + text.error().what, text.error().where};
  }
  const auto end = text->find_last_not_of(" \t\r\n");
  token_ = text->substr(0, end == std::string::npos ? 0 : end + 1);
  return token_;
}

}  // namespace cluster
