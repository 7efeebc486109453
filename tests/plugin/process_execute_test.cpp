#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plugin/plugin_under_test.h"

namespace plugin_test {
namespace {

using testing::HasSubstr;

class ExecuteCalls : public RunningPlugin {};

struct Unchanged {
  const char* plugin;
  std::string item;
};

// Objects without AWS marks, in spellings that a careless round trip through a JSON library would
// not keep: escapes, nulls, limits of 64 bits, empty maps, blanks, key order.
std::vector<Unchanged> unchanged_items() {
  const std::string odd =
      R"("annotations":{"a":"\u003cb\u003e\u0026\u2028\u2029","b":"\/\u00e9\ud83d\ude00\u0000","c":"","é":"é"},)"
      R"("labels":{},"creationTimestamp":null,"generation":9223372036854775807,)"
      R"("managedFields":[{"fieldsV1":{"f:metadata":{"f:labels":{}}}}],)";
  return {
      {"eks2gke.io/ingress",
       R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":{)" + odd +
           R"("name":"web","namespace":"shop"},"spec":{"ingressClassName":"nginx","rules":null,"unknownField":{"z":1,"a":[]}}})"},
      {"eks2gke.io/service",
       R"({"apiVersion":"v1","kind":"Service","metadata":{)" + odd +
           R"("name":"web","namespace":"shop"},"spec":{"type":"ClusterIP","a":-9223372036854775808,"b":18446744073709551615,"ports":[{"port":80}]}})"},
      {"eks2gke.io/service",
       " {\n\t\"kind\" : \"Service\" , \"apiVersion\":\"v1\",\"metadata\":{\"name\":\"s\"}, "
       "\"spec\":{ }\r\n}\n"},
      {"eks2gke.io/pull-secret",
       R"({"apiVersion":"v1","kind":"Secret","metadata":{)" + odd +
           R"("name":"db"},"data":{"password":"c2VjcmV0"},"type":"Opaque"})"},
      {"eks2gke.io/workload",
       R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{)" + odd +
           R"("name":"web"},"spec":{"template":{"spec":{"containers":[{"name":"c","image":"nginx","resources":{}}],"readinessGates":[]}}}})"},
      {"eks2gke.io/aws-only",
       R"({"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{)" + odd +
           R"("name":"deny"},"spec":{"podSelector":{}}})"},
      {"eks2gke.io/aws-only",
       R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"x.example.com"},"spec":{"preserveUnknownFields":false}})"},
      // metadata may be null or absent, and a kind may be one that no rule knows.
      {"eks2gke.io/ingress",
       R"({"kind":"Ingress","apiVersion":"networking.k8s.io/v1","metadata":null})"},
      {"eks2gke.io/service",
       R"({"kind":"Service","metadata":{"annotations":null,"labels":null,"finalizers":null,"name":null},"spec":null})"},
      {"eks2gke.io/workload", R"({"kind":"Pod","apiVersion":"v1"})"},
      {"eks2gke.io/workload", R"({"kind":"Stranger","apiVersion":"example.com/v1","spec":[]})"},
  };
}

TEST_F(ExecuteCalls, WhatHasNoAwsMarkComesBackByteForByte) {
  for (const auto& [plugin, item] : unchanged_items()) {
    const auto answer = execute(plugin, item);
    ASSERT_TRUE(answer) << answer.error().text() << "\n" << item;
    EXPECT_EQ(answer->item, item);
    EXPECT_FALSE(answer->skip_restore) << item;
    EXPECT_EQ(answer->operation_id, "") << item;
    EXPECT_EQ(answer->additional_items, 0U) << item;
  }
  // Nothing is said about them; only, once, that there is no cluster to ask.
  EXPECT_TRUE(lines_.says("the backup cannot be read"));
  EXPECT_EQ(lines_.all().size(), 1U);
}

