// Each key that a controller of AWS has ever read is claimed by exactly one row, that row stands in
// docs/rules.md, the key's value makes a difference (or is said to be harmless, and makes none),
// and no key goes without a finding.

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/coverage/key_rows.h"
#include "tests/support/golden_case.h"
#include "tests/support/laws.h"
#include "tests/support/objects.h"
#include "translator/catalogue.h"

namespace {

using support::key_base;
using support::key_rows;
using support::KeyRow;
using support::KeyTrial;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Translation;
using translator::Verdict;

Translation translation_of(const KeyTrial& trial) {
  auto result = trial.translation();
  EXPECT_TRUE(result) << trial.item();
  return result ? std::move(result->translation) : Translation{};
}

// The names of the AWS keys alone: what is left of a key in the result is no difference.
bool is_of_aws(const std::string& key) {
  return key.rfind("alb.ingress.kubernetes.io/", 0) == 0 ||
         key.rfind("service.beta.kubernetes.io/", 0) == 0;
}

// What a restore makes of the object: our own annotations quote the input, so they are left out.
std::string outcome_of(const Translation& translation) {
  Translation plain = translation;
  plain.object = support::without_bookkeeping(std::move(plain.object));
  if (plain.fate == Fate::untouched) {
    plain.fate = Fate::translated;
  }
  std::string text = translation.fate == Fate::parked ? "parked\n" : "";
  for (Json& document : support::result_documents(plain)) {
    text += document.dump() + "\n";
  }
  return text;
}

std::string text_of_file(const std::string& name) {
  std::ifstream stream(std::string(SOURCE_FOLDER) + "/" + name);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// The part of docs/rules.md about one row.
std::string chapter_of(const std::string& page, std::string_view rule) {
  const std::string heading = "\n### " + std::string(rule) + "\n";
  const std::size_t begin = page.find(heading);
  if (begin == std::string::npos) {
    return "";
  }
  return page.substr(begin, page.find("\n### ", begin + heading.size()) - begin);
}

TEST(KeyCoverage, EachKeyIsClaimedByExactlyOneRow) {
  std::set<std::string> keys;
  std::set<std::string_view> rules;
  const std::string page = text_of_file("docs/rules.md");
  for (const KeyRow& row : key_rows()) {
    SCOPED_TRACE(row.title());
    const auto claimed = translator::rules_for_key(row.key);
    EXPECT_EQ(claimed.size(), 1U);
    keys.insert(row.key);
    for (const translator::Rule* rule : claimed) {
      rules.insert(rule->id);
      const std::string chapter = chapter_of(page, rule->id);
      EXPECT_NE(chapter.find("Keys:"), std::string::npos) << rule->id << " is not in docs/rules.md";
      EXPECT_TRUE(std::any_of(rule->keys.begin(), rule->keys.end(), [&](std::string_view key) {
        const std::string line = "\n- `" + std::string(key) + "`";
        return chapter.find(line) != std::string::npos;
      })) << rule->id;
    }
  }
  std::cout << "[ COVERAGE ] " << key_rows().size() << " rows for " << keys.size()
            << " keys, claimed by " << rules.size() << " rules\n";
}

// Keys of pods: the bases of the files are Ingresses and Services.
bool is_about_pods(const translator::Rule& rule) {
  return std::any_of(rule.resources.begin(), rule.resources.end(),
                     [](const translator::Resource& resource) {
                       return resource.action == translator::Action::workload;
                     });
}

// The other way round: a key that a row names, and that the files do not hold, is not proven.
TEST(KeyCoverage, EachKeyOfTheCatalogueIsInTheFiles) {
  for (const translator::Rule* rule : translator::all_rules()) {
    for (std::string_view pattern : rule->keys) {
      if (!is_of_aws(std::string(pattern)) || is_about_pods(*rule)) {
        continue;
      }
      const bool family = pattern.back() == '*';
      pattern.remove_suffix(family ? 1 : 0);
      EXPECT_TRUE(std::any_of(key_rows().begin(), key_rows().end(),
                              [&](const KeyRow& row) {
                                return family ? row.key.rfind(pattern, 0) == 0 : row.key == pattern;
                              }))
          << rule->id << ": " << pattern;
    }
  }
}

// Null when no finding names the key, or the attribute inside its value: that may be what AWS takes
// for granted, and then the key alone is spoken of.
const Finding* finding_about(const KeyRow& row, const Translation& translation,
                             bool with_attribute) {
  for (const Finding& finding : translation.findings) {
    const std::string text = finding.key + " " + finding.from + " " + finding.message;
    const bool named =
        (row.is_finalizer ? finding.from : finding.key).find(row.key) != std::string::npos;
    if (named && finding.rule != "leftover" &&
        (!with_attribute || text.find(row.attribute) != std::string::npos)) {
      return &finding;
    }
  }
  return nullptr;
}

// What a restore makes of one value; notes when the value goes without an understanding finding.
struct Answer {
  std::string outcome;
  std::string findings;
};

Answer answer_to(const KeyRow& row, const support::KeyBase& base,
                 const std::optional<std::string>& value) {
  std::optional<Json> text;
  if (value) {
    text = row.text_of(*value);
  }
  const Translation translation = translation_of(trial_of(row, base, text));
  Answer answer{outcome_of(translation), support::findings_document(translation).dump(1)};
  if (value && (is_of_aws(row.key) || value == row.values.back())) {
    const Finding* finding = finding_about(row, translation, value == row.values.back());
    EXPECT_NE(finding, nullptr) << "nothing is said of " << *value << ": " << answer.findings;
    EXPECT_TRUE(!row.harmless || finding == nullptr || finding->verdict != Verdict::unknown)
        << answer.findings;
  }
  return answer;
}

// A key that AWS invents tomorrow, or a slip: of each known key the name with one more letter.
TEST(KeyCoverage, AKeyThatNobodyKnowsIsToldKeptAndParksAPublicObject) {
  std::set<std::string> keys;
  for (const KeyRow& row : key_rows()) {
    const std::string key = row.key + "Q";
    if (!is_of_aws(key) || key.rfind("service.beta.kubernetes.io/load-", 0) == 0 ||
        !translator::rules_for_key(key).empty() || !keys.insert(key).second) {
      continue;
    }
    SCOPED_TRACE(key);
    const bool of_service = key.rfind("service.", 0) == 0;
    KeyRow unknown = row;
    unknown.key = key;
    unknown.with = Json::object();
    for (const bool is_public : {false, true}) {
      const std::string base =
          of_service ? (is_public ? "nlb-public" : "nlb") : (is_public ? "public" : "inside");
      const Translation translation =
          translation_of(trial_of(unknown, key_base(base), Json("something")));
      const Finding* finding = finding_about(unknown, translation, false);
      ASSERT_NE(finding, nullptr);
      // Inside the network a name like those of protections parks all the same.
      EXPECT_TRUE(finding->verdict == Verdict::unknown ||
                  (!is_public && finding->verdict == Verdict::refused))
          << support::findings_document(translation).dump(1);
      EXPECT_EQ(translation.fate == Fate::parked,
                is_public || finding->verdict == Verdict::refused);
      const Json original = support::undone(translation.object);
      EXPECT_EQ(support::annotation_of(original, key), "something");
    }
  }
  EXPECT_GT(keys.size(), 100U);
}

TEST(KeyCoverage, EachValueMakesADifferenceOrIsHarmless) {
  for (const KeyRow& row : key_rows()) {
    for (const std::string& name : row.bases) {
      SCOPED_TRACE(row.title() + " on " + name);
      const Answer first = answer_to(row, key_base(name), row.values.front());
      const Answer second = answer_to(row, key_base(name), row.values.back());
      if (row.harmless) {
        EXPECT_EQ(first.outcome, second.outcome);
      } else {
        EXPECT_FALSE(first.outcome == second.outcome)
            << first.outcome << first.findings << second.findings;
      }
    }
  }
}

}  // namespace
