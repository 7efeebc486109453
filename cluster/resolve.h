#pragma once

// Names of hosts to addresses, in bounded time: getaddrinfo() has no time limit of its own.

#include <string>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "cluster/deadline.h"
#include "cluster/url.h"
#include "translator/result.h"

namespace cluster {

// All addresses of the server, in the order to be tried. IP addresses are not looked up.
[[nodiscard]] translator::Result<std::vector<boost::asio::ip::tcp::endpoint>> resolve(
    const Url& server, Deadline deadline);

}  // namespace cluster
