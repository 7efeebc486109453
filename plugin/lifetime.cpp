#include "plugin/lifetime.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace plugin {
namespace {

// PR_SET_PDEATHSIG would be simpler, but it fires when the *thread* that started us ends, and a Go
// server starts processes from any of its threads.
constexpr int kParentCheckMilliseconds = 400;

}  // namespace

Lifetime::Lifetime() : parent_(::getppid()), stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  // NOLINTBEGIN(cert-err33-c): neither can fail for these signals
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  // NOLINTEND(cert-err33-c)
  sigset_t term;
  ::sigemptyset(&term);
  ::sigaddset(&term, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &term, nullptr);
  signals_ = ::signalfd(-1, &term, SFD_CLOEXEC | SFD_NONBLOCK);
}

Lifetime::~Lifetime() {
  ::close(signals_);
  ::close(stop_);
}

void Lifetime::request_stop() const noexcept {
  const std::uint64_t one = 1;
  // A failure means that the counter is full, so a stop has been asked for already.
  [[maybe_unused]] const ssize_t written = ::write(stop_, &one, sizeof one);
}

void Lifetime::wait() {
  std::array<pollfd, 2> sources = {{{.fd = stop_, .events = POLLIN, .revents = 0},
                                    {.fd = signals_, .events = POLLIN, .revents = 0}}};
  while (::getppid() == parent_) {
    const int ready = ::poll(sources.data(), sources.size(), kParentCheckMilliseconds);
    if (ready > 0 || (ready < 0 && errno != EINTR)) {
      return;
    }
  }
}

}  // namespace plugin
