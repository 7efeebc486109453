#include "translator/network_policy.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>

namespace translator {
namespace {

constexpr unsigned kBits = 32;

struct Range {
  std::uint32_t first = 0;
  unsigned prefix = 0;
};

std::optional<unsigned> number(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value <= most ? std::optional(value) : std::nullopt;
}

std::uint32_t mask_of(unsigned prefix) { return prefix == 0 ? 0 : ~0U << (kBits - prefix); }

// IPv4 only: Google's ranges above are. Nothing for every other text.
std::optional<Range> parse_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto prefix = number(text.substr(slash + 1), kBits);
  std::string_view rest = text.substr(0, slash);
  std::uint32_t address = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = part < 3 ? rest.find('.') : rest.size();
    const auto byte =
        dot == std::string_view::npos ? std::nullopt : number(rest.substr(0, dot), 255);
    if (!byte) {
      return std::nullopt;
    }
    address = address << 8U | *byte;
    rest = part < 3 ? rest.substr(dot + 1) : rest;
  }
  if (!prefix) {
    return std::nullopt;
  }
  return Range{.first = address & mask_of(*prefix), .prefix = *prefix};
}

bool contains(const Range& outer, const Range& inner) {
  return outer.prefix <= inner.prefix && (inner.first & mask_of(outer.prefix)) == outer.first;
}

bool overlap(const Range& a, const Range& b) { return contains(a, b) || contains(b, a); }

bool peer_lets_in(const Json& peer, const Range& range) {
  const auto outer = parse_range(string_at(peer, Pointer("/ipBlock/cidr")).value_or(""));
  if (!outer || !contains(*outer, range)) {
    return false;
  }
  const Json& except = array_at(peer, Pointer("/ipBlock/except"));
  return std::none_of(except.begin(), except.end(), [&range](const Json& hole) {
    const auto inner = hole.is_string() ? parse_range(hole.get<std::string>()) : std::nullopt;
    return inner && overlap(*inner, range);
  });
}

bool port_matches(const Json& entry, const Json& port) {
  if (string_at(entry, Pointer("/protocol")).value_or("TCP") != "TCP") {
    return false;
  }
  const Json* from = find(entry, Pointer("/port"));
  if (from == nullptr) {
    return true;  // all ports
  }
  const Json* to = find(entry, Pointer("/endPort"));
  if (to != nullptr && to->is_number_integer() && from->is_number_integer() &&
      port.is_number_integer()) {
    const auto wanted = port.get<std::int64_t>();
    return from->get<std::int64_t>() <= wanted && wanted <= to->get<std::int64_t>();
  }
  return *from == port;
}

// An absent or empty list of peers or of ports means all of them.
bool rule_lets_in(const Json& rule, const Range& range, const Json& port) {
  const Json& ports = array_at(rule, Pointer("/ports"));
  const Json& peers = array_at(rule, Pointer("/from"));
  return (ports.empty() || std::any_of(ports.begin(), ports.end(),
                                       [&](const Json& one) { return port_matches(one, port); })) &&
         (peers.empty() || std::any_of(peers.begin(), peers.end(), [&](const Json& peer) {
            return peer_lets_in(peer, range);
          }));
}

bool expression_holds(const Json& expression, const Json& labels) {
  const auto key = string_at(expression, Pointer("/key"));
  const std::string comparison = string_at(expression, Pointer("/operator")).value_or("");
  const bool has = key && labels.is_object() && labels.contains(*key);
  const Json& values = array_at(expression, Pointer("/values"));
  const bool among = has && std::find(values.begin(), values.end(), labels[*key]) != values.end();
  return (comparison == "In" && among) || (comparison == "NotIn" && !among) ||
         (comparison == "Exists" && has) || (comparison == "DoesNotExist" && !has);
}

}  // namespace

bool selects(const Json& selector, const Json& labels) {
  if (const Json* wanted = find(selector, Pointer("/matchLabels"))) {
    for (const auto& [key, value] : wanted->items()) {
      if (!labels.is_object() || !labels.contains(key) || labels[key] != value) {
        return false;
      }
    }
  }
  const Json& expressions = array_at(selector, Pointer("/matchExpressions"));
  return std::all_of(expressions.begin(), expressions.end(),
                     [&labels](const Json& one) { return expression_holds(one, labels); });
}

bool isolates_ingress(const Json& policy) {
  const Json& types = array_at(policy, Pointer("/spec/policyTypes"));
  return types.empty() || std::find(types.begin(), types.end(), "Ingress") != types.end();
}

bool lets_in(const Json& policy, std::string_view range, const Json& port) {
  const auto wanted = parse_range(range);
  const Json& rules = array_at(policy, Pointer("/spec/ingress"));
  return wanted && std::any_of(rules.begin(), rules.end(),
                               [&](const Json& rule) { return rule_lets_in(rule, *wanted, port); });
}

bool applies_to(const Json& policy, const Json& labels) {
  static const Json kEverything = Json::object();
  const Json* selector = find(policy, Pointer("/spec/podSelector"));
  return isolates_ingress(policy) && selects(selector ? *selector : kEverything, labels);
}

std::vector<std::string> cut_off(const std::vector<const Json*>& policies, const Json& labels,
                                 const std::vector<Json>& ports) {
  std::vector<const Json*> isolating;
  std::copy_if(policies.begin(), policies.end(), std::back_inserter(isolating),
               [&labels](const Json* policy) { return applies_to(*policy, labels); });
  const auto is_open = [&](std::string_view range) {
    return isolating.empty() ||
           std::any_of(isolating.begin(), isolating.end(), [&](const Json* one) {
             return std::any_of(ports.begin(), ports.end(),
                                [&](const Json& port) { return lets_in(*one, range, port); });
           });
  };
  std::vector<std::string> ranges;
  for (const std::string_view range : kGoogleRanges) {
    if (!is_open(range)) {
      ranges.emplace_back(range);
    }
  }
  return ranges;
}

}  // namespace translator
