#pragma once

// A small HTTP/1.1 server inside the test process, for what real servers do only on bad days: it
// answers with whatever bytes the test says, when it says so. Plain sockets and OpenSSL, nothing of
// the client under test.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/cluster/certificates.h"
#include "translator/json.h"

namespace cluster_tests {

struct Request {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  int connection = 0;  // the first is 1
};

struct Reply {
  std::vector<std::string> pieces;     // written one after another; none: nothing is answered
  std::chrono::milliseconds pause{0};  // before each piece
  bool close = false;                  // after the last piece, without having announced it
};

// A whole answer with Content-Length.
[[nodiscard]] Reply reply(int status, const std::string& body,
                          const std::string& extra_headers = "");
[[nodiscard]] Reply json_reply(int status, const translator::Json& body);
// As the Kubernetes API says no.
[[nodiscard]] Reply status_reply(int status, const std::string& reason, const std::string& message);

class HttpServer {
 public:
  using Handler = std::function<Reply(const Request&)>;

  // Listens on a free port of 127.0.0.1, or of ::1. With an identity it speaks TLS.
  explicit HttpServer(Handler handler, const Identity* identity = nullptr, bool ipv6 = false);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  HttpServer(HttpServer&&) = delete;
  HttpServer& operator=(HttpServer&&) = delete;
  ~HttpServer();

  [[nodiscard]] bool listening() const { return listener_ >= 0; }
  [[nodiscard]] std::string port() const { return std::to_string(port_); }
  [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const;
  [[nodiscard]] std::vector<Request> requests() const;
  [[nodiscard]] int connections() const { return connections_; }
  // The name that the client asked for (SNI) on the last connection; "" when it sent none.
  [[nodiscard]] std::string last_server_name() const;

 private:
  class Channel;

  void accept_all();
  void serve(int socket, int number);
  bool answer(Channel& channel, const Reply& reply);
  bool wait(std::chrono::milliseconds pause);

  Handler handler_;
  ContextPointer context_{nullptr, nullptr};
  int listener_ = -1;
  unsigned port_ = 0;
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;
  std::condition_variable stopping_;
  bool stop_ = false;
  std::vector<Request> requests_;
  std::string last_server_name_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace cluster_tests
