#include "cluster/url.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace cluster {

namespace {

using translator::Error;

bool is_space_or_control(char character) {
  const auto code = static_cast<unsigned char>(character);
  return code <= 0x20 || code == 0x7f;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return result;
}

bool is_port(std::string_view text) {
  unsigned value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= 65535;
}

// Takes "https://" off the front of `rest`; nothing when it is another scheme.
std::optional<bool> take_scheme(std::string_view& rest) {
  const auto colon = rest.find("://");
  const auto scheme = colon == std::string_view::npos ? "" : lower(rest.substr(0, colon));
  if (scheme != "http" && scheme != "https") {
    return std::nullopt;
  }
  rest.remove_prefix(colon + 3);
  return scheme == "https";
}

// Splits "[::1]:443" or "host:443"; the port stays empty when there is none.
bool split_authority(std::string_view authority, Url& url) {
  if (authority.starts_with('[')) {
    const auto bracket = authority.find(']');
    if (bracket == std::string_view::npos) {
      return false;
    }
    url.host = authority.substr(1, bracket - 1);
    authority.remove_prefix(bracket + 1);
  } else {
    const auto colon = std::min(authority.find(':'), authority.size());
    url.host = authority.substr(0, colon);
    authority.remove_prefix(colon);
  }
  if (authority.empty()) {
    return !url.host.empty();
  }
  url.port = authority.substr(1);
  return authority.front() == ':' && !url.host.empty() && is_port(url.port);
}

}  // namespace

std::string Url::authority() const {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  std::string text = is_ipv6 ? "[" : "";
  text += host;
  text += is_ipv6 ? "]:" : ":";
  return text + port;
}

translator::Result<Url> parse_url(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_space_or_control)) {
    return Error{"the address has a space or a control character in it; remove it", ""};
  }
  std::string_view rest = text;
  const auto tls = take_scheme(rest);
  if (!tls) {
    return Error{"the address must begin with http:// or https://", ""};
  }
  Url url;
  url.tls = *tls;
  const auto end = std::min(rest.find_first_of("/?#"), rest.size());
  const auto authority = rest.substr(0, end);
  if (authority.find('@') != std::string_view::npos) {
    return Error{"the address must not hold a user name or password", ""};
  }
  if (!split_authority(authority, url)) {
    return Error{"the address has no valid host and port", ""};
  }
  if (url.port.empty()) {
    url.port = url.tls ? "443" : "80";
  }
  rest.remove_prefix(end);
  rest = rest.substr(0, rest.find('#'));
  if (rest.starts_with('/')) {
    url.target.clear();
  }
  url.target += rest;
  return url;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char character : text) {
    const auto code = static_cast<unsigned char>(character);
    if (std::isalnum(code) != 0 ||
        std::string_view("-._~").find(character) != std::string_view::npos) {
      result += character;
    } else {
      result += {'%', kHex[code >> 4U], kHex[code & 15U]};
    }
  }
  return result;
}

}  // namespace cluster
