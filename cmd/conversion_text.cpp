#include <algorithm>

#include <fmt/format.h>

#include "cmd/conversion.h"
#include "cmd/finding_text.h"
#include "cmd/text.h"
#include "cmd/unified_diff.h"
#include "cmd/yaml_json.h"

namespace cmd {
namespace {

using translator::Heading;
using translator::Json;

std::string name_of(const ConvertedObject& object) {
  return printable(object.report.object.kind + " " + translator::label_of(object.report.object));
}

// "translated: ..." in the words of the translator; ours for an object that it said nothing of.
std::string what_became_of(const ConvertedObject& object) {
  if (!object.report.summary.empty()) {
    return printable(object.report.summary);
  }
  if (!object.before) {
    return "made for GKE";
  }
  return object.is_changed() ? "annotated for GKE" : "unchanged";
}

std::string heading_text(const ConvertedObject& object, const Look& look) {
  const Heading heading = translator::heading_of(object.report);
  return styled(look, Style::strong, name_of(object)) + " (" +
         styled(look, style_of(heading), text_of(heading).title) + ")\n" +
         wrapped(what_became_of(object), {.first = 2, .rest = 2, .width = look.width});
}

bool is_printed(const ConvertedObject& object, bool all) {
  return object.after && (all || object.is_changed());
}

std::string counts_text(const Conversion& conversion, bool all) {
  std::size_t printed = 0;
  std::size_t unchanged = 0;
  std::size_t skipped = 0;
  for (const ConvertedObject& object : conversion.objects) {
    printed += is_printed(object, all) ? 1 : 0;
    unchanged += object.is_changed() ? 0 : 1;
    skipped += object.after ? 0 : 1;
  }
  std::string text = counted(printed, "object") + " printed";
  if (!all && unchanged > 0) {
    text += fmt::format("; {} unchanged and not printed (--all prints them, too)", unchanged);
  }
  if (skipped > 0) {
    text += fmt::format("; {} not to be restored", skipped);
  }
  return text + ".\n";
}

std::string missing_text(const Conversion& conversion, const Look& look) {
  std::string text;
  for (const std::string& sentence : conversion.missing) {
    text += styled(look, Style::caution, "missing: ") + printable(sentence) + "\n";
  }
  return text;
}

// "" for nothing, as `diff` has it for a file that is not there.
std::string yaml_of(const std::optional<Json>& object) { return object ? to_yaml(*object) : ""; }

std::string coloured(const std::string& hunks, const Look& look) {
  std::string text;
  std::string_view rest = hunks;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const Style style = line.starts_with('-')   ? Style::bad
                        : line.starts_with('+') ? Style::good
                        : line.starts_with('@') ? Style::faint
                                                : Style::plain;
    text += styled(look, style, line) + "\n";
  }
  return text;
}

std::string commented(const std::string& text) {
  std::string comment;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    comment += fmt::format("#{}{}\n", line.empty() ? "" : " ", line);
  }
  return comment;
}

std::string side(const ConvertedObject& object, const std::optional<Json>& content,
                 std::string_view cluster) {
  return content ? fmt::format("{}: {}", cluster, name_of(object)) : "/dev/null";
}

}  // namespace

std::vector<Json> manifests(const Conversion& conversion, bool all) {
  std::vector<Json> objects;
  for (const ConvertedObject& object : conversion.objects) {
    if (is_printed(object, all)) {
      objects.push_back(*object.after);
    }
  }
  return objects;
}

std::string manifests_text(const Conversion& conversion, bool all) {
  std::string text;
  for (const ConvertedObject& object : conversion.objects) {
    if (is_printed(object, all)) {
      text += fmt::format("---\n# {}: {}\n", name_of(object), what_became_of(object)) +
              to_yaml(*object.after);
    }
  }
  return text;
}

std::string findings_text(const Conversion& conversion, bool all, const Look& look) {
  std::string text;
  for (const ConvertedObject& object : conversion.objects) {
    if (!object.report.findings.empty()) {
      text += heading_text(object, look) + findings_text(object.report.findings, look, 2) + "\n";
    }
  }
  return text + missing_text(conversion, look) + counts_text(conversion, all);
}

std::string differences_text(const Conversion& conversion, const Look& look,
                             const SideNames& sides) {
  const Look plain{.colour = false, .width = look.width - 2};
  std::string text;
  for (const ConvertedObject& object : conversion.objects) {
    if (!object.is_changed()) {
      continue;
    }
    text += styled(
        look, Style::faint,
        commented(heading_text(object, plain) + findings_text(object.report.findings, plain, 2)));
    text += styled(look, Style::strong,
                   fmt::format("--- {}\n+++ {}", side(object, object.before, sides.before),
                               side(object, object.after, sides.after))) +
            "\n";
    text += coloured(unified_hunks(yaml_of(object.before), yaml_of(object.after)), look) + "\n";
  }
  return text + missing_text(conversion, look);
}

}  // namespace cmd
