#include "cluster/proxy.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace cluster {

namespace {

namespace ip = boost::asio::ip;

using boost::system::error_code;
using translator::Error;
using translator::Result;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  const auto end = text.find_last_not_of(" \t");
  return begin == std::string_view::npos ? "" : text.substr(begin, end - begin + 1);
}

std::optional<ip::address> address_of(const std::string& host) {
  error_code failure;
  const auto address = ip::make_address(host, failure);
  return failure ? std::nullopt : std::optional(address);
}

// "10.0.0.0/8": the address with that prefix has the same network.
bool is_in_range(const std::string& range, const ip::address& address) {
  error_code failure;
  if (address.is_v4()) {
    const auto network = ip::make_network_v4(range, failure);
    return !failure &&
           ip::network_v4(address.to_v4(), network.prefix_length()).network() == network.network();
  }
  const auto network = ip::make_network_v6(range, failure);
  return !failure &&
         ip::network_v6(address.to_v6(), network.prefix_length()).network() == network.network();
}

bool is_below(const std::string& host, std::string_view domain) {
  return host.size() > domain.size() + 1 && host.ends_with(domain) &&
         host[host.size() - domain.size() - 1] == '.';
}

// `entry` without a port.
bool names_host(std::string_view entry, const std::string& host) {
  if (const auto address = address_of(host)) {
    const auto other = address_of(std::string(entry));
    return other && *other == *address;
  }
  if (entry.starts_with("*.")) {
    entry.remove_prefix(1);
  }
  if (entry.starts_with('.')) {
    return is_below(host, entry.substr(1));
  }
  return host == entry || is_below(host, entry);
}

// Takes ":443" off the end; nothing when there is none. IPv6 addresses have a port in brackets
// only.
std::string take_port(std::string& entry) {
  if (entry.starts_with('[')) {
    const auto bracket = entry.find(']');
    std::string port = bracket == std::string::npos ? "" : entry.substr(bracket + 1);
    entry = entry.substr(1, bracket == std::string::npos ? bracket : bracket - 1);
    return port.starts_with(':') ? port.substr(1) : "";
  }
  const auto colon = entry.find(':');
  if (colon == std::string::npos || entry.find(':', colon + 1) != std::string::npos) {
    return "";
  }
  std::string port = entry.substr(colon + 1);
  entry.erase(colon);
  return port;
}

bool names_server(std::string entry, const Url& server) {
  const std::string host = lower(server.host);
  if (entry.find('/') != std::string::npos) {
    const auto address = address_of(host);
    return address && is_in_range(entry, *address);
  }
  const std::string port = take_port(entry);
  return (port.empty() || port == server.port) && names_host(entry, host);
}

bool is_loopback(const std::string& host) {
  const auto address = address_of(host);
  return lower(host) == "localhost" || (address && address->is_loopback());
}

struct Variable {
  std::string name;
  std::string value;
};

Variable first_set(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return {name, value};
    }
  }
  return {};
}

}  // namespace

bool is_listed(std::string_view list, const Url& server) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto entry = lower(trimmed(list.substr(0, end)));
    if (entry == "*" || (!entry.empty() && names_server(entry, server))) {
      return true;
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

Result<Url> parse_proxy(std::string_view text) {
  const bool has_scheme = text.find("://") != std::string_view::npos;
  auto url = parse_url(has_scheme ? std::string(text) : "http://" + std::string(text));
  if (!url || url->tls) {
    return Error{
        "this proxy is not supported: it must be an http:// address without user name and password",
        ""};
  }
  return url;
}

Result<std::optional<Url>> proxy_from_environment(const Url& server) {
  const auto variable = server.tls ? first_set({"HTTPS_PROXY", "https_proxy"})
                                   : first_set({"HTTP_PROXY", "http_proxy"});
  if (variable.value.empty() || is_loopback(server.host) ||
      is_listed(first_set({"NO_PROXY", "no_proxy"}).value, server)) {
    return std::optional<Url>();
  }
  auto proxy = parse_proxy(variable.value);
  if (!proxy) {
    return Error{proxy.error().what + "; or name " + server.host + " in NO_PROXY", variable.name};
  }
  return std::optional<Url>(std::move(*proxy));
}

}  // namespace cluster
