#include "aws/network.h"

#include <gtest/gtest.h>

namespace {

aws::Variables only(const std::string& name, const std::string& value) {
  return [name, value](const std::string& asked) { return asked == name ? value : ""; };
}

TEST(Network, TakesTheEndpointsOfEcrAndSts) {
  const auto ecr = aws::network_of(only("AWS_ENDPOINT_URL_ECR", "https://ecr.example:8443"));
  ASSERT_TRUE(ecr) << ecr.error().text();
  ASSERT_TRUE(ecr->ecr_endpoint);
  EXPECT_EQ(ecr->ecr_endpoint->authority(), "ecr.example:8443");
  EXPECT_FALSE(ecr->sts_endpoint);
  const auto sts = aws::network_of(only("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:5000/"));
  ASSERT_TRUE(sts) << sts.error().text();
  EXPECT_EQ(sts->sts_endpoint->authority(), "127.0.0.1:5000");
}

// On Velero it points at a look-alike of S3.
TEST(Network, NeverTheGeneralEndpoint) {
  const auto network = aws::network_of(only("AWS_ENDPOINT_URL", "https://s3.example"));
  ASSERT_TRUE(network) << network.error().text();
  EXPECT_FALSE(network->ecr_endpoint);
  EXPECT_FALSE(network->sts_endpoint);
}

TEST(Network, RefusesWhatIsNoEndpoint) {
  for (const char* text : {"ecr.example", "ftp://ecr.example", "https://ecr.example/path",
                           "https://user:password@ecr.example"}) {
    const auto network = aws::network_of(only("AWS_ENDPOINT_URL_ECR", text));
    ASSERT_FALSE(network) << text;
    EXPECT_EQ(network.error().where, "AWS_ENDPOINT_URL_ECR");
  }
  EXPECT_FALSE(aws::network_of(only("AWS_CA_BUNDLE", "/nowhere/at/all.pem")));
}

}  // namespace
