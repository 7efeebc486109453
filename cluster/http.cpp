#include "cluster/http.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <openssl/ssl.h>

#include "cluster/resolve.h"
#include "cluster/stream.h"

namespace cluster {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

using boost::system::error_code;
using translator::Error;
using translator::Result;
using translator::Status;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10U;
constexpr std::uint32_t kMostHeaderBytes = 64U << 10U;

bool is_control(char character) {
  const auto code = static_cast<unsigned char>(character);
  return (code < 0x20 && character != '\t') || code == 0x7f;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

// The request as it goes over the wire; nothing when a part of it would break out of its line.
// `for_proxy`: with the whole address in place of the path.
std::optional<std::string> wire_form(const HttpRequest& request, const Url& server,
                                     bool for_proxy) {
  bool broken = has_control(request.target) || request.target.find(' ') != std::string::npos;
  std::string text = request.method + " " + (for_proxy ? "http://" + server.authority() : "") +
                     request.target + " HTTP/1.1\r\n";
  auto headers = request.headers;
  headers.emplace_back("Host", server.authority());
  if (!request.body.empty() || request.method != "GET") {
    headers.emplace_back("Content-Length", std::to_string(request.body.size()));
  }
  for (const auto& [name, value] : headers) {
    broken = broken || has_control(name) || has_control(value);
    text.append(name).append(": ").append(value).append("\r\n");
  }
  return broken ? std::nullopt : std::optional(text + "\r\n" + request.body);
}

bool is_loss(const error_code& failure) {
  return failure == http::error::end_of_stream || failure == http::error::partial_message ||
         failure == asio::ssl::error::stream_truncated ||
         (failure != beast::error::timeout &&
          failure.category() == asio::error::get_system_category()) ||
         failure == asio::error::eof;
}

std::string in_words(const error_code& failure) {
  if (failure == beast::error::timeout) {
    return "gave no answer within the time limit; check that it can be reached";
  }
  if (failure == http::error::end_of_stream || failure == http::error::partial_message ||
      failure == asio::error::eof || failure == asio::ssl::error::stream_truncated) {
    return "closed the connection before its answer was complete";
  }
  if (failure.category() == http::make_error_code(http::error::bad_version).category()) {
    return "does not answer as an HTTP server: " + failure.message();
  }
  return "cannot be reached: " + failure.message();
}

}  // namespace

bool Stream::is_stale() {
  char byte = 0;
  const auto count = ::recv(tcp_.socket().native_handle(), &byte, 1,
                            MSG_PEEK | MSG_DONTWAIT);  // NOLINT(hicpp-signed-bitwise)
  if (count < 0) {
    return errno != EAGAIN && errno != EWOULDBLOCK;
  }
  // TLS 1.3 servers send session tickets unasked; plain HTTP servers have nothing to say.
  return count == 0 || !tls_;
}

struct HttpConnection::State {
  Url server;
  TlsOptions options;
  std::optional<Url> proxy;
  std::optional<asio::ssl::context> context;  // for https only

  std::unique_ptr<Stream> stream;  // null: not connected
  std::optional<http::response_parser<http::buffer_body>> parser;
  beast::flat_buffer buffer;
  std::array<char, kPieceBytes> piece{};
  bool sent = false;  // the last request, whole
  bool lost = false;  // the last failure was a lost or refused connection

  [[nodiscard]] Error failed(std::string what) {
    stream.reset();
    lost = false;
    return {"the server " + std::move(what), server.authority()};
  }
  [[nodiscard]] Error failed(const error_code& failure) {
    Error error = failed(in_words(failure));
    lost = is_loss(failure);
    return error;
  }

  [[nodiscard]] bool reusable() {
    return stream && parser && parser->is_done() && parser->keep_alive() && buffer.size() == 0 &&
           !stream->is_stale();
  }

  Status dial(Deadline deadline);
  Status open_tunnel();
  Status handshake();
  error_code ask(const std::string& request, Deadline deadline);

