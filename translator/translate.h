#pragma once

// The fold: every row over one object. Pure: the same object and surroundings give the same answer.

#include <string>
#include <string_view>
#include <vector>

#include "translator/rule.h"

namespace translator {

// What becomes of an item.
enum class Fate {
  untouched,   // the very bytes of the input
  translated,  // changed, and working on GKE as far as the findings say
  parked,      // restored inert, with everything kept and the next step in an annotation
  skipped,     // not restored
};

// The word that users see and that `plan -o json` has as "outcome".
[[nodiscard]] std::string_view name_of(Fate fate);

struct Translation {
  Fate fate = Fate::untouched;
  Json object;  // the result; the original when untouched or skipped
  std::vector<Finding> findings = {};
  std::vector<Companion> companions = {};
  std::vector<Patch> patches = {};
  // One line for people: "translated: class gce-internal; 3 keys dropped". "" when untouched.
  std::string summary = {};
  // What becomes of other objects had a say, so what the settings say of those counts here, too.
  bool asked_neighbours = false;
};

// The context of an item at a door: other objects are judged with the same surroundings and
// settings. All but `object` must outlive the context; `backup_item` may be null.
[[nodiscard]] Context context_for(const Json& object, const Surroundings& surroundings,
                                  const Settings& settings, const Json* backup_item);

// The problems of the settings are told on each item that a rule says something about.
//
// Findings that a door adds (the cluster refused a companion, the backup could not be read) take
// part in the judgement: a refused one parks the item.
[[nodiscard]] Translation translate(const Json& object, const Context& context,
                                    std::vector<Finding> door_findings = {});

}  // namespace translator