TEST_F(ExecuteCalls, MalformedItemsAreErrorsAndTheProcessLives) {
  const std::vector<std::string> items = {
      "",
      "{",
      "null",
      "[{}]",
      R"("x")",
      "{}",
      R"({"kind":""})",
      R"({"kind":7})",
      R"({"kind":"Pod"} {})",
      "\xff\xfe",
      "{\"kind\":\"Pod\",\"a\":\"\xc3(\"}",  // NOLINT(modernize-raw-string-literal): raw bytes
  };
  for (const std::string& item : items) {
    const auto answer = execute("eks2gke.io/workload", item);
    ASSERT_FALSE(answer) << item.substr(0, 100);
    EXPECT_THAT(answer.error().text(), HasSubstr("code = Unknown"));
    EXPECT_EQ(answer.error().text().find('\n'), std::string::npos);
    EXPECT_LT(answer.error().text().size(), 4096U);
  }
  EXPECT_TRUE(execute("eks2gke.io/workload", R"({"kind":"Pod","apiVersion":"v1"})"));
}

// Deep enough to overflow the stack of a careless parser.
TEST_F(ExecuteCalls, TheDeepestNestingDoesNotEndTheProcess) {
  for (const std::size_t depth : {std::size_t{1000}, std::size_t{1'000'000}}) {
    const std::string item = R"({"kind":"Service","apiVersion":"v1","spec":)" +
                             std::string(depth, '[') + std::string(depth, ']') + "}";
    const auto answer = execute("eks2gke.io/service", item);
    EXPECT_TRUE(!answer || !answer->item.empty());
    EXPECT_TRUE(host_->list_plugins());
  }
}

TEST_F(ExecuteCalls, AnUnknownActionIsAnError) {
  for (const char* name : {"", "eks2gke.io/", "eks2gke.io/ingres", "velero.io/service"}) {
    const auto answer = execute(name, R"({"kind":"Service"})");
    ASSERT_FALSE(answer) << name;
    EXPECT_THAT(answer.error().text(), HasSubstr("code = Unknown"));
  }
  EXPECT_TRUE(execute("eks2gke.io/service", R"({"kind":"Service"})"));
}

TEST_F(ExecuteCalls, TheRestoreObjectMayBeAnything) {
  const std::string item = R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"s"}})";
  for (const char* restore :
       {"", "{}", "null", "nonsense", R"({"spec":{"namespaceMapping":{"shop":"new"}}})",
        R"({"metadata":{"uid":1},"spec":{"namespaceMapping":{"a":null}}})"}) {
    const auto answer = execute("eks2gke.io/service", item, restore);
    ASSERT_TRUE(answer) << restore << answer.error().text();
    EXPECT_EQ(answer->item, item);
  }
}

TEST_F(ExecuteCalls, AnItemOfTwentyMebibytesPasses) {
  const std::string item =
      R"({"kind":"Secret","apiVersion":"v1","metadata":{"name":"big"},"data":{"x":")" +
      std::string(std::size_t{20} << 20U, 'A') + "\"}}";
  const auto answer = execute("eks2gke.io/pull-secret", item);
  ASSERT_TRUE(answer) << answer.error().text();
  EXPECT_TRUE(answer->item == item);
}

TEST_F(ExecuteCalls, ConcurrentCallsGetTheirOwnAnswers) {
  std::vector<std::thread> callers;
  callers.reserve(8);
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([this, caller] {
      for (int i = 0; i < 50; ++i) {
        const std::string item = R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"s)" +
                                 std::to_string(caller) + "-" + std::to_string(i) + "\"}}";
        const auto answer = execute("eks2gke.io/service", item);
        ASSERT_TRUE(answer) << answer.error().text();
        EXPECT_EQ(answer->item, item);
      }
    });
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
  EXPECT_TRUE(host_->streams_open());
}

TEST_F(ExecuteCalls, TheOtherCallsAreAnswered) {
  const auto progress = host_->progress("eks2gke.io/ingress", "unknown-operation", kRestore);
  ASSERT_TRUE(progress) << progress.error().text();
  EXPECT_TRUE(progress->present);
  EXPECT_TRUE(progress->completed);
  EXPECT_EQ(progress->error, "");
  EXPECT_NE(progress->description, "");
  EXPECT_TRUE(host_->cancel("eks2gke.io/ingress", "unknown-operation", kRestore));
  const auto ready = host_->are_additional_items_ready("eks2gke.io/ingress", kRestore);
  ASSERT_TRUE(ready);
  EXPECT_TRUE(*ready);
  EXPECT_TRUE(host_->check_health(""));
  EXPECT_TRUE(host_->check_health("plugin"));
  EXPECT_FALSE(host_->check_health("other"));
}

}  // namespace
}  // namespace plugin_test
