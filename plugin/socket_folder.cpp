#include "plugin/socket_folder.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace plugin {
namespace {

using translator::Done;
using translator::Error;
using translator::Result;
using translator::Status;

constexpr std::string_view kTemplate = "/eks2gke-XXXXXX";
constexpr std::string_view kSocket = "/plugin.sock";

std::string reason() { return std::generic_category().message(errno); }

// "" when the handshake line and a socket address can carry a path below `parent`.
std::string unusable(std::string_view parent) {
  if (!parent.starts_with('/')) {
    return "is not an absolute path";
  }
  if (parent.find_first_of("|\n\r") != std::string_view::npos) {
    return "has a character that the handshake cannot carry";
  }
  if (parent.size() + kTemplate.size() + kSocket.size() > kMaxSocketPath) {
    return "is too long for a Unix socket";
  }
  return "";
}

// Some file systems have folders but no sockets: better known now than when gRPC listens.
Status try_socket(const std::string& path) {
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) {
    return Error{.what = "no Unix socket can be made: " + reason(), .where = path};
  }
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(static_cast<char*>(address.sun_path), path.c_str(), path.size() + 1);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the sockets API wants it
  const int bound = ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  Status status = Done{};
  if (bound != 0) {
    status = Error{.what = "takes no Unix socket: " + reason(), .where = path};
  }
  ::close(probe);
  ::unlink(path.c_str());
  return status;
}

}  // namespace

std::vector<std::string> socket_folder_parents() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody changes it
    return std::string(value == nullptr ? "" : value);
  };
  std::vector<std::string> parents;
  for (std::string parent : {variable("PLUGIN_UNIX_SOCKET_DIR"), variable("TMPDIR"),
                             std::string("/tmp"), variable("VELERO_SCRATCH_DIR")}) {
    while (parent.size() > 1 && parent.ends_with('/')) {
      parent.pop_back();
    }
    if (!parent.empty()) {
      parents.push_back(parent);
    }
  }
  return parents;
}

Result<SocketFolder> SocketFolder::make(const std::vector<std::string>& parents) {
  std::string complaints;
  const auto complain = [&](const std::string& parent, const std::string& why) {
    complaints += (complaints.empty() ? "" : "; ") + parent + " " + why;
  };
  for (const std::string& parent : parents) {
    if (const std::string why = unusable(parent); !why.empty()) {
      complain(parent, why);
      continue;
    }
    std::string folder = parent + std::string(kTemplate);
    if (::mkdtemp(folder.data()) == nullptr) {
      complain(parent, "takes no folder: " + reason());
      continue;
    }
    SocketFolder made(folder);
    const Status socket = try_socket(made.socket_path());
    if (socket) {
      return made;
    }
    complain(parent, socket.error().what);
  }
  return Error{.what = "no folder for the plugin's socket (" + complaints +
                       "); give the Velero container a writable /tmp, or set TMPDIR",
               .where = ""};
}

std::string SocketFolder::socket_path() const { return folder_ + std::string(kSocket); }

void SocketFolder::remove() noexcept {
  if (folder_.empty()) {
    return;
  }
  ::unlink(socket_path().c_str());
  ::rmdir(folder_.c_str());
  folder_.clear();
}

}  // namespace plugin
