#include "translator/key_text.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "translator/aws_names.h"
#include "translator/catalogue.h"
#include "translator/rules/class_fields.h"
#include "translator/settings_yaml.h"

namespace {

using translator::asked_key;
using translator::KeyText;
using translator::Prospect;
using translator::Rule;
using translator::text_for_key;

bool has_texts(const Rule& rule) {
  return rule.id.substr(0, 8) == "ingress-" || rule.id.substr(0, 8) == "service-" ||
         rule.id == "aws-finalizer" || rule.id == "pull-secret-ecr";
}

TEST(KeyTexts, EveryKeyOfARowAboutTrafficHasItsTexts) {
  std::size_t count = 0;
  for (const Rule* rule : translator::all_rules()) {
    for (const std::string_view key : has_texts(*rule) ? rule->keys : decltype(rule->keys){}) {
      const KeyText* text = text_for_key(key);
      ASSERT_NE(text, nullptr) << rule->id << " names " << key;
      EXPECT_EQ(text->key, key) << "only a wider pattern speaks of it";
      ++count;
    }
  }
  EXPECT_GE(count, 150U);
}

TEST(KeyTexts, EveryTextIsOfAKeyThatARowNames) {
  std::set<std::string_view> keys;
  for (const KeyText* text : translator::all_key_texts()) {
    EXPECT_TRUE(keys.insert(text->key).second) << text->key << " stands twice";
    const bool of_class =
        text->key.substr(0, 6) == "class " || text->key.substr(0, 18) == "IngressClassParams";
    EXPECT_TRUE(of_class ||
                !translator::rules_for_key(translator::annotation_of(text->key)).empty())
        << text->key;
  }
}

TEST(KeyTexts, SayWhatTheirProspectPromises) {
  for (const KeyText* text : translator::all_key_texts()) {
    for (const std::string_view sentence : {text->on_aws, text->on_gke}) {
      EXPECT_FALSE(sentence.empty()) << text->key;
    }
    for (const std::string_view sentence :
         {text->on_aws, text->on_gke, text->lost, text->operator_can}) {
      EXPECT_TRUE(sentence.empty() || sentence.back() == '.') << text->key << ": " << sentence;
      EXPECT_EQ(sentence.find("  "), std::string_view::npos) << text->key << ": " << sentence;
    }
    if (text->prospect == Prospect::decision || text->prospect == Prospect::cannot) {
      EXPECT_FALSE(text->operator_can.empty()) << text->key;
    }
    if (text->prospect == Prospect::cannot) {
      EXPECT_FALSE(text->lost.empty()) << text->key;
    }
  }
}

constexpr const char* kIngress =
    R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})";
constexpr const char* kService =
    R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"tcp","namespace":"shop","annotations":{}},"spec":{"type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb","ports":[{"port":80}]}})";

bool is_of_service(const std::string& key) {
  return key.substr(0, translator::kServicePrefix.size()) == translator::kServicePrefix;
}

// The findings of the whole Ingress or Service with one annotation.
std::vector<translator::Finding> findings_with(const std::string& key, const std::string& value) {
  translator::Json ingress = support::json(is_of_service(key) ? kService : kIngress);
  ingress["metadata"]["annotations"][key] = value;
  const auto surroundings = support::backup("[]");
  std::vector<translator::Finding> findings;
  for (const Rule* rule : translator::rules_for_key(key)) {
    const auto context =
        translator::context_for(ingress, surroundings, translator::default_settings(), &ingress);
    for (const auto& finding : rule->apply(ingress, context).findings) {
      findings.push_back(finding);
    }
  }
  return findings;
}

// A name that the texts explain is one that the rows know.
TEST(KeyTexts, AttributesAreThoseOfTheRows) {
  std::size_t count = 0;
  for (const KeyText* text : translator::all_key_texts()) {
    const std::size_t colon = text->key.find(": ");
    if (colon == std::string_view::npos) {
      continue;
    }
    std::string key(text->key.substr(0, colon));
    std::string name(text->key.substr(colon + 2));
    std::replace(name.begin(), name.end(), '*', 'x');
    if (key.back() == '*') {
      key = key.substr(0, key.size() - 1) + (is_of_service(key) ? "TCP-443" : "HTTPS-443");
    }
    ++count;
    const bool is_sort = is_of_service(key) && name == "stickiness.type";
    for (const auto& finding : findings_with(key, name + (is_sort ? "=source_ip" : "=7"))) {
      EXPECT_NE(finding.verdict, translator::Verdict::unknown) << text->key << finding.message;
    }
  }
  EXPECT_GE(count, 40U);
  const auto findings =
      findings_with("alb.ingress.kubernetes.io/load-balancer-attributes", "odd=7");
  EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.verdict == translator::Verdict::unknown;
  }));
}

