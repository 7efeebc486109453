#pragma once

// One TCP connection, plain or TLS, whose every operation ends at a deadline. It meets the stream
// concepts of Boost.Beast, so that Beast's blocking algorithms can be used with time limits, which
// they lack on blocking sockets. Private to the HTTP transport.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/system/system_error.hpp>

#include "cluster/deadline.h"

namespace cluster {

class Stream {
 public:
  using ErrorCode = boost::system::error_code;
  using Secured = boost::asio::ssl::stream<boost::beast::tcp_stream&>;

  Stream() : tcp_(io_) {}

  // Applies to every operation from now on.
  void set_deadline(Deadline deadline) { deadline_ = deadline; }

  void connect(const std::vector<boost::asio::ip::tcp::endpoint>& endpoints, ErrorCode& failure) {
    run([&](auto done) { tcp_.async_connect(endpoints, done); }, failure);
    if (!failure) {
      ErrorCode ignored;
      tcp_.socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    }
  }

  // Precondition of the next two: connected; secure() before handshake().
  Secured& secure(boost::asio::ssl::context& context) { return tls_.emplace(tcp_, context); }
  void handshake(ErrorCode& failure) {
    run([&](auto done) { tls_->async_handshake(boost::asio::ssl::stream_base::client, done); },
        failure);
  }

  // True when the other side has closed the idle connection, or said something unasked.
  [[nodiscard]] bool is_stale();

  template <typename Buffers>
  std::size_t read_some(const Buffers& buffers, ErrorCode& failure) {
    if (tls_) {
      return run([&](auto done) { tls_->async_read_some(buffers, done); }, failure);
    }
    return run([&](auto done) { tcp_.async_read_some(buffers, done); }, failure);
  }

  template <typename Buffers>
  std::size_t write_some(const Buffers& buffers, ErrorCode& failure) {
    if (tls_) {
      return run([&](auto done) { tls_->async_write_some(buffers, done); }, failure);
    }
    return run([&](auto done) { tcp_.async_write_some(buffers, done); }, failure);
  }

  // The concepts ask for throwing forms too.
  template <typename Buffers>
  std::size_t read_some(const Buffers& buffers) {
    ErrorCode failure;
    const auto count = read_some(buffers, failure);
    if (failure) {
      throw boost::system::system_error(failure);
    }
    return count;
  }
  template <typename Buffers>
  std::size_t write_some(const Buffers& buffers) {
    ErrorCode failure;
    const auto count = write_some(buffers, failure);
    if (failure) {
      throw boost::system::system_error(failure);
    }
    return count;
  }

 private:
  // Starts one asynchronous operation and waits for its end.
  template <typename Start>
  std::size_t run(Start start, ErrorCode& failure) {
    std::size_t count = 0;
    tcp_.expires_at(deadline_);
    start(Finish{failure, count});
    io_.restart();
    io_.run();
    return count;
  }

  struct Finish {
    ErrorCode& failure;
    std::size_t& count;

    void operator()(ErrorCode result) const { failure = result; }
    void operator()(ErrorCode result, std::size_t transferred) const {
      failure = result;
      count = transferred;
    }
    void operator()(ErrorCode result, const boost::asio::ip::tcp::endpoint&) const {
      failure = result;
    }
  };

  boost::asio::io_context io_{1};
  boost::beast::tcp_stream tcp_;
  std::optional<Secured> tls_;
  Deadline deadline_ = kNoDeadline;
};

}  // namespace cluster
