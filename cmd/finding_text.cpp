#include "cmd/finding_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "cmd/text.h"

namespace cmd {
namespace {

using translator::Finding;
using translator::Verdict;

constexpr std::size_t kMostOfValue = 200;

// "internal -> gce-internal"; "" when there is nothing to say.
std::string change_text(const Finding& finding) {
  if (finding.from.empty() && finding.to.empty()) {
    return "";
  }
  const std::string from = shortened(finding.from, kMostOfValue);
  if (finding.to.empty()) {
    return "value: " + from;
  }
  const std::string to = shortened(finding.to, kMostOfValue);
  return finding.from.empty() ? "set: " + to : from + " -> " + to;
}

// A command is to be copied: it stays one line.
std::string next_text(const std::string& next_step, const Margins& margins) {
  const bool command = next_step.starts_with("kubectl ") || next_step.starts_with("gcloud ");
  const std::string text = "Next: " + printable(next_step);
  return command ? std::string(margins.first, ' ') + text + "\n" : wrapped(text, margins);
}

std::string one_finding(const Finding& finding, const Look& look, std::size_t indent) {
  const Margins margins{.first = indent + 2, .rest = indent + 2, .width = look.width};
  const std::string_view verdict = translator::name_of(finding.verdict);
  std::string text = fmt::format("{}{}{} {}  {}\n", std::string(indent, ' '),
                                 styled(look, style_of(finding.verdict), verdict),
                                 finding.key.empty() ? "" : ":", printable(finding.key),
                                 styled(look, Style::faint, "[" + printable(finding.rule) + "]"));
  text += wrapped(change_text(finding), margins);
  text += wrapped(printable(finding.message), margins);
  return text + (finding.next_step.empty() ? "" : next_text(finding.next_step, margins));
}

}  // namespace

std::string findings_text(std::vector<Finding> findings, const Look& look, std::size_t indent) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.verdict > b.verdict; });
  std::string text;
  for (const Finding& finding : findings) {
    text += one_finding(finding, look, indent);
  }
  return text;
}

Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::translated:
    case Verdict::dropped:
      return Style::good;
    case Verdict::approximated:
      return Style::plain;
    case Verdict::needs_action:
    case Verdict::invalid:
    case Verdict::unknown:
      return Style::caution;
    case Verdict::refused:
      break;
  }
  return Style::bad;
}

Style style_of(translator::Heading heading) {
  switch (heading) {
    case translator::Heading::parked:
      return Style::bad;
    case translator::Heading::needs_action:
      return Style::caution;
    case translator::Heading::ready:
      return Style::good;
    case translator::Heading::approximated:
    case translator::Heading::skipped:
    case translator::Heading::untouched:
      break;
  }
  return Style::strong;
}

}  // namespace cmd
