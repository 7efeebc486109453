#pragma once

// What is left to do or to tell about an item after Execute. Velero asks for it when all items are
// restored, and later every few seconds in a new process: so all that is known stands in the
// operation's id. Used by Execute (which makes one) and Progress (which reads it back).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "translator/result.h"
#include "translator/settings.h"
#include "translator/translate.h"

namespace plugin {

struct Operation {
  translator::ObjectName object;  // by its name in the backup
  translator::Fate fate = translator::Fate::untouched;
  std::string says;              // for people: what became of the item, and the next step
  bool fails = false;            // the settings say that it makes the restore fail
  std::int64_t made = 0;         // when the item was answered, in seconds since 1970
  std::int64_t wait = 0;         // for an address, in seconds from then; 0: not at all
  translator::Json intent = {};  // what must be found in the cluster (translator/intent.h)
};

// The operation of an item; nothing for one that nobody has to hear of again. `translation` is the
// answer that Velero gets.
[[nodiscard]] std::optional<Operation> operation_for(const translator::Translation& translation,
                                                     const translator::Settings& settings,
                                                     std::int64_t now);

// One line of JSON. Never empty.
[[nodiscard]] std::string id_of(const Operation& operation);

// Error: the text is no id of ours.
[[nodiscard]] translator::Result<Operation> read_operation(std::string_view id);

// "Ingress shop/web", in the namespace `name_space`.
[[nodiscard]] std::string label_of(const Operation& operation, const std::string& name_space);

}  // namespace plugin
