#include "cluster/url.h"

#include <gtest/gtest.h>

namespace cluster_tests {

namespace {

TEST(Url, Parsed) {
  struct Case {
    std::string text;
    bool tls;
    std::string authority;
    std::string host;
    std::string target;
  };
  const std::vector<Case> cases = {
      {"http://a", false, "a:80", "a", "/"},
      {"https://a", true, "a:443", "a", "/"},
      {"HTTPS://a.test:6443/", true, "a.test:6443", "a.test", "/"},
      {"https://[fd00::1]:6443/k8s/c?x=1#y", true, "[fd00::1]:6443", "fd00::1", "/k8s/c?x=1"},
      {"https://[::1]", true, "[::1]:443", "::1", "/"},
      {"https://a?q=%20", true, "a:443", "a", "/?q=%20"},
      {"https://a#frag", true, "a:443", "a", "/"},
      {"http://127.0.0.1:9000/bucket/x.tar.gz?X-Amz-Signature=0a1b", false, "127.0.0.1:9000",
       "127.0.0.1", "/bucket/x.tar.gz?X-Amz-Signature=0a1b"},
  };
  for (const auto& expected : cases) {
    const auto url = cluster::parse_url(expected.text);
    ASSERT_TRUE(url) << expected.text << ": " << url.error().text();
    EXPECT_EQ(url->tls, expected.tls) << expected.text;
    EXPECT_EQ(url->authority(), expected.authority) << expected.text;
    EXPECT_EQ(url->host, expected.host) << expected.text;
    EXPECT_EQ(url->target, expected.target) << expected.text;
  }
}

TEST(Url, Refused) {
  for (const std::string text :
       {"", "a", "ftp://a", "//a", "http://", "http://:80", "http://a:", "http://a:0",
        "http://a:65536", "http://a:8o", "http://[::1", "http://[::1]x", "http://[]:80",
        "http://u:p@a", "http://a b", "http://a/\r\nX: y", "https:///path"}) {
    const auto url = cluster::parse_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_TRUE(text.size() < 4 || url.error().text().find(text) == std::string::npos) << text;
  }
}

TEST(Url, PercentEncoded) {
  EXPECT_EQ(cluster::percent_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(cluster::percent_encoded("a=b, c\xc3\xa4/"), "a%3Db%2C%20c%C3%A4%2F");
}

}  // namespace

}  // namespace cluster_tests
