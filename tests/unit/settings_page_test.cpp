// docs/settings.md says what the reader of the settings knows: no entry more, no entry less, and
// its examples are read without a problem.

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "translator/settings_yaml.h"

namespace {

using translator::parse_settings;
using translator::Settings;

std::string page() {
  const std::ifstream file(SOURCE_FOLDER "/docs/settings.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> yaml_blocks() {
  const std::string text = page();
  const std::string open = "```yaml\n";
  std::vector<std::string> blocks;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    blocks.push_back(text.substr(at, text.find("\n```", at) + 1 - at));
  }
  return blocks;
}

// What the reader names when it is asked for a key that is nowhere near any.
std::vector<std::string> known_keys(const std::string& text) {
  const Settings settings = parse_settings(text);
  EXPECT_EQ(settings.problems.size(), 1U) << text;
  const std::string& step = settings.problems.front().next_step;
  const std::string head = "Known here: ";
  EXPECT_EQ(step.rfind(head, 0), 0U) << step;
  std::vector<std::string> keys;
  std::istringstream list(step.substr(head.size()));
  for (std::string key; list >> key;) {
    keys.push_back(key.substr(0, key.find_first_of(",.")));
  }
  return keys;
}

constexpr const char* kFarFromAnyKey = "qqqqqqqqqqqqqqqqqqqqqqqqqqqq: 1";

std::set<std::string> entries_of_the_reader() {
  std::set<std::string> entries;
  for (const std::string& key : known_keys(kFarFromAnyKey)) {
    const bool is_section = key == "ingress" || key == "service" || key == "pullSecrets";
    if (!is_section) {
      entries.insert(key);
      continue;
    }
    for (const std::string& below : known_keys(key + ": {" + kFarFromAnyKey + "}")) {
      entries.insert(key + "." + below);
    }
  }
  return entries;
}

struct PageEntries {
  std::set<std::string> all;
  std::set<std::string> not_in_effect;
};

PageEntries entries_of_the_page() {
  const std::string text = page();
  const std::string open = "\n### `";
  PageEntries entries;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    const std::string name = text.substr(at, text.find('`', at) - at);
    std::string said = text.substr(at, text.find("\n#", at) - at);
    for (char& c : said) {
      c = c == '\n' ? ' ' : c;
    }
    entries.all.insert(name);
    if (said.find("*Not in effect yet.*") != std::string::npos) {
      entries.not_in_effect.insert(name);
    }
  }
  return entries;
}

TEST(SettingsPage, DescribesEveryEntryAndNoOther) {
  EXPECT_EQ(entries_of_the_page().all, entries_of_the_reader());
}

TEST(SettingsPage, MarksTheEntriesThatDoNothingYet) {
  const auto list = translator::entries_not_in_effect();
  EXPECT_EQ(entries_of_the_page().not_in_effect, std::set<std::string>(list.begin(), list.end()));
}

TEST(SettingsPage, ItsExamplesAreReadWithoutProblems) {
  const auto blocks = yaml_blocks();
  ASSERT_EQ(blocks.size(), 2U);
  for (const std::string& block : blocks) {
    const auto file = translator::parse_settings_file(block);
    EXPECT_NE(file.settings, translator::default_settings());
    for (const auto& problem : file.settings.problems) {
      ADD_FAILURE() << problem.line << ": " << problem.message << "\n" << block;
    }
  }
}

TEST(SettingsPage, TheLargeExampleHasEveryEntry) {
  const std::string example = "\n" + yaml_blocks().back();
  for (const std::string& entry : entries_of_the_reader()) {
    const std::size_t dot = entry.find('.');
    const std::string line =
        dot == std::string::npos ? "\n" + entry + ":" : "\n  " + entry.substr(dot + 1) + ":";
    EXPECT_NE(example.find(line), std::string::npos) << entry;
  }
}

TEST(SettingsPage, AnEntryWithoutEffectIsNamed) {
  const Settings settings = parse_settings(
      "dns: hold\npullSecrets: {strategy: keep, create: true, rewrite: }\ningress: {addresses: "
      "{a/b: c}}\n");
  EXPECT_EQ(settings.problems.size(), 0U);
  EXPECT_EQ(settings.not_in_effect, (std::vector<std::string>{"pullSecrets.create"}));
}

}  // namespace
