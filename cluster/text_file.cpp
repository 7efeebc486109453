#include "cluster/text_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace cluster {

translator::Result<std::string> read_text_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(kMostFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  // A folder can be opened but not read.
  if (file.bad() || (!file.eof() && file.gcount() == 0)) {
    const char* reason = errno == 0 ? "it is no readable file" : std::strerror(errno);
    return translator::Error{std::string("cannot be read: ") + reason, path.string()};
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMostFileBytes) {
    return translator::Error{"is larger than 1 MiB; is it the right file?", path.string()};
  }
  return text;
}

}  // namespace cluster
