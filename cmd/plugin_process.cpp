#include "cmd/plugin_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace cmd {
namespace {

using translator::Error;
using translator::Result;

constexpr std::size_t kKeptStderr = 4096;
constexpr std::chrono::milliseconds kPollStep{2};

std::vector<std::string> merged_environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (!added.contains(std::string(text.substr(0, text.find('='))))) {
      variables.emplace_back(text);
    }
  }
  for (const auto& [name, value] : added) {
    variables.emplace_back(name).append("=").append(value);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  list.reserve(words.size() + 1);
  for (std::string& word : words) {
    list.push_back(word.data());
  }
  list.push_back(nullptr);
  return list;
}

// Returns 0 or an errno.
int spawn(pid_t& pid, const ProcessOptions& options, int out, int err) {
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);

  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t signals;
  ::sigemptyset(&signals);
  ::posix_spawnattr_setsigmask(&attributes, &signals);
  ::sigaddset(&signals, SIGPIPE);
  ::sigaddset(&signals, SIGINT);
  ::sigaddset(&signals, SIGTERM);
  ::posix_spawnattr_setsigdefault(&attributes, &signals);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> words = options.command;
  std::vector<std::string> variables = merged_environment(options.environment);
  const int failure = ::posix_spawn(&pid, words.front().c_str(), &files, &attributes,
                                    pointers(words).data(), pointers(variables).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return failure;
}

ProcessEnd end_of(int status) {
  if (WIFSIGNALED(status)) {
    return {.status = 0, .signal = WTERMSIG(status)};
  }
  return {.status = WEXITSTATUS(status), .signal = 0};
}

}  // namespace

std::string ProcessEnd::text() const {
  return signal != 0 ? "signal " + std::to_string(signal) : "status " + std::to_string(status);
}

Result<std::unique_ptr<PluginProcess>> PluginProcess::start(const ProcessOptions& options) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) {
    return Error{.what = std::generic_category().message(errno), .where = "pipe"};
  }
  if (::pipe2(err.data(), O_CLOEXEC) != 0) {
    ::close(out[0]);
    ::close(out[1]);
    return Error{.what = std::generic_category().message(errno), .where = "pipe"};
  }
  std::unique_ptr<PluginProcess> process(new PluginProcess);
  process->on_stderr_ = options.on_stderr;
  process->stdout_.fd = out[0];
  process->stderr_.fd = err[0];
  process->stop_ = ::eventfd(0, EFD_CLOEXEC);
  const int failure = spawn(process->pid_, options, out[1], err[1]);
  ::close(out[1]);
  ::close(err[1]);
  if (failure != 0) {
    process->pid_ = -1;
    return Error{.what = "cannot be started: " + std::generic_category().message(failure),
                 .where = options.command.front()};
  }
  process->reader_ = std::thread([raw = process.get()] { raw->read_output(); });
  return process;
}

PluginProcess::~PluginProcess() {
  if (pid_ > 0 && !end_) {
    send_signal(SIGKILL);
    static_cast<void>(wait(std::chrono::seconds(5)));
  }
  if (reader_.joinable()) {
    static_cast<void>(output_closed(std::chrono::milliseconds(200)));
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(stop_, &one, sizeof one);
    reader_.join();
  }
  for (const int fd : {stdout_.fd, stderr_.fd, stop_}) {
    if (fd >= 0) {
      ::close(fd);
    }
  }
}

Result<std::string> PluginProcess::first_line(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  const bool decided = changed_.wait_for(
      lock, patience, [this] { return first_line_.has_value() || stdout_closed_; });
  if (first_line_) {
    return *first_line_;
  }
  return Error{.what = decided ? "stdout was closed without a line"
                               : "no line on stdout within " + std::to_string(patience.count()) +
                                     " milliseconds",
               .where = ""};
}

std::optional<ProcessEnd> PluginProcess::wait(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!end_) {
    int status = 0;
    const pid_t got = ::waitpid(pid_, &status, WNOHANG);
    if (got == pid_) {
      end_ = end_of(status);
    } else if (got < 0 && errno != EINTR) {
      end_ = ProcessEnd{};  // somebody else has reaped it
    } else if (std::chrono::steady_clock::now() >= deadline) {
      return std::nullopt;
    } else {
      std::this_thread::sleep_for(kPollStep);
    }
  }
  return end_;
}

bool PluginProcess::output_closed(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [this] { return all_closed_; });
}

void PluginProcess::send_signal(int signal) const {
  if (pid_ > 0 && !end_) {
    ::kill(pid_, signal);
  }
}

std::string PluginProcess::last_stderr() {
  const std::lock_guard lock(mutex_);
  return last_stderr_;
}

std::size_t PluginProcess::surplus_stdout() {
  const std::lock_guard lock(mutex_);
  return surplus_;
}

void PluginProcess::take_line(std::string_view line, bool is_stdout) {
  if (!is_stdout && on_stderr_) {
    on_stderr_(line);
  }
  const std::lock_guard lock(mutex_);
  if (is_stdout) {
    if (first_line_) {
      surplus_ += line.size() + 1;
    } else {
      first_line_ = std::string(line);
    }
  } else {
    last_stderr_.append(line).append("\n");
    if (last_stderr_.size() > kKeptStderr) {
      last_stderr_.erase(0, last_stderr_.size() - kKeptStderr);
    }
  }
  changed_.notify_all();
}

bool PluginProcess::read_some(Pipe& pipe, bool is_stdout) {
  std::array<char, 65536>
      buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
  const ssize_t got = ::read(pipe.fd, buffer.data(), buffer.size());
  if (got < 0 && errno == EINTR) {
    return true;
  }
  if (got <= 0) {
    if (!pipe.partial.empty()) {
      take_line(pipe.partial, is_stdout);
    }
    return false;
  }
  pipe.partial.append(buffer.data(), static_cast<std::size_t>(got));
  std::size_t start = 0;
  for (std::size_t end = pipe.partial.find('\n'); end != std::string::npos;
       end = pipe.partial.find('\n', start)) {
    take_line(std::string_view(pipe.partial).substr(start, end - start), is_stdout);
    start = end + 1;
  }
  pipe.partial.erase(0, start);
  return true;
}

void PluginProcess::read_output() {
  // poll() ignores negative descriptors: so a closed pipe is left out.
  std::array<pollfd, 3> sources = {{{.fd = stdout_.fd, .events = POLLIN, .revents = 0},
                                    {.fd = stderr_.fd, .events = POLLIN, .revents = 0},
                                    {.fd = stop_, .events = POLLIN, .revents = 0}}};
  while (sources[0].fd >= 0 || sources[1].fd >= 0) {
    if (::poll(sources.data(), sources.size(), -1) < 0) {
      continue;
    }
    // stderr first: what it says must be known when the end of stdout is.
    if (sources[1].fd >= 0 && sources[1].revents != 0 && !read_some(stderr_, false)) {
      sources[1].fd = -1;
    }
    if (sources[0].fd >= 0 && sources[0].revents != 0 && !read_some(stdout_, true)) {
      sources[0].fd = -1;
      const std::lock_guard lock(mutex_);
      stdout_closed_ = true;
      changed_.notify_all();
    }
    if (sources[2].revents != 0) {
      break;
    }
  }
  const std::lock_guard lock(mutex_);
  stdout_closed_ = true;
  all_closed_ = sources[0].fd < 0 && sources[1].fd < 0;
  changed_.notify_all();
}

}  // namespace cmd
