#pragma once

// A Kubernetes API that accepts connections and never answers, and a kubeconfig that leads to it.

#include <arpa/inet.h>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace plugin_test {

class SilentApi {
 public:
  explicit SilentApi(const std::filesystem::path& folder) : kubeconfig(folder / "kubeconfig") {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(listener_, generic, size), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    EXPECT_EQ(::getsockname(listener_, generic, &size), 0);
    std::ofstream(kubeconfig) << "apiVersion: v1\nkind: Config\ncurrent-context: c\n"
                                 "contexts: [{name: c, context: {cluster: c, user: u}}]\n"
                                 "users: [{name: u, user: {token: t}}]\n"
                                 "clusters: [{name: c, cluster: {server: 'http://127.0.0.1:"
                              << ntohs(address.sin_port) << "'}}]\n";
  }
  ~SilentApi() { ::close(listener_); }
  SilentApi(const SilentApi&) = delete;
  SilentApi& operator=(const SilentApi&) = delete;
  SilentApi(SilentApi&&) = delete;
  SilentApi& operator=(SilentApi&&) = delete;

  // True when somebody connects within five seconds.
  [[nodiscard]] bool is_called() const {
    pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, 5000) == 1;
  }

  std::filesystem::path kubeconfig;

 private:
  int listener_ = -1;
};

}  // namespace plugin_test
