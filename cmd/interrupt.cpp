#include "cmd/interrupt.h"

#include <csignal>

namespace cmd {
namespace {

volatile std::sig_atomic_t seen = 0;

extern "C" void note_interrupt(int) { seen = 1; }

}  // namespace

InterruptGuard::InterruptGuard() {
  seen = 0;
  old_interrupt_ = std::signal(SIGINT, note_interrupt);
  old_terminate_ = std::signal(SIGTERM, note_interrupt);
}

InterruptGuard::~InterruptGuard() {
  std::signal(SIGINT, old_interrupt_);
  std::signal(SIGTERM, old_terminate_);
}

bool interrupted() { return seen != 0; }

}  // namespace cmd
