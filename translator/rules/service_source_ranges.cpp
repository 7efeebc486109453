// Who may connect to a LoadBalancer Service.

#include <algorithm>
#include <arpa/inet.h>
#include <array>

#include <fmt/format.h>

#include "translator/aws_service.h"
#include "translator/aws_values.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

constexpr std::string_view kRangesAnnotation =
    "service.beta.kubernetes.io/load-balancer-source-ranges";
const Pointer kRangesField("/spec/loadBalancerSourceRanges");

struct Ranges {
  std::string key;
  std::vector<std::string> cidrs;
};

// The field wins over the annotation, on AWS and on GKE.
Ranges ranges_of(const Json& service) {
  Ranges ranges{.key = kRangesField.to_string(), .cidrs = {}};
  for (const Json& cidr : array_at(service, kRangesField)) {
    ranges.cidrs.push_back(cidr.is_string() ? cidr.get<std::string>() : to_text(cidr));
  }
  if (ranges.cidrs.empty()) {
    ranges.key = kRangesAnnotation;
    ranges.cidrs = aws_list(annotation(service, kRangesAnnotation).value_or(""));
  }
  return ranges;
}

// "IPv4" or "IPv6" of a CIDR; "" when it is none (a bare address is none, for GKE too).
std::string family_of(const std::string& cidr) {
  const std::size_t slash = cidr.find('/');
  if (slash == std::string::npos) {
    return "";
  }
  const std::string address = cidr.substr(0, slash);
  const auto length = aws_integer(cidr.substr(slash + 1));
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  if (length && inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
    return *length >= 0 && *length <= 32 ? "IPv4" : "";
  }
  if (length && inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
    return *length >= 0 && *length <= 128 ? "IPv6" : "";
  }
  return "";
}

std::vector<std::string> families_of(const Json& service) {
  std::vector<std::string> families;
  for (const Json& family : array_at(service, Pointer("/spec/ipFamilies"))) {
    if (family.is_string()) {
      families.push_back(family.get<std::string>());
    }
  }
  return families.empty() ? std::vector<std::string>{"IPv4"} : families;
}

Outcome service_source_ranges(const Json& service, const Context& context) {
  const AwsService read = read_aws_service(service, context);
  const Ranges ranges = ranges_of(service);
  if (read.owner == ServiceOwner::none || !read.is_load_balancer || ranges.cidrs.empty()) {
    return {};
  }
  Outcome outcome;
  const std::string written = fmt::format("{}", fmt::join(ranges.cidrs, ","));
  for (const std::string& cidr : ranges.cidrs) {
    if (family_of(cidr).empty()) {
      outcome.findings.push_back(
          say(Verdict::refused,
              {.key = ranges.key,
               .from = written,
               .message = fmt::format("'{}' is no CIDR; GKE would make the load balancer and fail "
                                      "at its firewall.",
                                      cidr),
               .next_step = "Write an address range such as 203.0.113.7/32."}));
      return outcome;
    }
  }
  for (const std::string& family : families_of(service)) {
    const bool covered =
        std::any_of(ranges.cidrs.begin(), ranges.cidrs.end(),
                    [&](const std::string& cidr) { return family_of(cidr) == family; });
    if (!covered) {
      outcome.findings.push_back(
          say(Verdict::refused,
              {.key = ranges.key,
               .from = written,
               .message = fmt::format("No range is of family {}, which the Service uses: GKE would "
                                      "open that family to everybody.",
                                      family),
               .next_step = fmt::format("Add a range of family {}, or take the family out of "
                                        "spec.ipFamilies.",
                                        family)}));
    }
  }
  if (outcome.findings.empty()) {
    outcome.findings.push_back(
        say(Verdict::translated, {.key = ranges.key,
                                  .from = written,
                                  .to = written,
                                  .message = "GKE's firewall lets in the same address ranges."}));
  }
  return outcome;
}

constexpr std::array<std::string_view, 2> kRangesKeys = {
    "/spec/loadBalancerSourceRanges", "service.beta.kubernetes.io/load-balancer-source-ranges"};

const std::array kRules = {
    Rule{
        .id = "service-source-ranges",
        .summary = "Service: the list of allowed clients is kept, and refused where GKE would open "
                   "more.",
        .why = "GKE reads the ranges per IP family: a family without a range is open to "
               "everybody, and one range that is no CIDR leaves the firewall unmade.",
        .resources = kServices,
        .keys = kRangesKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{"service.beta.kubernetes.io/aws-load-balancer-type":"nlb"}},"spec":{"type":"LoadBalancer","ipFamilies":["IPv4","IPv6"],"loadBalancerSourceRanges":["203.0.113.0/24"]}})",
             .says = "would open that family to everybody"},
        .apply = service_source_ranges},
};

}  // namespace

std::span<const Rule> service_source_ranges() { return kRules; }

}  // namespace translator::rules
