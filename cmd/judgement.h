#pragma once

// What a restore would make of every object of some inputs, offline: the same translator as in the
// plugin judges the same items with the same surroundings. `plan`, `convert` and `diff` tell it,
// each in its own way.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/console.h"
#include "translator/result.h"
#include "translator/settings.h"
#include "translator/surroundings.h"
#include "translator/translate.h"

namespace cmd {

// How a restore treats an object of the inputs.
struct Treatment {
  std::string_view left_out;  // why Velero itself does not restore it; "" when it does
  bool judged = false;        // the plugin sees it: its Judgement follows
};

struct Judgement {
  const translator::Json& object;  // as the input has it
  const translator::Json& item;    // as Velero hands it to the plugin
  const translator::Translation& translation;
  const translator::BackupObjects& surroundings;  // all objects of all inputs

  // What stands in the cluster afterwards; the item itself when it is untouched.
  [[nodiscard]] const translator::Json& restored() const {
    return translation.fate == translator::Fate::untouched ? item : translation.object;
  }
};

// Both are called in the order of the inputs: first `see` for every object, then `judge`.
struct JudgementVisitor {
  std::function<void(const translator::Json& object, const Treatment& treatment)> see;
  std::function<void(const Judgement& judgement)> judge;
};

// The objects of each input are the surroundings of all others. An object that stands in several
// inputs counts once: the first. Error: an input that cannot be read.
[[nodiscard]] translator::Status judge_inputs(const std::vector<std::string>& inputs,
                                              const translator::Settings& settings,
                                              const JudgementVisitor& visitor, Console& console);

}  // namespace cmd
