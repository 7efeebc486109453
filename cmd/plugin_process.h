#pragma once

// A child process with its output collected: the part of the plugin host that knows nothing of
// gRPC. Used by PluginHost alone.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>
#include <vector>

#include "translator/result.h"

namespace cmd {

// How a process ended.
struct ProcessEnd {
  int status = 0;  // when it ended by itself
  int signal = 0;  // when a signal ended it, else 0

  [[nodiscard]] bool clean() const { return status == 0 && signal == 0; }
  [[nodiscard]] std::string text() const;  // "status 1" or "signal 9"
};

struct ProcessOptions {
  std::vector<std::string> command;                      // the first word is an absolute path
  std::map<std::string, std::string> environment;        // added to the caller's own; wins over it
  std::function<void(std::string_view line)> on_stderr;  // called from another thread
};

class PluginProcess {
 public:
  // stdin is /dev/null; the signal mask and handlers are the default ones. Error: the command
  // cannot be executed.
  [[nodiscard]] static translator::Result<std::unique_ptr<PluginProcess>> start(
      const ProcessOptions& options);

  // Kills the process when it still runs.
  ~PluginProcess();
  PluginProcess(const PluginProcess&) = delete;
  PluginProcess& operator=(const PluginProcess&) = delete;
  PluginProcess(PluginProcess&&) = delete;
  PluginProcess& operator=(PluginProcess&&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }

  // The first line of stdout without its newline. Error: stdout was closed first, or `patience` is
  // over.
  [[nodiscard]] translator::Result<std::string> first_line(std::chrono::milliseconds patience);

  // Nothing when the process still runs after `patience`.
  [[nodiscard]] std::optional<ProcessEnd> wait(std::chrono::milliseconds patience);

  // False when somebody still holds stdout or stderr open after `patience`.
  [[nodiscard]] bool output_closed(std::chrono::milliseconds patience);

  void send_signal(int signal) const;

  // The last kilobytes of stderr, for error messages.
  [[nodiscard]] std::string last_stderr();

  // Bytes on stdout after the first line; a correct plugin writes none.
  [[nodiscard]] std::size_t surplus_stdout();

 private:
  struct Pipe {
    int fd = -1;
    std::string partial;  // an unfinished line
  };

  PluginProcess() = default;
  void read_output();
  bool read_some(Pipe& pipe, bool is_stdout);
  void take_line(std::string_view line, bool is_stdout);

  pid_t pid_ = -1;
  std::optional<ProcessEnd> end_;
  std::function<void(std::string_view line)> on_stderr_;
  Pipe stdout_;
  Pipe stderr_;
  int stop_ = -1;  // an eventfd that ends the reader
  std::thread reader_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::optional<std::string> first_line_;
  std::size_t surplus_ = 0;
  std::string last_stderr_;
  bool stdout_closed_ = false;
  bool all_closed_ = false;
};

}  // namespace cmd
