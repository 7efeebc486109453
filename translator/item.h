#pragma once

// One item of a restore as bytes in and bytes out: what both doors call. Every exception ends here.

#include <string>
#include <string_view>
#include <vector>

#include "translator/translate.h"

namespace translator {

struct ItemTranslation {
  std::string bytes;  // what to restore; the input itself when untouched or skipped
  Translation translation;
};

// `item` is the object as Velero hands it over, `backup_item` the object as it stands in the
// backup (may be empty; it is parsed only when a rule can need it).
//
// Error only when `item` is no JSON object with a kind, or an Ingress or Service nested too deeply
// to be read: then nothing can be restored. A number that cannot be kept exactly, too deep a
// nesting, or an exception of our own code leave the item as it is when that is harmless, and park
// an Ingress or a Service (translator/wall.h).
[[nodiscard]] Result<ItemTranslation> translate_item(std::string_view item,
                                                     std::string_view backup_item,
                                                     const Surroundings& surroundings,
                                                     const Settings& settings,
                                                     std::vector<Finding> door_findings = {});

}  // namespace translator
