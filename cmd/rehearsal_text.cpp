#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "cmd/finding_text.h"
#include "cmd/json_difference.h"
#include "cmd/rehearse.h"
#include "cmd/text.h"
#include "cmd/yaml_json.h"

namespace cmd {
namespace {

using translator::Json;

constexpr std::size_t kMostOfValue = 160;

Style style_of(RehearsedFate fate) {
  switch (fate) {
    case RehearsedFate::failed:
    case RehearsedFate::parked:
      return Style::bad;
    case RehearsedFate::translated:
    case RehearsedFate::patched:
      return Style::good;
    case RehearsedFate::unchanged:
    case RehearsedFate::skipped:
    case RehearsedFate::left_out:
      break;
  }
  return Style::plain;
}

bool is_told(const RehearsedItem& item) {
  const bool quiet = item.fate == RehearsedFate::unchanged || item.fate == RehearsedFate::left_out;
  return !quiet || !item.log.findings.empty();
}

// The table's "why": what the plugin says in one line.
std::string reason_of(const RehearsedItem& item) {
  if (!item.problem.empty()) {
    return item.problem;
  }
  if (!item.log.summary.empty()) {
    const std::string prefix = item.log.outcome + ": ";
    return item.log.summary.starts_with(prefix) ? item.log.summary.substr(prefix.size())
                                                : item.log.summary;
  }
  if (item.fate == RehearsedFate::patched) {
    return "restored as it is, then annotated for an object that needs it";
  }
  return item.log.findings.empty() ? "" : item.log.findings.front().message;
}

std::string row(const Look& look, Style style, std::string_view outcome, const std::string& object,
                const std::string& reason) {
  constexpr std::size_t kColumn = 14;
  const std::string padded = fmt::format("  {:<{}}", outcome, kColumn - 2);
  return styled(look, style, padded) + printable(object) + "\n" +
         wrapped(printable(reason), {.first = kColumn, .rest = kColumn, .width = look.width});
}

std::string table_text(const Rehearsal& rehearsal, const Look& look) {
  std::string text;
  for (const RehearsedItem& item : rehearsal.items) {
    if (is_told(item)) {
      text += row(look, style_of(item.fate), name_of(item.fate), item.kind + " " + item.label,
                  reason_of(item));
    }
  }
  for (const Json& object : rehearsal.made) {
    text += row(look, Style::good, "made",
                fmt::format("{} {}/{}", translator::kind_of(object),
                            translator::namespace_of(object), translator::name_of(object)),
                "");
  }
  return text.empty() ? "  nothing was changed\n" : text;
}

std::string counts_text(const Rehearsal& rehearsal, RehearsedFate fate, const Look& look) {
  std::map<std::string, std::size_t> kinds;
  for (const RehearsedItem& item : rehearsal.items) {
    if (item.fate == fate && !is_told(item)) {
      ++kinds[item.kind];
    }
  }
  std::string text;
  for (const auto& [kind, count] : kinds) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, printable(kind));
  }
  const std::string_view words =
      fate == RehearsedFate::unchanged ? "Restored byte for byte: " : "Left out by Velero itself: ";
  return text.empty() ? ""
                      : wrapped(std::string(words) + text + ".",
                                {.first = 2, .rest = 4, .width = look.width});
}

// Data of a Secret is nobody's business on a screen.
bool is_secret(const RehearsedItem& item, const std::string& path) {
  constexpr std::array<std::string_view, 3> kHidden = {
      "data", "stringData",
      "metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]"};
  return item.kind == "Secret" &&
         std::any_of(kHidden.begin(), kHidden.end(),
                     [&](std::string_view hidden) { return path.starts_with(hidden); });
}

std::string value_text(const RehearsedItem& item, const FieldChange& change, const Json& value) {
  if (is_secret(item, change.path)) {
    return "(hidden)";
  }
  if (change.path == "metadata.managedFields") {
    return fmt::format("({} of the old cluster)", counted(value.size(), "manager"));
  }
  return shortened(value.is_string() ? value.get<std::string>()
                                     : value.dump(-1, ' ', false, Json::error_handler_t::replace),
                   kMostOfValue);
}

std::string change_text(const RehearsedItem& item, const FieldChange& change, const Look& look) {
  const std::string path = printable(change.path);
  const auto line = [&](Style style, char sign, const std::string& text) {
    return styled(look, style, fmt::format("    {} {}", sign, text)) + "\n";
  };
  if (!change.before) {
    return line(Style::good, '+', path + ": " + value_text(item, change, *change.after));
  }
  const std::string old = value_text(item, change, *change.before);
  if (!change.after) {
    return line(Style::bad, '-', path + ": " + old);
  }
  return line(Style::caution, '~', path + ":") + line(Style::bad, ' ', "  " + old) +
         line(Style::good, ' ', "  -> " + value_text(item, change, *change.after));
}

std::string_view word_for(RehearsedOperation::State state) {
  switch (state) {
    case RehearsedOperation::State::completed:
      return "completed";
    case RehearsedOperation::State::waiting:
      return "waiting";
    case RehearsedOperation::State::failed:
      break;
  }
  return "failed";
}

