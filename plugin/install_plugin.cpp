// The entry point of the image. `velero plugin add` runs the image as an init container of Velero
// with the folder of plugins mounted at /target; this puts the plugin there, and nothing else.
//
// The plugin arrives whole or not at all: it is written under another name that nobody can execute,
// and renamed. Velero takes every executable file of the folder for a plugin
// (pkg/plugin/process/registry.go in Velero v1.18.3), so nothing executable is left behind when
// this fails.
//
// Plain system calls: the file is a hundredth of what the C++ streams would make of it.

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr const char* kPlugin = "/plugins/velero-plugin-eks-to-gke";
constexpr const char* kTargetFolder = "/target";
constexpr mode_t kExecutable = 0755;
constexpr std::size_t kBlock = 1024UL * 1024;

int fail(const std::string& what, const std::string& next_step) {
  const int reason = errno;
  static_cast<void>(std::fprintf(stderr, "install-plugin: %s: %s. %s\n", what.c_str(),
                                 std::strerror(reason), next_step.c_str()));
  return EXIT_FAILURE;
}

bool write_all(int to, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = write(to, bytes, count);
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

bool copy_bytes(int from, int to) {
  static std::array<char, kBlock> block;
  while (true) {
    const ssize_t count = read(from, block.data(), block.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return count == 0;
    }
    if (!write_all(to, block.data(), static_cast<std::size_t>(count))) {
      return false;
    }
  }
}

// Executable only when all of it is on the disk.
bool fill(int from, int to) {
  return copy_bytes(from, to) && fsync(to) == 0 && fchmod(to, kExecutable) == 0;
}

int install(const std::string& plugin, const std::string& folder) {
  const int from = open(plugin.c_str(), O_RDONLY | O_CLOEXEC);
  if (from < 0) {
    return fail("cannot read " + plugin, "The image is not whole; pull or build it again.");
  }
  const std::string name = plugin.substr(plugin.rfind('/') + 1);
  std::string unfinished = folder + "/." + name + ".XXXXXX";
  const int to = mkostemp(unfinished.data(), O_CLOEXEC);
  if (to < 0) {
    return fail("cannot write into " + folder,
                "Mount Velero's volume of plugins there; `velero plugin add IMAGE` does.");
  }
  const std::string target = folder + "/" + name;
  if (!fill(from, to) || rename(unfinished.c_str(), target.c_str()) != 0) {
    const int status = fail("cannot write " + target, "The volume may be full or read-only.");
    static_cast<void>(unlink(unfinished.c_str()));
    return status;
  }
  static_cast<void>(std::printf("install-plugin: %s is there\n", target.c_str()));
  return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** arguments) {
  if (count > 3 || (count > 1 && arguments[1][0] == '-')) {
    static_cast<void>(std::fprintf(stderr,
                                   "usage: install-plugin [TARGET_FOLDER [PLUGIN]]\n\nCopies "
                                   "PLUGIN (%s) into TARGET_FOLDER (%s).\n",
                                   kPlugin, kTargetFolder));
    return 2;
  }
  return install(count > 2 ? arguments[2] : kPlugin, count > 1 ? arguments[1] : kTargetFolder);
}
