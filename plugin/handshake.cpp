#include "plugin/handshake.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace plugin {

using translator::Done;
using translator::Error;
using translator::Status;

bool started_by_velero() {
  const char* cookie =
      std::getenv("VELERO_PLUGIN");  // NOLINT(concurrency-mt-unsafe): start of main
  return cookie != nullptr && std::strcmp(cookie, "hello") == 0;
}

std::string by_hand_text(std::string_view program) {
  return std::string(program) +
         " is a plugin for Velero that translates EKS backups to GKE while they are restored; "
         "the Velero server starts it, it does nothing when run by hand.\n"
         "Install it with `velero plugin add IMAGE`, or copy the file into the server's plugin "
         "directory and restart the server.\n"
         "To see what a restore would do, use the companion: `eks2gke plan BACKUP.tar.gz`.\n";
}

std::string handshake_line(std::string_view socket_path) {
  return "1|2|unix|" + std::string(socket_path) + "|grpc|\n";
}

Status announce(std::string_view socket_path) {
  const std::string line = handshake_line(socket_path);
  ssize_t written = 0;
  do {
    written = ::write(STDOUT_FILENO, line.data(), line.size());
  } while (written < 0 && errno == EINTR);
  if (written != static_cast<ssize_t>(line.size())) {
    return Error{
        .what = "the handshake line cannot be written: " + std::generic_category().message(errno),
        .where = "stdout"};
  }
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) {
    ::dup2(nowhere, STDOUT_FILENO);
    ::close(nowhere);
  } else {
    ::dup2(STDERR_FILENO, STDOUT_FILENO);  // an empty root has no /dev/null
  }
  return Done{};
}

}  // namespace plugin
