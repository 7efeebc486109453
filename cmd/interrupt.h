#pragma once

// Ctrl-C as a question that long work asks between its steps, so that it can clean up.

namespace cmd {

// While a value of this type lives, SIGINT and SIGTERM only set a flag. One at a time.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  InterruptGuard(InterruptGuard&&) = delete;
  InterruptGuard& operator=(InterruptGuard&&) = delete;

 private:
  using Handler = void (*)(int);
  Handler old_interrupt_;
  Handler old_terminate_;
};

// True after such a signal, since the last guard was made.
[[nodiscard]] bool interrupted();

}  // namespace cmd
