#pragma once

// What is told about items: the heading under which people find them, and the JSON that machines
// read, schema eks2gke.io/plan/v1. Both doors and all commands tell it with this code.

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "translator/prerequisites.h"
#include "translator/served.h"
#include "translator/translate.h"

namespace translator {

inline constexpr std::string_view kReportSchema = "eks2gke.io/plan/v1";

struct ItemReport {
  ObjectName object;
  Fate fate = Fate::untouched;
  std::string summary;  // one line; "" when untouched
  std::vector<Finding> findings;
  std::vector<ObjectName> companions;
  std::vector<ObjectName> patched;  // objects that get annotations, each once
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
[[nodiscard]] Json to_json(const ItemReport& item);

// "shop/web", or "web" for a cluster-scoped object.
[[nodiscard]] std::string label_of(const ObjectName& object);

[[nodiscard]] ObjectName object_name_of(const Json& object);

// An item and what the translator made of it.
[[nodiscard]] ItemReport report_of(const Json& object, const Translation& translation);

// All that is told about the items of one backup.
struct Report {
  std::vector<ItemReport> items;
  std::vector<Prerequisite> prerequisites;
  LoadBalancers load_balancers;
  std::map<std::string, std::size_t> left_out;  // what Velero does not restore, per reason
};

// Counts what GKE makes of a restored object, and what it and its companions need for that in the
// Google project.
void count_restored(const Json& restored, const std::vector<Companion>& companions, Report& report);

// What follows the items in the JSON: "prerequisites" and "totals".
struct Totals {
  std::map<Heading, std::size_t> headings;
  std::size_t items = 0;
  std::size_t left_out = 0;
};
[[nodiscard]] Json frame_of(const Totals& totals, const Report& report);

// {"schema":"eks2gke.io/plan/v1","items":[...],"prerequisites":[...],"totals":{...}}
[[nodiscard]] Json to_json(const Report& report);

}  // namespace translator
