#pragma once

// How long the process lives: until Velero says Shutdown, a SIGTERM comes, or the parent is gone.
// SIGINT is ignored (Ctrl-C in a terminal goes to the whole group, and Velero still needs us),
// SIGPIPE too.

#include <sys/types.h>

namespace plugin {

class Lifetime {
 public:
  // Precondition: no other thread exists yet, because all threads inherit the blocked SIGTERM.
  Lifetime();
  ~Lifetime();
  Lifetime(const Lifetime&) = delete;
  Lifetime& operator=(const Lifetime&) = delete;
  Lifetime(Lifetime&&) = delete;
  Lifetime& operator=(Lifetime&&) = delete;

  // From any thread, any number of times.
  void request_stop() const noexcept;

  // Returns within half a second of the parent's death, at once in the other cases.
  void wait();

 private:
  pid_t parent_;
  int stop_;     // an eventfd
  int signals_;  // a signalfd
};

}  // namespace plugin
