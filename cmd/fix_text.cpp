#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "cmd/conversion.h"
#include "cmd/finding_text.h"
#include "cmd/fix.h"
#include "cmd/text.h"

namespace cmd {
namespace {

using translator::Json;

struct Words {
  const char* done;
  const char* planned;
  const char* key;
  Style style;
};

Words words_for(FixState state) {
  switch (state) {
    case FixState::translated:
      return {"translated", "to be translated", "translated", Style::good};
    case FixState::parked:
      return {"parked", "to be parked", "parked", Style::caution};
    case FixState::dns_released:
      return {"dns released", "dns to be released", "dnsReleased", Style::good};
    case FixState::finished:
      return {"let go", "to be let go", "finished", Style::good};
    case FixState::deleting:
      return {"being deleted", "being deleted", "deleting", Style::caution};
    case FixState::failed:
      break;
  }
  return {"failed", "would fail", "failed", Style::bad};
}

std::string word_for(const Fixed& fixed, bool applied) {
  const Words words = words_for(fixed.state);
  if (fixed.state == FixState::parked && !fixed.is_changed()) {
    return "still parked";
  }
  return applied ? words.done : words.planned;
}

constexpr std::size_t kWordWidth = 20;

std::string line_of(const Fixed& fixed, bool applied, const Look& look) {
  std::string text =
      styled(look, words_for(fixed.state).style,
             fmt::format("{:<{}}", word_for(fixed, applied), kWordWidth)) +
      fmt::format("{} {}\n", fixed.report.object.kind, printable(label_of(fixed.report.object)));
  const Margins margins{.first = kWordWidth, .rest = kWordWidth, .width = look.width};
  if (!fixed.problem.empty()) {
    text += wrapped(printable(fixed.problem), margins);
  }
  const auto next = translator::annotation(fixed.after, "eks2gke.io/next-step");
  if (fixed.state == FixState::parked && next && !next->empty()) {
    text += wrapped("Next: " + printable(*next), margins);
  }
  return text;
}

// As `diff` has it: the objects, and once each what is made for them.
Conversion conversion_of(const Fix& fix) {
  Conversion conversion;
  std::vector<translator::ObjectName> made;
  for (const Fixed& fixed : fix.objects) {
    for (const translator::Companion& companion : fixed.companions) {
      if (std::find(made.begin(), made.end(), companion.name) == made.end()) {
        made.push_back(companion.name);
        conversion.objects.push_back({.before = {},
                                      .after = companion.object,
                                      .report = {.object = companion.name,
                                                 .fate = translator::Fate::translated,
                                                 .summary = {},
                                                 .findings = {},
                                                 .companions = {},
                                                 .patched = {}}});
      }
    }
    conversion.objects.push_back(
        {.before = fixed.before, .after = fixed.after, .report = fixed.report});
  }
  return conversion;
}

std::map<std::string, std::size_t> counts_of(const Fix& fix) {
  std::map<std::string, std::size_t> counts;
  for (const Fixed& fixed : fix.objects) {
    ++counts[word_for(fixed, fix.applied)];
  }
  return counts;
}

std::string summary_of(const Fix& fix) {
  std::string summary;
  bool changes = false;
  for (const auto& [word, count] : counts_of(fix)) {
    summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", count, word);
  }
  for (const Fixed& fixed : fix.objects) {
    changes = changes || fixed.is_changed();
  }
  if (fix.right > 0) {
    summary += fmt::format("{}{} right already", summary.empty() ? "" : ", ", fix.right);
  }
  if (summary.empty()) {
    return "Nothing of AWS is left in the Ingresses and Services, and none is parked.\n";
  }
  return summary + "\n" +
         (changes && !fix.applied ? "Nothing was changed; --apply does it.\n" : "");
}

}  // namespace

Json to_json(const Fix& fix) {
  Json items = Json::array();
  Json totals = {{"right", fix.right}};
  for (const Fixed& fixed : fix.objects) {
    const char* key = words_for(fixed.state).key;
    Json item = translator::to_json(fixed.report);
    item["state"] = key;
    item["changed"] = fixed.is_changed();
    item["problem"] = fixed.problem;
    items.push_back(std::move(item));
    totals[key] = totals.value(key, 0) + 1;
  }
  return {{"schema", "eks2gke.io/fix/v1"},
          {"applied", fix.applied},
          {"items", std::move(items)},
          {"warnings", fix.warnings},
          {"totals", std::move(totals)}};
}

std::string to_text(const Fix& fix, const Look& look) {
  std::string text;
  if (!fix.applied) {
    text += differences_text(conversion_of(fix), look, {.before = "now", .after = "fixed"});
  }
  for (const Fixed& fixed : fix.objects) {
    text += line_of(fixed, fix.applied, look);
    if (fix.applied) {
      text += findings_text(fixed.report.findings, look, kWordWidth);
    }
  }
  return text + (text.empty() ? "" : "\n") + summary_of(fix);
}

}  // namespace cmd