std::string operation_text(const RehearsedItem& item, const Look& look) {
  if (!item.operation) {
    return "";
  }
  return "  in velero restore describe\n" +
         wrapped(fmt::format("{}: {}", word_for(item.operation->state),
                             printable(item.operation->text)),
                 {.first = 4, .rest = 6, .width = look.width});
}

// What the operations do to the restore as a whole.
std::string operations_text(const Rehearsal& rehearsal, const Look& look) {
  std::map<RehearsedOperation::State, std::size_t> counts;
  for (const RehearsedItem& item : rehearsal.items) {
    if (item.operation) {
      ++counts[item.operation->state];
    }
  }
  if (counts.empty()) {
    return "";
  }
  const std::size_t failed = counts[RehearsedOperation::State::failed];
  const std::size_t waiting = counts[RehearsedOperation::State::waiting];
  const std::string text = fmt::format(
      "Velero would {}end this restore as {}: {} failed, {} for an address, {} completed.",
      waiting == 0 ? "" : "wait, and then ",
      failed == 0 && waiting == 0
          ? "Completed"
          : (failed == 0 ? "Completed when all addresses come" : "PartiallyFailed"),
      counted(failed, "operation"), waiting == 1 ? "1 waits" : fmt::format("{} wait", waiting),
      counts[RehearsedOperation::State::completed]);
  return wrapped(text, {.first = 2, .rest = 4, .width = look.width});
}

std::string details_text(const RehearsedItem& item, const Look& look) {
  std::string text = styled(look, Style::strong, printable(item.kind + " " + item.label)) + " (" +
                     styled(look, style_of(item.fate), name_of(item.fate)) + ")\n";
  if (item.after) {
    const auto changes = difference(item.before, *item.after);
    text += changes.empty() ? "" : "  before -> after\n";
    for (const FieldChange& change : changes) {
      text += change_text(item, change, look);
    }
  }
  text += item.log.findings.empty() ? "" : "  why\n";
  return text + findings_text(item.log.findings, look, 4) + operation_text(item, look) + "\n";
}

std::string indented(const std::string& lines) {
  std::string text;
  std::size_t at = 0;
  while (at < lines.size()) {
    const std::size_t end = lines.find('\n', at);
    text += "    " + lines.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return text;
}

std::string made_text(const Json& object, const Look& look) {
  return styled(look, Style::strong,
                printable(fmt::format("{} {}/{}", translator::kind_of(object),
                                      translator::namespace_of(object),
                                      translator::name_of(object)))) +
         " (made by the plugin)\n" +
         (translator::kind_of(object) == "Secret" ? "    (hidden)\n" : indented(to_yaml(object))) +
         "\n";
}

// The first rule that spoke: something to look up.
std::string first_rule(const Rehearsal& rehearsal) {
  for (const RehearsedItem& item : rehearsal.items) {
    for (const translator::Finding& finding : item.log.findings) {
      if (!finding.rule.empty()) {
        return finding.rule;
      }
    }
  }
  return "";
}

std::string next_text(const Rehearsal& rehearsal, const RehearseArguments& arguments,
                      const Look& look) {
  const std::string archive = printable(arguments.archive);
  std::vector<std::vector<std::string>> rows;
  if (const std::string rule = first_rule(rehearsal); !rule.empty()) {
    rows.push_back({"eks2gke explain " + printable(rule), "why, with an example"});
  }
  rows.push_back({"eks2gke plan " + archive, "the same verdicts, and what the project needs"});
  if (arguments.output_dir.empty()) {
    rows.push_back(
        {"eks2gke rehearse " + archive + " --output-dir result", "the resulting objects as files"});
  } else {
    rows.push_back({"kubectl apply --dry-run=server -f " + printable(arguments.output_dir),
                    "ask a real GKE cluster about them"});
  }
  return styled(look, Style::strong, "Try next") + "\n" + table(rows, 2);
}

}  // namespace

std::string to_text(const Rehearsal& rehearsal, const RehearseArguments& arguments,
                    const Look& look) {
  std::string text = styled(look, Style::strong, "What happened") + "\n" +
                     table_text(rehearsal, look) +
                     counts_text(rehearsal, RehearsedFate::unchanged, look) +
                     counts_text(rehearsal, RehearsedFate::left_out, look) +
                     operations_text(rehearsal, look) + "\n";
  for (const RehearsedItem& item : rehearsal.items) {
    text += is_told(item) ? details_text(item, look) : "";
  }
  for (const Json& object : rehearsal.made) {
    text += made_text(object, look);
  }
  for (const std::string& remark : rehearsal.remarks) {
    text += wrapped("The plugin says: " + printable(remark),
                    {.first = 0, .rest = 2, .width = look.width});
  }
  for (const std::string& problem : rehearsal.problems) {
    text += styled(look, Style::bad, "Problem: " + printable(problem)) + "\n";
  }
  if (!arguments.output_dir.empty()) {
    text +=
        fmt::format("{} written to {}\n\n", counted(resulting_objects(rehearsal).size(), "object"),
                    printable(arguments.output_dir));
  }
  return text + next_text(rehearsal, arguments, look);
}

}  // namespace cmd
