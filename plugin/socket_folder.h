#pragma once

// The private folder of the plugin's Unix socket: made at start, removed at the end.

#include <string>
#include <vector>

#include "translator/result.h"

namespace plugin {

// A Unix socket's path has room for 108 bytes (sys/un.h); a margin is kept for the host.
inline constexpr std::size_t kMaxSocketPath = 100;

// Where a folder may be made, in order of preference: PLUGIN_UNIX_SOCKET_DIR, TMPDIR, /tmp and
// VELERO_SCRATCH_DIR, as far as they are set.
[[nodiscard]] std::vector<std::string> socket_folder_parents();

// Owns the folder. Moved from: owns nothing.
class SocketFolder {
 public:
  // Makes a folder with a random name, mode 0700, in the first parent that takes a socket.
  // Parents that are relative, too long, not writable, or hold characters that the handshake line
  // cannot carry are passed over. Error: names each parent and what is wrong with it.
  [[nodiscard]] static translator::Result<SocketFolder> make(
      const std::vector<std::string>& parents);

  SocketFolder(SocketFolder&& other) noexcept : folder_(std::move(other.folder_)) {
    other.folder_.clear();
  }
  SocketFolder& operator=(SocketFolder&&) = delete;
  SocketFolder(const SocketFolder&) = delete;
  SocketFolder& operator=(const SocketFolder&) = delete;
  ~SocketFolder() { remove(); }

  [[nodiscard]] std::string socket_path() const;

  // Removes socket and folder; a second call does nothing.
  void remove() noexcept;

 private:
  explicit SocketFolder(std::string folder) : folder_(std::move(folder)) {}

  std::string folder_;
};

}  // namespace plugin
