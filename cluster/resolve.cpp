#include "cluster/resolve.h"

#include <cstring>
#include <future>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <nss.h>
#include <system_error>
#include <thread>

#include <boost/asio/ip/address.hpp>

namespace cluster {

namespace {

using boost::asio::ip::tcp;
using translator::Error;
using translator::Result;
using Endpoints = Result<std::vector<tcp::endpoint>>;

// The name service switch of glibc would load modules of the system that it finds itself on, which
// may be of another glibc than the one linked into this program. Go's resolver asks no others
// either.
void use_no_modules() {
  static std::once_flag once;
  std::call_once(once, [] { __nss_configure_lookup("hosts", "files dns"); });
}

Endpoints look_up(const Url& server) {
  use_no_modules();
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(server.host.c_str(), server.port.c_str(), &hints, &found);
  if (failure != 0) {
    return Error{std::string("the name of the server cannot be resolved: ") + gai_strerror(failure),
                 server.authority()};
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
  std::vector<tcp::endpoint> endpoints;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    tcp::endpoint endpoint;
    if (entry->ai_addrlen <= endpoint.capacity()) {
      std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
      endpoint.resize(entry->ai_addrlen);
      endpoints.push_back(endpoint);
    }
  }
  return endpoints;
}

}  // namespace

Endpoints resolve(const Url& server, Deadline deadline) {
  boost::system::error_code no_address;
  const auto address = boost::asio::ip::make_address(server.host, no_address);
  if (!no_address) {
    const auto port = static_cast<unsigned short>(std::stoul(server.port));
    return std::vector<tcp::endpoint>{tcp::endpoint(address, port)};
  }
  // The thread is left behind when the time is over; it holds only what is its own.
  auto answer = std::make_shared<std::promise<Endpoints>>();
  auto result = answer->get_future();
  try {
    std::thread([answer, server] { answer->set_value(look_up(server)); }).detach();
  } catch (const std::system_error& failure) {
    return Error{std::string("cannot start a thread to resolve a name: ") + failure.what(),
                 server.authority()};
  }
  if (result.wait_until(deadline) != std::future_status::ready) {
    return Error{"the name of the server was not resolved in time; check the name service",
                 server.authority()};
  }
  return result.get();
}

}  // namespace cluster
