#include "cmd/explain_key.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cmd/text.h"
#include "translator/catalogue.h"

namespace cmd {
namespace {

// What is shown first about a key: what it did, what becomes of it, what is lost, what to do.
struct KeyPage {
  translator::AskedKey asked;
  const translator::KeyText* text = nullptr;
  std::vector<const translator::Rule*> rules;
};

std::vector<std::pair<std::string_view, std::string>> fields_of(const KeyPage& page) {
  const translator::KeyText& text = *page.text;
  std::vector<std::pair<std::string_view, std::string>> fields;
  if (!page.asked.class_field.empty() && text.key.find("spec.") == std::string_view::npos) {
    fields.emplace_back("Field", fmt::format("spec.{} of IngressClassParams says the same as {}, "
                                             "for all Ingresses of the class, and wins over it.",
                                             page.asked.class_field, text.key));
  }
  fields.emplace_back("On AWS", text.on_aws);
  fields.emplace_back("On GKE", text.on_gke);
  if (!page.rules.empty()) {
    fields.emplace_back("Why", page.rules.front()->why);
  }
  fields.emplace_back("Lost", text.lost.empty() ? "Nothing." : text.lost);
  fields.emplace_back("You can",
                      text.operator_can.empty() ? "Nothing needs to be done." : text.operator_can);
  return fields;
}

std::string text_of(const KeyPage& page, PageFormat format, const Look& look) {
  const bool markdown = format == PageFormat::markdown;
  std::string text = markdown ? fmt::format("## `{}`\n\n", printable(page.asked.key))
                              : styled(look, Style::strong, printable(page.asked.key)) + "\n\n";
  for (const auto& [label, sentence] : fields_of(page)) {
    text +=
        markdown ? fmt::format("- {}: {}\n", label, sentence) : text_field(look, label, sentence);
  }
  std::string_view label = "Rules";
  for (const translator::Rule* rule : page.rules) {
    text += markdown ? fmt::format("- Rule: `{}`\n", rule->id)
                     : text_field(look, std::exchange(label, ""),
                                  fmt::format("{0} (`eks2gke explain {0}`)", rule->id));
  }
  return text;
}

// A pattern speaks for an unknown attribute no more than for a known one: none is guessed.
KeyPage page_of_key(const std::string& word) {
  KeyPage page{.asked = translator::asked_key(word), .text = nullptr, .rules = {}};
  page.text = translator::text_for_key(page.asked.key);
  page.rules = translator::rules_for_key(translator::annotation_of(page.asked.key));
  const bool is_class = page.asked.key.compare(0, 6, "class ") == 0;
  if (is_class && page.rules.empty()) {
    const bool of_service = page.asked.key.find("/nlb") != std::string::npos;
    page.rules = translator::rules_for_key(of_service ? "/spec/loadBalancerClass"
                                                      : "kubernetes.io/ingress.class");
  }
  return page;
}

std::string cell(std::string_view text) {
  std::string cell;
  for (const char letter : text) {
    cell += letter == '|' ? "\\|" : std::string(1, letter);
  }
  return cell;
}

std::string prospect_table(translator::Prospect prospect, translator::KeyOwner owner) {
  std::string text = "| On AWS | On GKE | Lost | You can |\n|---|---|---|---|\n";
  for (const translator::KeyTopic& topic : translator::key_topics()) {
    for (const translator::KeyText& row :
         topic.owner == owner ? topic.texts : std::span<const translator::KeyText>()) {
      if (row.prospect == prospect) {
        text += fmt::format("| `{}`: {} | {} | {} | {} |\n", row.key, cell(row.on_aws),
                            cell(row.on_gke), cell(row.lost), cell(row.operator_can));
      }
    }
  }
  return text;
}

}  // namespace

std::string text_field(const Look& look, std::string_view name, std::string_view text) {
  constexpr std::size_t kColumn = 11;
  const std::string label = fmt::format("{:<{}}", name, kColumn);
  std::string lines = wrapped(text, {.first = kColumn, .rest = kColumn, .width = look.width});
  return styled(look, Style::faint, label) + lines.substr(std::min(kColumn, lines.size()));
}

std::optional<std::string> key_page(const std::string& word, PageFormat format, const Look& look) {
  const KeyPage page = page_of_key(word);
  return page.text == nullptr ? std::nullopt
                              : std::optional<std::string>(text_of(page, format, look));
}

std::string key_tables(translator::KeyOwner owner) {
  using translator::Prospect;
  const bool of_service = owner == translator::KeyOwner::service;
  std::string text = fmt::format(
      "<!-- From here to the end this page is made by `eks2gke explain --keys {}`. -->\n\n"
      "## Every key, one by one\n\n"
      "`eks2gke explain KEY` shows the same on a terminal, with the rule and its reason.\n",
      of_service ? "service" : "ingress");
  for (const auto& [title, prospect] :
       {std::pair("Carries over", Prospect::carries_over),
        std::pair("Needs a decision, or depends on its value", Prospect::decision),
        std::pair(of_service ? "Cannot be at a load balancer of GKE" : "Cannot be on GKE Ingress",
                  Prospect::cannot),
        std::pair("Falls away", Prospect::falls_away)}) {
    text += fmt::format("\n### {}\n\n{}", title, prospect_table(prospect, owner));
  }
  return text;
}

}  // namespace cmd