  // After ask() has failed on a kept connection: was it only that the server had closed it?
  [[nodiscard]] bool was_stale(const error_code& failure, const std::string& method) const {
    const bool harmless = !sent || (method != "POST" && !parser->got_some());
    return harmless && failure != beast::error::timeout;
  }
};

Status HttpConnection::State::dial(Deadline deadline) {
  stream.reset();
  buffer.clear();
  const auto endpoints = resolve(proxy ? *proxy : server, deadline);
  if (!endpoints) {
    return endpoints.error();
  }
  stream = std::make_unique<Stream>();
  stream->set_deadline(deadline);
  error_code failure;
  stream->connect(*endpoints, failure);
  if (failure) {
    return failed(failure);
  }
  if (proxy && context) {
    if (auto status = open_tunnel(); !status) {
      return status;
    }
  }
  return context ? handshake() : translator::Done{};
}

// Asks the proxy for bytes to and from the server (RFC 9110, section 9.3.6).
Status HttpConnection::State::open_tunnel() {
  const auto target = server.authority();
  const std::string request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
  http::response_parser<http::empty_body> answer;
  answer.skip(true);
  answer.header_limit(kMostHeaderBytes);
  error_code failure;
  asio::write(*stream, asio::buffer(request), failure);
  if (!failure) {
    http::read_header(*stream, buffer, answer, failure);
  }
  buffer.clear();
  if (failure) {
    Error error = failed(failure);
    return Error{error.what + " (through the proxy)", proxy->authority()};
  }
  const auto status = answer.get().result_int();
  if (status < 200 || status > 299) {
    stream.reset();
    return Error{"the proxy does not lead to " + target + ": it answered with HTTP status " +
                     std::to_string(status) + "; correct HTTPS_PROXY or add the server to NO_PROXY",
                 proxy->authority()};
  }
  return translator::Done{};
}

Status HttpConnection::State::handshake() {
  auto* connection = stream->secure(*context).native_handle();
  if (!expect_server(connection, options, server.host)) {
    return failed("has a name that TLS cannot check");
  }
  error_code failure;
  stream->handshake(failure);
  if (!failure) {
    return translator::Done{};
  }
  const auto reason = verification_failure(connection);
  if (!reason.empty()) {
    return failed("shows a certificate that is not accepted: " + reason +
                  "; check the certificate authority and the name of the server");
  }
  return failed(failure);
}

// Sends the request and reads the head of the answer.
error_code HttpConnection::State::ask(const std::string& request, Deadline deadline) {
  stream->set_deadline(deadline);
  parser.emplace();
  parser->header_limit(kMostHeaderBytes);
  parser->body_limit(boost::none);
  error_code failure;
  asio::write(*stream, asio::buffer(request), failure);
  sent = !failure;
  if (sent) {
    http::read_header(*stream, buffer, *parser, failure);
  }
  return failure;
}

HttpConnection::HttpConnection(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpConnection::HttpConnection(HttpConnection&&) noexcept = default;
HttpConnection& HttpConnection::operator=(HttpConnection&&) noexcept = default;
HttpConnection::~HttpConnection() = default;

Result<HttpConnection> HttpConnection::make(Url server, const TlsOptions& options,
                                            std::optional<Url> proxy) {
  auto state = std::make_unique<State>();
  if (server.tls) {
    auto context = make_tls_context(options);
    if (!context) {
      return Error{context.error().what,
                   context.error().where.empty() ? server.authority() : context.error().where};
    }
    SSL_CTX_up_ref(context->get());
    state->context.emplace(context->get());  // takes that one reference over
  }
  state->server = std::move(server);
  state->options = options;
  state->proxy = std::move(proxy);
  return HttpConnection(std::move(state));
}

Result<unsigned> HttpConnection::start(const HttpRequest& request, Deadline deadline) try {
  auto& state = *state_;
  const auto text = wire_form(request, state.server, state.proxy && !state.context);
  if (!text) {
    return Error{"the request has a space or control character where none may be",
                 state.server.authority()};
  }
  if (state.reusable()) {
    const auto failure = state.ask(*text, deadline);
    if (!failure) {
      return state.parser->get().result_int();
    }
    if (!state.was_stale(failure, request.method)) {
      return state.failed(failure);
    }
  }
  if (auto status = state.dial(deadline); !status) {
    return status.error();
  }
  if (const auto failure = state.ask(*text, deadline); failure) {
    return state.failed(failure);
  }
  return state.parser->get().result_int();
} catch (const std::exception& failure) {
  return state_->failed(std::string("cannot be used: ") + failure.what());
}

Result<std::string_view> HttpConnection::next_piece(Deadline deadline) try {
  auto& state = *state_;
  if (!state.stream) {
    return Error{"the connection is closed", state.server.authority()};
  }
  state.stream->set_deadline(deadline);
  while (!state.parser->is_done()) {
    auto& body = state.parser->get().body();
    body.data = state.piece.data();
    body.size = state.piece.size();
    error_code failure;
    http::read(*state.stream, state.buffer, *state.parser, failure);
    if (failure && failure != http::error::need_buffer) {
      return state.failed(failure);
    }
    if (const auto count = state.piece.size() - body.size; count > 0) {
      return std::string_view(state.piece.data(), count);
    }
  }
  return std::string_view{};
} catch (const std::exception& failure) {
  return state_->failed(std::string("cannot be used: ") + failure.what());
}

std::optional<std::chrono::seconds> HttpConnection::retry_after() const {
  const auto text = state_->parser->get()[http::field::retry_after];
  unsigned seconds = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || failure != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return std::chrono::seconds{seconds};
}

bool HttpConnection::lost_connection() const { return state_->lost; }

Result<HttpResponse> exchange(HttpConnection& connection, const HttpRequest& request,
                              Deadline deadline, std::size_t most_bytes) {
  const auto status = connection.start(request, deadline);
  if (!status) {
    return status.error();
  }
  HttpResponse response{*status, "", connection.retry_after()};
  while (true) {
    const auto piece = connection.next_piece(deadline);
    if (!piece) {
      return piece.error();
    }
    if (piece->empty()) {
      return response;
    }
    if (response.body.size() + piece->size() > most_bytes) {
      return Error{"the answer is longer than " + std::to_string(most_bytes) + " bytes", ""};
    }
    response.body += *piece;
  }
}

}  // namespace cluster
