#include "translator/aws_values.h"

#include <gtest/gtest.h>

#include "translator/aws_names.h"

namespace {

using translator::aws_bool;
using translator::aws_integer;
using translator::aws_list;
using translator::aws_map;
using translator::AwsMap;

TEST(AwsValues, BooleansAreGoBooleans) {
  for (const char* text : {"1", "t", "T", "TRUE", "true", "True"}) {
    EXPECT_EQ(aws_bool(text), true) << text;
  }
  for (const char* text : {"0", "f", "F", "FALSE", "false", "False"}) {
    EXPECT_EQ(aws_bool(text), false) << text;
  }
  for (const char* text : {"", "yes", "on", "tRUE", " true", "0.0.0.0/0"}) {
    EXPECT_EQ(aws_bool(text), std::nullopt) << text;
  }
}

TEST(AwsValues, IntegersHaveNoUnitsOrBlanks) {
  EXPECT_EQ(aws_integer("0"), 0);
  EXPECT_EQ(aws_integer("-5"), -5);
  EXPECT_EQ(aws_integer("+5"), 5);
  EXPECT_EQ(aws_integer("9223372036854775807"), 9223372036854775807);
  for (const char* text : {"", "5s", " 5", "5 ", "1e3", "0x10", "+-5", "9223372036854775808"}) {
    EXPECT_EQ(aws_integer(text), std::nullopt) << text;
  }
}

TEST(AwsValues, ListsDropEmptyParts) {
  EXPECT_EQ(aws_list("a, b ,,c,"), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(aws_list("").empty());
  EXPECT_TRUE(aws_list(" , ").empty());
}

struct MapCase {
  const char* text;
  AwsMap map;
};

TEST(AwsValues, MapsSplitAtTheFirstEquals) {
  const MapCase cases[] = {
      {"", {}},
      {"a=1", {{"a", "1"}}},
      {"a=1,b=2", {{"a", "1"}, {"b", "2"}}},
      {" a = 1 , b = 2 ", {{"a", "1"}, {"b", "2"}}},
      {"a=x=y", {{"a", "x=y"}}},
      {"a=", {{"a", ""}}},
      // a comma separates only when a '=' follows somewhere
      {"a=1,b", {{"a", "1,b"}}},
      {R"(a=1\,b=2)", {{"a", "1,b=2"}}},
      {R"(a\=b=c)", {{"a=b", "c"}}},
      // the block form of the EKS guide
      {"a=1\nb=2\n", {{"a", "1"}, {"b", "2"}}},
  };
  for (const MapCase& map : cases) {
    const auto read = aws_map(map.text);
    ASSERT_TRUE(read) << map.text;
    EXPECT_EQ(*read, map.map) << map.text;
  }
}

TEST(AwsValues, MapsTellThePlaceOfWhatIsWrong) {
  EXPECT_EQ(aws_map("a").error().where, "pair 1");
  EXPECT_EQ(aws_map("a=1,=2").error().where, "pair 2");
  EXPECT_NE(aws_map("a").error().what.find("key=value"), std::string::npos);
}

TEST(AwsValues, TheLastOfTwoEqualKeysCounts) {
  EXPECT_EQ(translator::value_of({{"a", "1"}, {"a", "2"}}, "a"), "2");
  EXPECT_EQ(translator::value_of({}, "a"), std::nullopt);
}

TEST(AwsNames, Finalizers) {
  for (const char* text :
       {"ingress.k8s.aws/resources", "group.ingress.k8s.aws/edge", "service.k8s.aws/resources",
        "elbv2.k8s.aws/resources", "gateway.k8s.aws/gatewayclass", "gateway.k8s.aws/nlb",
        "gateway.k8s.aws/alb", "gateway.k8s.aws/targetgroupconfigurations",
        "gateway.k8s.aws/loadbalancerconfigurations", "gateway.k8s.aws/listenerruleconfigurations",
        "aga.k8s.aws/resources", "networking.k8s.aws/resources", "networking.k8s.aws/anp-resources",
        "networking.k8s.aws/cnp-resources", "networking.k8s.aws/resource-cleanup",
        "karpenter.sh/termination", "karpenter.k8s.aws/termination",
        "finalizers.s3.services.k8s.aws/Bucket", "external-attacher/ebs-csi-aws-com"}) {
    EXPECT_TRUE(translator::is_aws_finalizer(text)) << text;
  }
  for (const char* text :
       {"", "foregroundDeletion", "kubernetes.io/pvc-protection", "notk8s.aws/x",
        "service.kubernetes.io/load-balancer-cleanup", "networking.gke.io/ingress-finalizer-V2",
        "external-attacher/pd-csi-storage-gke-io", "example.org/k8s.aws"}) {
    EXPECT_FALSE(translator::is_aws_finalizer(text)) << text;
  }
}

TEST(AwsNames, LoadBalancerHosts) {
  for (const char* host :
       {"internal-a0b1-123.ap-northeast-1.elb.amazonaws.com",
        "k8s-shop-0a1b.elb.ap-northeast-1.amazonaws.com", "x.cn-north-1.elb.amazonaws.com.cn"}) {
    EXPECT_TRUE(translator::is_elb_hostname(host)) << host;
  }
  for (const char* host : {"", "amazonaws.com", "s3.amazonaws.com", "a.elb.example.org",
                           "x.elb.amazonaws.com.example.org"}) {
    EXPECT_FALSE(translator::is_elb_hostname(host)) << host;
  }
}

TEST(AwsNames, LoadBalancerKeys) {
  EXPECT_TRUE(translator::is_aws_load_balancer_key("alb.ingress.kubernetes.io/x"));
  EXPECT_TRUE(
      translator::is_aws_load_balancer_key("service.beta.kubernetes.io/aws-load-balancer-type"));
  EXPECT_TRUE(translator::is_aws_load_balancer_key("service.beta.kubernetes.io/actions.TCP-80"));
  EXPECT_FALSE(translator::is_aws_load_balancer_key(
      "service.beta.kubernetes.io/load-balancer-source-ranges"));
  EXPECT_FALSE(translator::is_aws_load_balancer_key("nginx.ingress.kubernetes.io/x"));
}

}  // namespace
