#include "translator/key_text.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/objects.h"
#include "translator/catalogue.h"
#include "translator/rules/class_fields.h"
#include "translator/settings_yaml.h"

namespace {

using translator::asked_key;
using translator::KeyText;
using translator::Prospect;
using translator::Rule;
using translator::text_for_key;

bool is_about_ingresses(const Rule& rule) {
  return rule.id.substr(0, 8) == "ingress-" || rule.id == "aws-finalizer";
}

TEST(KeyTexts, EveryKeyOfAnIngressRowHasItsTexts) {
  std::size_t count = 0;
  for (const Rule* rule : translator::all_rules()) {
    for (const std::string_view key :
         is_about_ingresses(*rule) ? rule->keys : decltype(rule->keys){}) {
      const KeyText* text = text_for_key(key);
      ASSERT_NE(text, nullptr) << rule->id << " names " << key;
      EXPECT_EQ(text->key, key) << "only a wider pattern speaks of it";
      ++count;
    }
  }
  EXPECT_GE(count, 90U);
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

// The findings of the whole Ingress with one annotation.
std::vector<translator::Finding> findings_with(const std::string& key, const std::string& value) {
  translator::Json ingress = support::json(
      R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb"}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})");
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
      key = key.substr(0, key.size() - 1) + "HTTPS-443";
    }
    ++count;
    for (const auto& finding : findings_with(key, name + "=7")) {
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
