#include "translator/settings_parts/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace translator::settings_parts {
namespace {

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool is_alphanumeric(char c) { return is_one_of(c, kLower) || is_one_of(c, kDigits); }

bool all_of(std::string_view text, bool (*good)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), good);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(separator, at);
    parts.push_back(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) {
      return parts;
    }
    at = end + 1;
  }
}

std::optional<int> number(std::string_view text, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = error == std::errc() && end == text.data() + text.size() &&
                    all_of(text, [](char c) { return is_one_of(c, kDigits); });
  return good && value <= most ? std::optional(value) : std::nullopt;
}

bool is_ipv4(std::string_view text) {
  const auto parts = split(text, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return part.size() <= 3 && number(part, 255) && (part.size() == 1 || part[0] != '0');
         });
}

// RFC 4291 without the form that ends in an IPv4 address: AWS writes none.
bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap != std::string_view::npos && text.find("::", gap + 1) != std::string_view::npos) {
    return false;
  }
  std::size_t groups = 0;
  const auto take = [&groups](std::string_view side) {
    if (side.empty()) {
      return true;
    }
    const auto parts = split(side, ':');
    groups += parts.size();
    return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
      return part.size() <= 4 &&
             all_of(part, [](char c) { return is_one_of(c, "0123456789abcdefABCDEF"); });
    });
  };
  if (gap == std::string_view::npos) {
    return take(text) && groups == 8;
  }
  return take(text.substr(0, gap)) && take(text.substr(gap + 2)) && groups < 8;
}

}  // namespace

std::optional<std::int64_t> seconds_in(std::string_view text) {
  constexpr std::int64_t kMost = 24 * 3600;
  struct Unit {
    char letter;
    std::int64_t seconds;
  };
  constexpr std::array kUnits = {Unit{'h', 3600}, Unit{'m', 60}, Unit{'s', 1}};
  if (text == "0") {
    return 0;
  }
  std::int64_t sum = 0;
  auto unit = kUnits.begin();
  bool any = false;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of(kDigits), text.size());
    const auto value = number(text.substr(0, digits), kMost);
    if (!value || digits == text.size()) {
      return std::nullopt;
    }
    unit = std::find_if(unit, kUnits.end(),
                        [&](const Unit& one) { return one.letter == text[digits]; });
    if (unit == kUnits.end()) {
      return std::nullopt;
    }
    sum += *value * unit->seconds;
    ++unit;  // each unit once, the larger first
    text.remove_prefix(digits + 1);
    any = true;
  }
  return any && sum <= kMost ? std::optional(sum) : std::nullopt;
}

bool is_label(std::string_view text) {
  return text.size() <= 63 && all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; }) &&
         text.front() != '-' && text.back() != '-';
}

bool is_subdomain(std::string_view text) {
  const auto parts = split(text, '.');
  return text.size() <= 253 && std::all_of(parts.begin(), parts.end(), is_label);
}

bool is_object_name(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && is_label(text.substr(0, slash)) &&
         is_subdomain(text.substr(slash + 1));
}

bool is_google_name(std::string_view text) { return is_label(text) && is_one_of(text[0], kLower); }

bool is_certificate_arn(std::string_view text) {
  const auto parts = split(text, ':');
  const auto good = [](char c) {
    return is_alphanumeric(c) || (c >= 'A' && c <= 'Z') || is_one_of(c, "-_*/.+=,@");
  };
  if (parts.size() != 6 || parts[0] != "arn" || !all_of(parts[1], good) ||
      !all_of(parts[4], good) || !all_of(parts[5], good)) {
    return false;
  }
  return (parts[2] == "acm" && all_of(parts[3], good)) || (parts[2] == "iam" && parts[3].empty());
}

bool is_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return false;
  }
  const std::string_view address = text.substr(0, slash);
  const std::string_view length = text.substr(slash + 1);
  return length.size() <= 3 &&
         ((is_ipv4(address) && number(length, 32)) || (is_ipv6(address) && number(length, 128)));
}

bool is_protection_value(std::string_view text) {
  if (text.substr(0, 4) == "arn:") {
    const auto parts = split(text, ':');
    return parts.size() >= 6 && !parts[1].empty() && !parts[2].empty() && !parts[5].empty() &&
           text.find_first_of("* \t\n") == std::string_view::npos;
  }
  if (text.find_first_of("/:") != std::string_view::npos) {
    return is_cidr(text);
  }
  const bool word = all_of(text, [](char c) {
    return is_alphanumeric(c) || (c >= 'A' && c <= 'Z') || is_one_of(c, "-_");
  });
  return word && text.find_first_not_of(kDigits) != std::string_view::npos;
}

bool is_any_text(std::string_view text) { return !text.empty(); }

bool is_exact_value(std::string_view /*text*/) { return true; }

bool is_namespace_choice(std::string_view text) { return text == "*" || is_label(text); }

bool is_aws_policy_name(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\n") == std::string_view::npos;
}

bool is_registry_path(std::string_view text) {
  const auto parts = split(text, '/');
  const std::string_view host = parts[0];
  const bool good_host = host.find('.') != std::string_view::npos && is_subdomain(host);
  return good_host && text.size() <= 255 &&
         std::all_of(parts.begin() + 1, parts.end(), [](std::string_view part) {
           return all_of(part, [](char c) { return is_alphanumeric(c) || is_one_of(c, "-_."); }) &&
                  is_alphanumeric(part.front()) && is_alphanumeric(part.back());
         });
}

}  // namespace translator::settings_parts
