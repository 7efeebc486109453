#pragma once

// What is told about items: the heading under which people find them, and the JSON that machines
// read, schema eks2gke.io/plan/v1. Both doors and all commands tell it with this code.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "translator/translate.h"

namespace cmd {

struct ItemReport {
  translator::ObjectName object;
  translator::Fate fate = translator::Fate::untouched;
  std::string summary;  // one line; "" when untouched
  std::vector<translator::Finding> findings;
  std::vector<translator::ObjectName> companions;
  std::vector<translator::ObjectName> patched;  // objects that get annotations, each once
};

// In the order in which people should read them.
enum class Heading { parked, needs_action, approximated, ready, skipped, untouched };

inline constexpr std::array kHeadings = {Heading::parked,       Heading::needs_action,
                                         Heading::approximated, Heading::ready,
                                         Heading::skipped,      Heading::untouched};

// The fate, and for an item that is restored its worst finding, decide.
[[nodiscard]] Heading heading_of(const ItemReport& item);

struct HeadingText {
  std::string_view title;    // "Needs action"
  std::string_view meaning;  // one sentence
  std::string_view key;      // in totals: "needsAction"
};
[[nodiscard]] HeadingText text_of(Heading heading);

// {"group","version","kind","namespace","name","outcome","findings","companions"}
[[nodiscard]] translator::Json to_json(const ItemReport& item);

// "shop/web", or "web" for a cluster-scoped object.
[[nodiscard]] std::string label_of(const translator::ObjectName& object);

[[nodiscard]] translator::ObjectName name_of(const translator::Json& object);

// An item and what the translator made of it.
[[nodiscard]] ItemReport report_of(const translator::Json& object,
                                   const translator::Translation& translation);

}  // namespace cmd
