#include "translator/url_patterns.h"

#include <algorithm>

namespace translator {
namespace {

constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestHost = 253;
constexpr std::size_t kLongestPortName = 15;
constexpr std::string_view kSmallLetters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";

bool begins_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Letters, digits and '-', which stands at neither end.
bool is_label(std::string_view text) {
  const bool letters = std::all_of(text.begin(), text.end(), [](char c) {
    return kSmallLetters.find(c) != std::string_view::npos ||
           kDigits.find(c) != std::string_view::npos || c == '-';
  });
  return letters && !text.empty() && text.size() <= kLongestLabel && text.front() != '-' &&
         text.back() != '-';
}

}  // namespace

PathPattern path_pattern(std::string_view alb_text) {
  if (alb_text == "*") {
    return {.kind = PathPattern::Kind::prefix, .text = "/"};
  }
  const std::size_t wildcard = alb_text.find_first_of("*?");
  if (!begins_with(alb_text, "/") ||
      (wildcard != std::string_view::npos &&
       (wildcard + 1 != alb_text.size() || alb_text.back() == '?'))) {
    return {.kind = PathPattern::Kind::other, .text = std::string(alb_text)};
  }
  if (wildcard == std::string_view::npos) {
    return {.kind = PathPattern::Kind::exact, .text = std::string(alb_text)};
  }
  return {.kind = PathPattern::Kind::prefix, .text = std::string(alb_text.substr(0, wildcard))};
}

bool covers(const PathPattern& outer, const PathPattern& inner) {
  if (outer.kind == PathPattern::Kind::other || inner.kind == PathPattern::Kind::other) {
    return false;
  }
  if (outer.kind == PathPattern::Kind::exact) {
    return inner == outer;
  }
  return begins_with(inner.text, outer.text);
}

std::vector<PathPattern> gke_patterns(const PathPattern& pattern) {
  if (pattern.kind == PathPattern::Kind::other) {
    return {};
  }
  if (pattern.kind == PathPattern::Kind::exact || pattern.text.back() == '/') {
    return {pattern};
  }
  return {{.kind = PathPattern::Kind::exact, .text = pattern.text},
          {.kind = PathPattern::Kind::prefix, .text = pattern.text + "/"}};
}

std::string text_of(const PathPattern& pattern) {
  return pattern.text + (pattern.kind == PathPattern::Kind::prefix ? "*" : "");
}

bool host_covers(std::string_view outer, std::string_view inner) {
  if (outer.empty() || outer == inner) {
    return true;
  }
  return begins_with(outer, "*.") && inner.size() > outer.size() - 1 &&
         ends_with(inner, outer.substr(1));
}

bool is_rule_host(std::string_view host) {
  std::string_view rest = begins_with(host, "*.") ? host.substr(2) : host;
  if (host.size() > kLongestHost) {
    return false;
  }
  // The API server takes no address for a host.
  if (rest.find_first_not_of("0123456789.") == std::string_view::npos) {
    return false;
  }
  while (true) {
    const std::size_t dot = rest.find('.');
    if (!is_label(rest.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    rest.remove_prefix(dot + 1);
  }
}

bool is_service_name(std::string_view name) {
  return is_label(name) && kSmallLetters.find(name.front()) != std::string_view::npos;
}

bool is_port_name(std::string_view name) {
  return is_label(name) && name.size() <= kLongestPortName &&
         name.find_first_of(kSmallLetters) != std::string_view::npos &&
         name.find("--") == std::string_view::npos;
}

}  // namespace translator
