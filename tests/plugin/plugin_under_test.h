#pragma once

// The plugin's process as tests start it: everything that it writes to stderr is kept, and held
// against the rules of Velero's host.

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cmd/plugin_host.h"

namespace plugin_test {

// Lines of stderr. Each must be one JSON object whose `@level` and `@message` are strings: a
// number or an object there ends the Velero server.
class StderrLines {
 public:
  void take(std::string_view line) {
    const auto parsed = nlohmann::json::parse(line, nullptr, false);
    const std::lock_guard lock(mutex_);
    if (!parsed.is_object() || line.size() >= 65536) {
      ADD_FAILURE() << "no log line: " << line.substr(0, 500);
      return;
    }
    for (const auto& [key, value] : parsed.items()) {
      EXPECT_TRUE(value.is_string()) << line;
      EXPECT_NE(key, "@timestamp") << line;
    }
    EXPECT_TRUE(parsed.contains("@message")) << line;
    const std::string level = parsed.value("@level", "");
    EXPECT_TRUE(level == "trace" || level == "debug" || level == "info" || level == "warn" ||
                level == "error")
        << line;
    EXPECT_EQ(parsed.contains("logSource"), parsed.contains("@logSourceSetBy")) << line;
    lines_.push_back(parsed);
    changed_.notify_all();
  }

  // Waits up to three seconds until one line has `text` in its message.
  [[nodiscard]] bool says(std::string_view text) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(3), [&] {
      return std::any_of(lines_.begin(), lines_.end(), [&](const nlohmann::json& line) {
        return line.value("@message", "").find(text) != std::string::npos;
      });
    });
  }

  [[nodiscard]] std::vector<nlohmann::json> all() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<nlohmann::json> lines_;
};

// A folder that disappears with the test.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = "/tmp/eks2gke-test-XXXXXX";
    path = ::mkdtemp(name.data()) == nullptr ? "" : name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;

  std::filesystem::path path;
};

// Options with a temporary folder of the test's own and no Kubernetes API.
inline cmd::PluginOptions options_for(const ScratchFolder& scratch, StderrLines& lines) {
  cmd::PluginOptions options;
  options.binary = PLUGIN_BINARY;
  options.environment = {{"TMPDIR", scratch.path.string()},
                         {"KUBECONFIG", ""},
                         {"KUBERNETES_SERVICE_HOST", ""},
                         {"VELERO_NAMESPACE", "velero"}};
  options.on_stderr = [&lines](std::string_view line) { lines.take(line); };
  return options;
}

inline constexpr std::string_view kRestore =
    R"({"metadata":{"name":"r1","namespace":"velero","uid":"u-1"},"spec":{"backupName":"b1"}})";

// A plugin process for most tests; ends, and is checked for a clean end, with the test.
class RunningPlugin : public testing::Test {
 protected:
  void SetUp() override { start(options_for(scratch_, lines_)); }

  void start(cmd::PluginOptions options) {
    auto started = cmd::PluginHost::start(std::move(options));
    ASSERT_TRUE(started) << started.error().text();
    host_ = std::move(*started);
  }

  void TearDown() override {
    if (host_ == nullptr) {
      return;
    }
    const cmd::PluginEnd end = host_->shutdown();
    EXPECT_FALSE(end.killed);
    EXPECT_TRUE(end.end.clean()) << end.end.text();
    EXPECT_TRUE(host_->process().output_closed(std::chrono::milliseconds(500)));
    EXPECT_EQ(host_->process().surplus_stdout(), 0U);
    EXPECT_TRUE(std::filesystem::is_empty(scratch_.path)) << "socket or folder left";
  }

  translator::Result<cmd::ExecuteAnswer> execute(std::string_view plugin, std::string_view item,
                                                 std::string_view restore = kRestore) {
    return host_->execute(
        {.plugin = plugin, .item = item, .item_from_backup = item, .restore = restore});
  }

  ScratchFolder scratch_;
  StderrLines lines_;
  std::unique_ptr<cmd::PluginHost> host_;
};

}  // namespace plugin_test
