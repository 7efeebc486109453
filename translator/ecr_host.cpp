#include "translator/ecr_host.h"

#include <array>
#include <regex>

namespace translator {
namespace {

// A DNS name has at most 253 characters; a longer text would only cost time and stack.
constexpr std::size_t kMostHostLength = 253;

struct Row {
  const char* regions;
  AwsPartition partition;
};

// Source: partitions.json of botocore 1.35 and of the SDKs.
const std::array kPartitions = {
    Row{"cn-[a-z]+-\\d+", {"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"}},
    Row{"us-gov-[a-z]+-\\d+", {"aws-us-gov", "amazonaws.com", "api.aws"}},
    Row{"eusc-[a-z]+-[a-z]+-\\d+", {"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu"}},
    Row{"us-iso-[a-z]+-\\d+", {"aws-iso", "c2s.ic.gov", ""}},
    Row{"us-isob-[a-z]+-\\d+", {"aws-iso-b", "sc2s.sgov.gov", ""}},
    Row{"eu-isoe-[a-z]+-\\d+", {"aws-iso-e", "cloud.adc-e.uk", ""}},
    Row{"us-isof-[a-z]+-\\d+", {"aws-iso-f", "csp.hci.ic.gov", ""}},
    Row{"(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\\d+", {"aws", "amazonaws.com", "api.aws"}},
};

// The suffix of registries with IPv6 in the partition; "" for none.
std::string_view dual_stack_registry_suffix(const AwsPartition& partition) {
  return partition.dual_stack_suffix == "api.aws" ? "on.aws"
         : partition.dual_stack_suffix == "api.amazonwebservices.com.cn"
             ? "on.amazonwebservices.com.cn"
             : "";
}

std::string dotted(std::string_view service, std::string_view region, std::string_view suffix) {
  return std::string(service) + "." + std::string(region) + "." + std::string(suffix);
}

}  // namespace

std::optional<EcrHost> parse_ecr_host(std::string_view host) {
  static const std::regex kHost(
      R"((\d{12})\.dkr[.-]ecr(-fips)?\.([a-zA-Z0-9][a-zA-Z0-9_-]*)\.)"
      R"((amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn)|sc2s\.sgov\.gov|)"
      R"(c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov))");
  std::match_results<std::string_view::const_iterator> parts;
  if (host.size() > kMostHostLength || !std::regex_match(host.begin(), host.end(), parts, kHost)) {
    return std::nullopt;
  }
  EcrHost result;
  result.account = parts[1];
  result.fips = parts[2].matched;
  result.region = parts[3];
  result.suffix = parts[4];
  result.dual_stack = result.suffix.compare(0, 3, "on.") == 0;
  return result;
}

bool is_private_ecr_host(std::string_view host) { return parse_ecr_host(host).has_value(); }

bool is_public_ecr_host(std::string_view host) {
  return host == "public.ecr.aws" || host == "ecr-public.aws.com";
}

const AwsPartition* partition_of_region(std::string_view region) {
  if (region.size() > kMostHostLength) {
    return nullptr;
  }
  for (const Row& row : kPartitions) {
    if (std::regex_match(region.begin(), region.end(), std::regex(row.regions))) {
      return &row.partition;
    }
  }
  return nullptr;
}

std::vector<std::string> ecr_api_hosts(const EcrHost& host) {
  const AwsPartition* partition = partition_of_region(host.region);
  if (partition == nullptr) {
    return {};
  }
  if (host.dual_stack) {
    if (host.suffix != dual_stack_registry_suffix(*partition)) {
      return {};
    }
    return {dotted(host.fips ? "ecr-fips" : "ecr", host.region, partition->dual_stack_suffix)};
  }
  if (host.suffix != partition->suffix) {
    return {};
  }
  if (!host.fips) {
    return {dotted("api.ecr", host.region, host.suffix)};
  }
  // The newest rules of the SDKs name the first, older endpoint tables the second.
  return {dotted("api.ecr-fips", host.region, host.suffix),
          dotted("ecr-fips", host.region, host.suffix)};
}

std::string sts_host(std::string_view region) {
  const AwsPartition* partition = partition_of_region(region);
  return partition == nullptr ? "" : dotted("sts", region, partition->suffix);
}

}  // namespace translator
