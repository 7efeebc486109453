#pragma once

// A Log whose lines a test can read back.

#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugin/log.h"

namespace plugin {

class CapturedLog {
 public:
  explicit CapturedLog(LogLevel level = LogLevel::info)
      : file_(::memfd_create("log", MFD_CLOEXEC)), log(file_, level) {}
  ~CapturedLog() { ::close(file_); }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;
  CapturedLog(CapturedLog&&) = delete;
  CapturedLog& operator=(CapturedLog&&) = delete;

  [[nodiscard]] std::string text() const {
    std::string all(static_cast<std::size_t>(::lseek(file_, 0, SEEK_CUR)), '\0');
    const ssize_t got = ::pread(file_, all.data(), all.size(), 0);
    all.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return all;
  }

  // Each line parsed; a line that is no JSON throws, and so fails the test.
  [[nodiscard]] std::vector<nlohmann::json> lines() const {
    std::vector<nlohmann::json> parsed;
    const std::string all = text();
    std::size_t start = 0;
    for (std::size_t end = all.find('\n'); end != std::string::npos; end = all.find('\n', start)) {
      parsed.push_back(nlohmann::json::parse(all.substr(start, end - start)));
      start = end + 1;
    }
    return parsed;
  }

 private:
  int file_;

 public:
  Log log;
};

}  // namespace plugin
