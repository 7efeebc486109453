#include "cmd/memory_server.h"

#include <thread>

#include <boost/asio.hpp>
#include <boost/beast.hpp>

namespace cmd {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

using HttpRequest = http::request<http::string_body>;

constexpr std::uint64_t kMostBodyBytes = std::uint64_t{64} << 20U;

http::message_generator json_response(const HttpRequest& request, const ApiAnswer& answer) {
  http::response<http::string_body> response(http::int_to_status(answer.code), request.version());
  response.set(http::field::content_type, "application/json");
  response.keep_alive(request.keep_alive());
  response.body() = translator::to_text(answer.body);
  response.prepare_payload();
  return response;
}

http::message_generator file_response(const HttpRequest& request,
                                      const std::filesystem::path& path) {
  beast::error_code error;
  http::file_body::value_type file;
  file.open(path.c_str(), beast::file_mode::scan, error);
  if (error) {
    return json_response(request, failure(404, "NotFound", error.message()));
  }
  http::response<http::file_body> response(std::piecewise_construct,
                                           std::make_tuple(std::move(file)),
                                           std::make_tuple(http::status::ok, request.version()));
  response.set(http::field::content_type, "application/gzip");
  response.keep_alive(request.keep_alive());
  response.prepare_payload();
  return response;
}

http::message_generator respond(const MemoryServerOptions& options,
                                const HttpRequest& request) try {
  const std::string target(request.target());
  if (const auto file = options.file(target); !file.empty()) {
    return file_response(request, file);
  }
  if (request[http::field::authorization] != "Bearer " + options.token) {
    return json_response(request, failure(401, "Unauthorized", "Unauthorized"));
  }
  return json_response(request,
                       options.api({.method = std::string(request.method_string()),
                                    .target = target,
                                    .content_type = std::string(request[http::field::content_type]),
                                    .body = request.body()}));
} catch (const std::exception& error) {
  return json_response(request, failure(500, "InternalError", error.what()));
}

// One connection; lives as long as its pending read or write.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, const MemoryServerOptions& options)
      : stream_(std::move(socket)), options_(options) {}

  void read() {
    parser_.emplace();
    parser_->body_limit(kMostBodyBytes);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       if (!error) {
                         self->write();
                       }
                     });
  }

 private:
  void write() {
    http::message_generator response = respond(options_, parser_->get());
    const bool keep_alive = response.keep_alive();
    beast::async_write(
        stream_, std::move(response),
        [self = shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
          if (!error && keep_alive) {
            self->read();
          }
        });
  }

  beast::tcp_stream stream_;
  const MemoryServerOptions& options_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
};

class Server final : public MemoryServer {
 public:
  explicit Server(MemoryServerOptions options)
      : options_(std::move(options)),
        acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    accept();
    thread_ = std::thread([this] { context_.run(); });
  }

  ~Server() override {
    context_.stop();
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  Server(Server&&) = delete;
  Server& operator=(Server&&) = delete;

  [[nodiscard]] std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

 private:
  void accept() {
    acceptor_.async_accept([this](beast::error_code error, tcp::socket socket) {
      if (!error) {
        std::make_shared<Session>(std::move(socket), options_)->read();
      }
      if (acceptor_.is_open()) {
        accept();
      }
    });
  }

  MemoryServerOptions options_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  std::thread thread_;
};

}  // namespace

translator::Result<std::unique_ptr<MemoryServer>> MemoryServer::start(MemoryServerOptions options) {
  try {
    return std::unique_ptr<MemoryServer>(std::make_unique<Server>(std::move(options)));
  } catch (const boost::system::system_error& error) {
    return translator::Error{
        .what = "the rehearsal's Kubernetes API cannot listen: " + error.code().message(),
        .where = "127.0.0.1"};
  }
}

}  // namespace cmd