// Texts of Services promise what their rows do.
TEST(KeyTexts, OfServicesAreTrueToTheRows) {
  using translator::Verdict;
  std::size_t count = 0;
  for (const KeyText* text : translator::all_key_texts()) {
    std::string key(text->key);
    const std::size_t colon = key.find(": ");
    const bool decided = text->prospect == Prospect::decision;
    if (!is_of_service(key) || decided) {
      continue;
    }
    std::string value = key.find("proxy-protocol") == std::string::npos ? "internal" : "*";
    if (colon != std::string::npos) {
      value = key.substr(colon + 2) + "=true";
      key = key.substr(0, colon);
    }
    value = key.find("-internal") == std::string::npos ? value : "true";
    std::replace(key.begin(), key.end(), '*', '1');
    Verdict worst = Verdict::translated;
    for (const auto& finding : findings_with(key, value)) {
      worst = std::max(worst, finding.verdict);
    }
    const bool lost = worst >= Verdict::needs_action;
    EXPECT_EQ(lost, text->prospect == Prospect::cannot) << text->key << "=" << value;
    ++count;
  }
  EXPECT_GE(count, 40U);
}

TEST(KeyTexts, EveryFieldOfIngressClassParamsIsExplained) {
  const auto fields = translator::rules::class_field_names();
  EXPECT_GE(fields.size(), 20U);
  for (const std::string_view field : fields) {
    const auto asked = asked_key("IngressClassParams spec." + std::string(field));
    EXPECT_NE(text_for_key(asked.key), nullptr) << field;
    EXPECT_EQ(asked.class_field, field);
  }
  EXPECT_EQ(translator::nearest_name("IngressClassParams spec.inboundCIDR"),
            "IngressClassParams spec.inboundCIDRs");
}

TEST(KeyTexts, AreFoundAsPeopleWriteThem) {
  const std::string prefix = "alb.ingress.kubernetes.io/";
  EXPECT_EQ(asked_key("success-codes").key, prefix + "success-codes");
  EXPECT_EQ(asked_key(prefix + "scheme: internal").key, prefix + "scheme");
  EXPECT_EQ(asked_key(prefix + "scheme=internal").key, prefix + "scheme");
  EXPECT_EQ(asked_key("load-balancer-attributes:idle_timeout.timeout_seconds=5").key,
            prefix + "load-balancer-attributes: idle_timeout.timeout_seconds");
  EXPECT_EQ(asked_key("actions.forward").key, prefix + "actions.forward");
  EXPECT_EQ(asked_key("aws-load-balancer-type: nlb").key,
            "service.beta.kubernetes.io/aws-load-balancer-type");
  EXPECT_EQ(asked_key("loadBalancerClass").key, "/spec/loadBalancerClass");
  EXPECT_EQ(asked_key("service.k8s.aws/nlb").key, "class service.k8s.aws/nlb");
  EXPECT_EQ(asked_key("alb").key, "class alb");
  EXPECT_EQ(asked_key("IngressClassParams spec.certificateARNs").key, prefix + "certificate-arn");
  EXPECT_EQ(asked_key("IngressClassParams spec.certificateARNs").class_field, "certificateARNs");
  EXPECT_EQ(asked_key("spec.nothing").key, "spec.nothing");
  EXPECT_EQ(asked_key("").key, "");
  // No guess about an attribute that nobody knows.
  for (const char* word : {"listener-attributes.HTTPS-443: odd", "target-group-attributes: odd"}) {
    EXPECT_EQ(asked_key(word).key, prefix + word);
    EXPECT_EQ(text_for_key(asked_key(word).key), nullptr) << word;
  }
  const KeyText* header = text_for_key(
      prefix + "listener-attributes.HTTPS-443: routing.http.response.x_frame_options.header_value");
  ASSERT_NE(header, nullptr);
  EXPECT_NE(header->on_aws.find("X-Frame-Options"), std::string_view::npos);
  EXPECT_EQ(text_for_key(prefix + "load-balancer-attributes: nothing"), nullptr);
  EXPECT_EQ(text_for_key("shop.example.com/colour"), nullptr);
}

// Every block of YAML behind the words "settings" in docs/ingress.md is obeyed as it stands.
TEST(IngressPage, SettingsOfThePageAreObeyed) {
  std::ifstream file(std::string(SOURCE_FOLDER) + "/docs/ingress.md");
  std::stringstream page;
  page << file.rdbuf();
  const std::string text = page.str();
  const std::string begin = "<!-- settings -->\n```yaml\n";
  std::size_t blocks = 0;
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    const std::size_t from = at + begin.size();
    const std::string block = text.substr(from, text.find("```", from) - from);
    const translator::Settings settings = translator::parse_settings(block);
    EXPECT_TRUE(settings.problems.empty())
        << block << (settings.problems.empty() ? "" : settings.problems.front().message);
    EXPECT_NE(settings, translator::default_settings()) << block;
    ++blocks;
  }
  EXPECT_GE(blocks, 5U);
  EXPECT_EQ(blocks + 1, [&] {  // one block more shows an object, and no settings
    std::size_t count = 0;
    for (std::size_t at = text.find("```yaml"); at != std::string::npos;
         at = text.find("```yaml", at + 1)) {
      ++count;
    }
    return count;
  }());
}

}  // namespace
