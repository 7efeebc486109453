#pragma once

// One HTTP/1.1 connection to one server, plain or TLS, kept open between requests. Used by the
// Kubernetes client and for the download of a backup. Follows no redirects, knows
// no retries but one: a kept connection that the server had closed meanwhile is dialled again.
//
// Not safe for use by two threads at a time. No exception leaves it.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cluster/deadline.h"
#include "cluster/tls.h"
#include "cluster/url.h"
#include "translator/result.h"

namespace cluster {

struct HttpRequest {
  std::string method = "GET";
  std::string target = "/";
  std::vector<std::pair<std::string, std::string>> headers =
      {};  // Host and Content-Length are ours
  std::string body = {};
};

struct HttpResponse {
  unsigned status = 0;
  std::string body;
  std::optional<std::chrono::seconds> retry_after;  // when the server says to come back later
};

class HttpConnection {
 public:
  // Connects to nothing yet. With a proxy (proxy.h) https goes through a tunnel, so that the proxy
  // sees neither requests nor answers. Error: TLS options that cannot work.
  [[nodiscard]] static translator::Result<HttpConnection> make(
      Url server, const TlsOptions& options = {}, std::optional<Url> proxy = std::nullopt);

  HttpConnection(HttpConnection&&) noexcept;
  HttpConnection& operator=(HttpConnection&&) noexcept;
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;
  ~HttpConnection();

  // Sends the request and reads the head of the answer; its status code. What is left of an earlier
  // answer is thrown away. A request that fails on a kept connection before the first byte of an
  // answer is sent again on a new one, except a POST that may have been carried out.
  // Error: where = "host:port".
  [[nodiscard]] translator::Result<unsigned> start(const HttpRequest& request, Deadline deadline);

  // The next piece of the body; empty at its end. Valid until the next call.
  // Precondition: start() has succeeded. Error: also when the body ends too early.
  [[nodiscard]] translator::Result<std::string_view> next_piece(Deadline deadline);

  // The Retry-After of the last answer, when it is a number of seconds; a date is not read.
  // Precondition: start() has succeeded.
  [[nodiscard]] std::optional<std::chrono::seconds> retry_after() const;

  // True when the last failure was a lost or refused connection, which may work a moment later; not
  // so a certificate that is not accepted, a time limit, or an answer that is no HTTP.
  [[nodiscard]] bool lost_connection() const;

 private:
  struct State;
  explicit HttpConnection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// start() and the whole body. Error: also when the body is longer than `most_bytes`.
[[nodiscard]] translator::Result<HttpResponse> exchange(HttpConnection& connection,
                                                        const HttpRequest& request,
                                                        Deadline deadline, std::size_t most_bytes);

}  // namespace cluster
