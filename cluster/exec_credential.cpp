#include "cluster/exec_credential.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "cluster/timestamp.h"
#include "translator/json.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has no header for it

namespace cluster {

namespace {

using translator::Error;
using translator::Json;
using translator::Pointer;
using translator::Result;
using translator::string_at;

constexpr std::size_t kMostOutput = std::size_t{1} << 20U;

// A file descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int number() const { return number_; }
  void close() {
    if (number_ >= 0) {
      ::close(number_);
    }
    number_ = -1;
  }

 private:
  int number_;
};

std::string exec_info(const ExecProgram& program) {
  Json info = {{"apiVersion", program.api_version},
               {"kind", "ExecCredential"},
               {"spec", {{"interactive", false}}}};
  if (!program.cluster.empty()) {
    info["spec"]["cluster"] = Json::parse(program.cluster);
  }
  return info.dump();
}

// Ours, then what the kubeconfig adds; a name that stands twice would be undefined.
std::vector<std::string> environment_of(const ExecProgram& program) {
  auto added = program.environment;
  added.emplace_back("KUBERNETES_EXEC_INFO", exec_info(program));
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    bool replaced = false;
    for (const auto& [name, value] : added) {
      replaced = replaced || text.starts_with(name + "=");
    }
    if (!replaced) {
      all.push_back(text);
    }
  }
  for (const auto& [name, value] : added) {
    all.push_back(name + "=" + value);
  }
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

// 0, or an errno. The child gets `output` as its stdout and nothing else of ours but stderr.
int start(const ExecProgram& program, int output, pid_t& child) {
  std::vector<std::string> arguments = {program.command};
  arguments.insert(arguments.end(), program.arguments.begin(), program.arguments.end());
  auto environment = environment_of(program);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // A group of its own, so that what it starts can be killed with it.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  const int failure =
      ::posix_spawnp(&child, program.command.c_str(), &actions, &attributes,
                     pointers_to(arguments).data(), pointers_to(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

// All that the child prints; nothing when the time is up or it is too much.
std::optional<std::string> read_all(int descriptor, Deadline deadline) {
  std::string text;
  while (text.size() <= kMostOutput) {
    pollfd ready{descriptor, POLLIN, 0};
    const int count = ::poll(&ready, 1, static_cast<int>(time_left(deadline).count()));
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return std::nullopt;
    }
    std::array<char, 4096> block{};
    const auto bytes = ::read(descriptor, block.data(), block.size());
    if (bytes < 0 && errno == EINTR) {
      continue;
    }
    if (bytes <= 0) {
      return text;
    }
    text.append(block.data(), static_cast<std::size_t>(bytes));
  }
  return std::nullopt;
}

// True when it has ended by itself, with its status.
bool await_end(pid_t child, Deadline deadline, int& status) {
  while (true) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) {
      return true;
    }
    if ((ended < 0 && errno != EINTR) || has_passed(deadline)) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

void kill_now(pid_t child) {
  ::kill(-child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
}

Result<std::string> output_of(const ExecProgram& program, Deadline deadline) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return Error{std::string("no pipe can be had: ") + std::strerror(errno), program.place};
  }
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  pid_t child = 0;
  if (const int failure = start(program, writing.number(), child); failure != 0) {
    std::string hint = program.install_hint.empty() ? "install it" : program.install_hint;
    return Error{"the program " + program.command + " for the credentials cannot be started: " +
                     std::strerror(failure) + "; " + std::move(hint),
                 program.place};
  }
  writing.close();
  auto text = read_all(reading.number(), deadline);
  int status = 0;
  if (!text || !await_end(child, deadline, status)) {
    kill_now(child);
    return Error{"the program " + program.command +
                     " for the credentials did not end in time or printed too much; run it by hand "
                     "to see why",
                 program.place};
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return Error{"the program " + program.command +
                     " for the credentials failed; its own message stands above",
                 program.place};
  }
  return std::move(*text);
}

}  // namespace

Result<ExecCredential> run_exec_program(const ExecProgram& program, Deadline deadline) {
  const auto text = output_of(program, deadline);
  if (!text) {
    return text.error();
  }
  const auto document = translator::parse_json(*text);
  const Json answer = document ? document->value : Json();
  if (translator::kind_of(answer) != "ExecCredential" ||
      string_at(answer, Pointer("/apiVersion")) != program.api_version) {
    return Error{"the program " + program.command + " printed no ExecCredential of " +
                     program.api_version + "; correct apiVersion or the program",
                 program.place};
  }
  const auto part = [&](const char* path) { return string_at(answer, Pointer(path)).value_or(""); };
  ExecCredential credential{part("/status/token"), part("/status/clientCertificateData"),
                            part("/status/clientKeyData"), std::nullopt};
  if (credential.certificate.empty() != credential.key.empty() ||
      (credential.token.empty() && credential.key.empty())) {
    return Error{"the program " + program.command +
                     " gave neither a token nor a certificate with its key; log in with it first",
                 program.place};
  }
  if (const auto expires = part("/status/expirationTimestamp"); !expires.empty()) {
    // Another form of time counts as already expired, which costs a run only.
    credential.expires = time_of(expires).value_or(std::chrono::sys_seconds());
  }
  return credential;
}

}  // namespace cluster
