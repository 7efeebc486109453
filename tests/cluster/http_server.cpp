#include "tests/cluster/http_server.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/ssl.h>

namespace cluster_tests {

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return text;
}

Request parse_head(const std::string& head) {
  Request request;
  const auto first = head.find(' ');
  const auto second = head.find(' ', first + 1);
  request.method = head.substr(0, first);
  request.target = head.substr(first + 1, second - first - 1);
  std::size_t line = head.find("\r\n");
  while (line != std::string::npos && line + 2 < head.size()) {
    const auto begin = line + 2;
    line = head.find("\r\n", begin);
    const auto text = head.substr(begin, line - begin);
    const auto colon = text.find(": ");
    if (colon != std::string::npos) {
      request.headers[lower(text.substr(0, colon))] = text.substr(colon + 2);
    }
  }
  return request;
}

}  // namespace

// Bytes over a socket, in TLS or not.
class HttpServer::Channel {
 public:
  Channel(int socket, SSL_CTX* context) : socket_(socket), tls_(nullptr, &SSL_free) {
    if (context != nullptr) {
      tls_.reset(SSL_new(context));
      SSL_set_fd(tls_.get(), socket);
    }
  }

  bool accept() { return !tls_ || SSL_accept(tls_.get()) == 1; }

  [[nodiscard]] std::string server_name() const {
    const char* name = tls_ ? SSL_get_servername(tls_.get(), TLSEXT_NAMETYPE_host_name) : nullptr;
    return name == nullptr ? "" : name;
  }

  bool read_more() {
    std::array<char, 65536> block{};
    const auto count = tls_ ? SSL_read(tls_.get(), block.data(), static_cast<int>(block.size()))
                            : static_cast<int>(::recv(socket_, block.data(), block.size(), 0));
    if (count <= 0) {
      return false;
    }
    pending_.append(block.data(), static_cast<std::size_t>(count));
    return true;
  }

  bool write(const std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto count =
          tls_ ? SSL_write(tls_.get(), bytes.data() + done, static_cast<int>(bytes.size() - done))
               : static_cast<int>(
                     ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL));
      if (count <= 0) {
        return false;
      }
      done += static_cast<std::size_t>(count);
    }
    return true;
  }

  std::optional<Request> read_request() {
    std::size_t end = 0;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more()) {
        return std::nullopt;
      }
    }
    Request request = parse_head(pending_.substr(0, end + 2));
    pending_.erase(0, end + 4);
    const auto length = request.headers.contains("content-length")
                            ? std::stoul(request.headers["content-length"])
                            : 0;
    while (pending_.size() < length) {
      if (!read_more()) {
        return std::nullopt;
      }
    }
    request.body = pending_.substr(0, length);
    pending_.erase(0, length);
    return request;
  }

 private:
  int socket_;
  std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
  std::string pending_;
};

Reply reply(int status, const std::string& body, const std::string& extra_headers) {
  return {{"HTTP/1.1 " + std::to_string(status) + " Said\r\n" + extra_headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body}};
}

Reply json_reply(int status, const translator::Json& body) {
  return reply(status, body.dump(), "Content-Type: application/json\r\n");
}

Reply status_reply(int status, const std::string& reason, const std::string& message) {
  translator::Json body = {{"kind", "Status"},   {"apiVersion", "v1"}, {"status", "Failure"},
                           {"message", message}, {"reason", reason},   {"code", status}};
  return json_reply(status, body);
}

HttpServer::HttpServer(Handler handler, const Identity* identity, bool ipv6)
    : handler_(std::move(handler)) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  if (identity != nullptr) {
    context_ = server_context(*identity);
  }
  listener_ = ::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in6 address6{};
  address6.sin6_family = AF_INET6;
  address6.sin6_addr = in6addr_loopback;
  sockaddr_in address4{};
  address4.sin_family = AF_INET;
  address4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* address =
      ipv6 ? reinterpret_cast<sockaddr*>(&address6) : reinterpret_cast<sockaddr*>(&address4);
  socklen_t size = ipv6 ? sizeof address6 : sizeof address4;
  if (::bind(listener_, address, size) != 0 || ::listen(listener_, 16) != 0) {
    ::close(listener_);
    listener_ = -1;
    return;
  }
  ::getsockname(listener_, address, &size);
  port_ = ntohs(ipv6 ? address6.sin6_port : address4.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

HttpServer::~HttpServer() {
  if (listener_ < 0) {
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    for (const int socket : sockets_) {
      ::shutdown(socket, SHUT_RDWR);
    }
  }
  stopping_.notify_all();
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (auto& thread : threads_) {
    thread.join();
  }
  for (const int socket : sockets_) {
    ::close(socket);
  }
  ::close(listener_);
}

std::string HttpServer::url(const std::string& host) const {
  return (context_ ? "https://" : "http://") + host + ":" + port();
}

std::vector<Request> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::string HttpServer::last_server_name() const {
  const std::lock_guard lock(mutex_);
  return last_server_name_;
}

void HttpServer::accept_all() {
  while (true) {
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0) {
      return;
    }
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    if (stop_) {
      return;
    }
    const int number = ++connections_;
    threads_.emplace_back([this, socket, number] { serve(socket, number); });
  }
}

void HttpServer::serve(int socket, int number) {
  Channel channel(socket, context_.get());
  if (channel.accept()) {
    {
      const std::lock_guard lock(mutex_);
      last_server_name_ = channel.server_name();
    }
    while (auto request = channel.read_request()) {
      request->connection = number;
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(*request);
      }
      if (!answer(channel, handler_(*request))) {
        break;
      }
    }
  }
  ::shutdown(socket, SHUT_RDWR);  // closed by the destructor, so that the number is not given anew
}

bool HttpServer::answer(Channel& channel, const Reply& reply) {
  for (const auto& piece : reply.pieces) {
    if (!wait(reply.pause) || !channel.write(piece)) {
      return false;
    }
  }
  return !reply.close;
}

bool HttpServer::wait(std::chrono::milliseconds pause) {
  std::unique_lock lock(mutex_);
  return !stopping_.wait_for(lock, pause, [this] { return stop_; });
}

}  // namespace cluster_tests
