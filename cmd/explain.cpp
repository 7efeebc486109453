#include "cmd/explain.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "cmd/explain_key.h"
#include "cmd/text.h"
#include "translator/catalogue.h"
#include "translator/key_text.h"

namespace cmd {
namespace {

using translator::Rule;

using Rules = std::vector<const Rule*>;

// Rows without a function stand for what the translation as a whole says.
constexpr std::string_view kGeneral = "general";

// "ingress" of "ingress-class".
std::string_view topic_of(const Rule& rule) {
  return rule.apply == nullptr ? kGeneral : rule.id.substr(0, rule.id.find('-'));
}

Rules sorted_rules() {
  const auto all = translator::all_rules();
  Rules rules(all.begin(), all.end());
  std::sort(rules.begin(), rules.end(), [](const Rule* a, const Rule* b) {
    const bool a_last = topic_of(*a) == kGeneral;
    const bool b_last = topic_of(*b) == kGeneral;
    return std::tie(a_last, a->id) < std::tie(b_last, b->id);
  });
  return rules;
}

// Part of docs/rules.md.
struct Section {
  std::string title;
  Rules rules;
};

// Rules of Ingresses are many: they are told apart by what their keys are about.
std::string section_title(const Rule& rule) {
  const std::string topic(topic_of(rule));
  if (topic != "ingress") {
    return topic;
  }
  const auto topics = translator::key_topics();
  const auto about = std::find_if(topics.begin(), topics.end(), [&](const auto& candidate) {
    return std::any_of(candidate.texts.begin(), candidate.texts.end(), [&](const auto& text) {
      return !rule.keys.empty() && text.key == rule.keys.front();
    });
  });
  return about == topics.end() ? "ingress: what its keys have in common"
                               : fmt::format("ingress: {}", about->title);
}

std::vector<Section> sections() {
  std::vector<Section> sections;
  for (const Rule* rule : sorted_rules()) {
    const std::string title = section_title(*rule);
    auto section = std::find_if(sections.begin(), sections.end(),
                                [&](const Section& other) { return other.title == title; });
    if (section == sections.end()) {
      sections.push_back({.title = title, .rules = {}});
      section = std::prev(sections.end());
    }
    section->rules.push_back(rule);
  }
  // Sections of one topic stay together; "general" is the last, as in sorted_rules().
  return sections;
}

std::string resources_text(const Rule& rule, std::string_view quote) {
  std::string text;
  for (const translator::Resource& resource : rule.resources) {
    text += fmt::format("{}{}{}{}", text.empty() ? "" : ", ", quote, resource.qualified(), quote);
  }
  return text;
}

// JSON examples are shown with one member a line; anything else as it is written.
std::string example_text(std::string_view example) {
  const auto document = translator::parse_json(example);
  return document ? document->value.dump(2) : std::string(example);
}

std::string indented(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += "  " + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string text_example(const translator::Example& example, const Look& look) {
  const auto part = [&](std::string_view title, std::string_view json) {
    return styled(look, Style::faint, title) + "\n" + indented(example_text(json));
  };
  std::string text = "\n" + part("Before", example.before);
  if (!example.with.empty()) {
    text += part("With these objects in the backup", example.with);
  }
  if (!example.settings.empty()) {
    text += styled(look, Style::faint, "With these settings") + "\n  " +
            std::string(example.settings) + "\n";
  }
  text += part("After", example.after.empty() ? "unchanged" : example.after);
  return text + text_field(look, "It says", fmt::format("\"... {} ...\"", example.says));
}

std::string text_page(const Rule& rule, const Look& look) {
  std::string text = styled(look, Style::strong, rule.id) + "\n\n";
  text += wrapped(rule.summary, {.first = 0, .rest = 0, .width = look.width});
  text += wrapped(rule.why, {.first = 0, .rest = 0, .width = look.width});
  text += "\n";
  if (!rule.resources.empty()) {
    text += text_field(look, "Resources", resources_text(rule, ""));
  }
  std::string_view label = "Keys";
  for (const std::string_view key : rule.keys) {
    text += text_field(look, std::exchange(label, ""), key);
  }
  return text + (rule.example.before.empty() ? "" : text_example(rule.example, look));
}

std::string markdown_example(const translator::Example& example) {
  const auto part = [](std::string_view title, std::string_view json) {
    return fmt::format("{}:\n\n```json\n{}\n```\n\n", title, example_text(json));
  };
  std::string text = part("Before", example.before);
  if (!example.with.empty()) {
    text += part("With these objects in the backup", example.with);
  }
  if (!example.settings.empty()) {
    text += fmt::format("With these settings:\n\n```yaml\n{}\n```\n\n", example.settings);
  }
  text += example.after.empty() ? "After: unchanged.\n\n" : part("After", example.after);
  text += fmt::format("It says: \"... {} ...\"\n\n", example.says);
  return "<details><summary>Example</summary>\n\n" + text + "</details>\n\n";
}

std::string markdown_page(const Rule& rule) {
  std::string text = fmt::format("### {}\n\n{}\n{}\n\n", rule.id, rule.summary, rule.why);
  if (!rule.resources.empty()) {
    text += "Resources: " + resources_text(rule, "`") + "\n\n";
  }
  if (!rule.keys.empty()) {
    text += "Keys:\n\n";
    for (const std::string_view key : rule.keys) {
      text += fmt::format("- `{}`\n", key);
    }
    text += "\n";
  }
  return text + (rule.example.before.empty() ? "" : markdown_example(rule.example));
}

std::string page(const Rule& rule, PageFormat format, const Look& look) {
  return format == PageFormat::markdown ? markdown_page(rule) : text_page(rule, look);
}

std::string pages(const Rules& rules, PageFormat format, const Look& look) {
  std::string text;
  for (const Rule* rule : rules) {
    if (format == PageFormat::text && !text.empty()) {
      text += "\n" + std::string(look.width / 2, '-') + "\n\n";
    }
    text += page(*rule, format, look);
  }
  if (format == PageFormat::markdown && !text.empty()) {
    text.pop_back();  // pages end with an empty line; the file does not
  }
  return text;
}

// True for a kind that only AWS has, as people write it: TargetGroupBinding, targetgroupbindings,
// targetgroupbindings.elbv2.k8s.aws.
bool is_kind_of_aws(const translator::Resource& resource, std::string_view name) {
  const bool of_aws = resource.group.find("aws") != std::string_view::npos;
  return of_aws &&
         (name == resource.kind || name == resource.plural || name == resource.qualified());
}

// The rules that a word on the command line means.
Rules rules_named(const std::string& name) {
  if (const Rule* rule = translator::rule_by_id(name)) {
    return {rule};
  }
  Rules rules = sorted_rules();
  std::erase_if(rules, [&](const Rule* rule) {
    const auto& resources = rule->resources;
    return topic_of(*rule) != name &&
           std::none_of(resources.begin(), resources.end(),
                        [&](const auto& resource) { return is_kind_of_aws(resource, name); });
  });
  return rules;
}

// The rows of a key; a prefix is often asked for without what follows its '/'.
Rules rules_of_key(const std::string& key) {
  Rules rules = translator::rules_for_key(key);
  return rules.empty() ? translator::rules_for_key(key + "/") : rules;
}

}  // namespace

std::string rule_list(PageFormat format, const Look& look) {
  std::string text;
  if (format == PageFormat::markdown) {
    for (const Section& section : sections()) {
      text += fmt::format("{}**{}**\n\n", text.empty() ? "" : "\n", section.title);
      for (const Rule* rule : section.rules) {
        text += fmt::format("- [`{0}`](#{0}): {1}\n", rule->id, rule->summary);
      }
    }
    return text;
  }
  std::string_view topic;
  for (const Rule* rule : sorted_rules()) {
    if (topic_of(*rule) != topic) {
      text += text.empty() ? "" : "\n";
      topic = topic_of(*rule);
      text += styled(look, Style::strong, topic) + "\n";
    }
    text += fmt::format("  {}\n", rule->id) +
            wrapped(rule->summary, {.first = 6, .rest = 6, .width = look.width});
  }
  return text;
}

std::string rule_pages(PageFormat format, const Look& look) {
  if (format == PageFormat::text) {
    return pages(sorted_rules(), format, look);
  }
  std::string text =
      "# Rules\n\nWhat is translated, and why. This page is made by `eks2gke explain --all -o "
      "markdown`; `eks2gke explain RULE` shows the same on a terminal. For the keys of an Ingress "
      "and of a Service, one by one, see [ingress.md](ingress.md) and "
      "[service.md](service.md).\n\n## Contents\n\n" +
      rule_list(format, look);
  for (const Section& section : sections()) {
    text += fmt::format("\n## {}\n\n", section.title) + pages(section.rules, format, look);
  }
  return text;
}

translator::Result<std::string> rule_page(const std::string& name, PageFormat format,
                                          const Look& look) {
  const Rules rules = rules_named(name);
  if (!rules.empty()) {
    return pages(rules, format, look);
  }
  if (const auto page = key_page(name, format, look)) {
    return *page;
  }
  const std::string key = translator::asked_key(name).key;
  if (const Rules of_key = rules_of_key(key); !of_key.empty()) {
    return pages(of_key, format, look);
  }
  const std::string near = translator::nearest_name(name);
  return translator::Error{
      .what = fmt::format("there is no rule and no AWS key \"{}\"; {}", printable(name),
                          near.empty() ? "`eks2gke explain` lists all rules"
                                       : fmt::format("did you mean \"{}\"?", near)),
      .where = ""};
}

}  // namespace cmd
