#include "translator/ecr_host.h"

#include <gtest/gtest.h>

namespace {

using translator::ecr_api_hosts;
using translator::parse_ecr_host;

using Hosts = std::vector<std::string>;

struct Row {
  const char* host;
  const char* region;
  bool fips;
  bool dual_stack;
  Hosts api;
};

const Row kRows[] = {
    {"123456789012.dkr.ecr.us-east-1.amazonaws.com",
     "us-east-1",
     false,
     false,
     {"api.ecr.us-east-1.amazonaws.com"}},
    {"123456789012.dkr.ecr.ap-northeast-1.amazonaws.com",
     "ap-northeast-1",
     false,
     false,
     {"api.ecr.ap-northeast-1.amazonaws.com"}},
    {"123456789012.dkr.ecr.us-gov-west-1.amazonaws.com",
     "us-gov-west-1",
     false,
     false,
     {"api.ecr.us-gov-west-1.amazonaws.com"}},
    {"123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
     "us-gov-west-1",
     true,
     false,
     {"api.ecr-fips.us-gov-west-1.amazonaws.com", "ecr-fips.us-gov-west-1.amazonaws.com"}},
    {"123456789012.dkr-ecr.us-east-1.on.aws", "us-east-1", false, true, {"ecr.us-east-1.api.aws"}},
    {"123456789012.dkr-ecr-fips.us-east-1.on.aws",
     "us-east-1",
     true,
     true,
     {"ecr-fips.us-east-1.api.aws"}},
    {"123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
     "cn-north-1",
     false,
     false,
     {"api.ecr.cn-north-1.amazonaws.com.cn"}},
    {"123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn",
     "cn-north-1",
     false,
     true,
     {"ecr.cn-north-1.api.amazonwebservices.com.cn"}},
    {"123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
     "eusc-de-east-1",
     false,
     false,
     {"api.ecr.eusc-de-east-1.amazonaws.eu"}},
    {"123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov",
     "us-iso-east-1",
     false,
     false,
     {"api.ecr.us-iso-east-1.c2s.ic.gov"}},
    {"123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov",
     "us-isob-east-1",
     false,
     false,
     {"api.ecr.us-isob-east-1.sc2s.sgov.gov"}},
    {"123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk",
     "eu-isoe-west-1",
     false,
     false,
     {"api.ecr.eu-isoe-west-1.cloud.adc-e.uk"}},
    {"123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov",
     "us-isof-south-1",
     false,
     false,
     {"api.ecr.us-isof-south-1.csp.hci.ic.gov"}},
};

TEST(EcrHost, ReadsEveryForm) {
  for (const Row& row : kRows) {
    const auto host = parse_ecr_host(row.host);
    ASSERT_TRUE(host) << row.host;
    EXPECT_EQ(host->account, "123456789012") << row.host;
    EXPECT_EQ(host->region, row.region) << row.host;
    EXPECT_EQ(host->fips, row.fips) << row.host;
    EXPECT_EQ(host->dual_stack, row.dual_stack) << row.host;
    EXPECT_EQ(ecr_api_hosts(*host), row.api) << row.host;
  }
}

TEST(EcrHost, RefusesLookAlikes) {
  for (const char* host :
       {"", "docker.io", "public.ecr.aws", "12345678901.dkr.ecr.us-east-1.amazonaws.com",
        "1234567890123.dkr.ecr.us-east-1.amazonaws.com",
        "x123456789012.dkr.ecr.us-east-1.amazonaws.com",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com.example.org",
        "123456789012.dkr.ecr.us-east-1.amazonaws.comx",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com.",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com:443",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop",
        "123456789012.dkr.ecr.us-east-1.example.org",
        "123456789012.dkr.ecr.example.org.amazonaws.com", "123456789012.dkr.ecr..amazonaws.com",
        "123456789012.dkr.ecr.us-east-1amazonaws.com", "123456789012.dkrXecr.us-east-1.on.aws",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com\n",
        "evil.example#123456789012.dkr.ecr.us-east-1.amazonaws.com"}) {
    EXPECT_FALSE(parse_ecr_host(host)) << host;
  }
  EXPECT_FALSE(
      parse_ecr_host("123456789012.dkr.ecr." + std::string(100'000, 'a') + ".amazonaws.com"));
}

// The name is one of ECR, but no region of that partition: nobody there could give a token.
TEST(EcrHost, AsksNobodyForARegionOfAnotherPartition) {
  for (const char* host :
       {"123456789012.dkr.ecr.cn-north-1.amazonaws.com",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com.cn", "123456789012.dkr.ecr.x.amazonaws.com",
        "123456789012.dkr.ecr.US-EAST-1.amazonaws.com", "123456789012.dkr-ecr.cn-north-1.on.aws"}) {
    const auto parsed = parse_ecr_host(host);
    ASSERT_TRUE(parsed) << host;
    EXPECT_EQ(ecr_api_hosts(*parsed), Hosts{}) << host;
  }
}

TEST(EcrHost, KnowsThePublicOnes) {
  EXPECT_TRUE(translator::is_public_ecr_host("public.ecr.aws"));
  EXPECT_TRUE(translator::is_public_ecr_host("ecr-public.aws.com"));
  EXPECT_FALSE(translator::is_public_ecr_host("public.ecr.aws.example.org"));
}

TEST(EcrHost, NamesTheTokenServiceOfEachPartition) {
  EXPECT_EQ(translator::sts_host("us-east-1"), "sts.us-east-1.amazonaws.com");
  EXPECT_EQ(translator::sts_host("cn-north-1"), "sts.cn-north-1.amazonaws.com.cn");
  EXPECT_EQ(translator::sts_host("us-gov-west-1"), "sts.us-gov-west-1.amazonaws.com");
  EXPECT_EQ(translator::sts_host("eusc-de-east-1"), "sts.eusc-de-east-1.amazonaws.eu");
  for (const char* region : {"", "evil.example/x", "us-east-1.evil.example", "us-east"}) {
    EXPECT_EQ(translator::sts_host(region), "") << region;
  }
}

}  // namespace
