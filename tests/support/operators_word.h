#pragma once

// Second opinion on what the settings permit: used by tests/support/laws.h. Of the translator it
// knows the settings themselves, and nothing that reads protections.

#include <functional>
#include <string>

#include "translator/settings.h"
#include "translator/translate.h"

namespace support {

// True when the operator answers for a protection that the result no longer has: it is given up by
// name, or something that the settings name stands before the backends in its place. `protection`
// is an entry of effective_protections(), `object` "namespace/name" of the translated Ingress. A
// value that nothing in the backup holds gives up nothing: `is_written` knows.
[[nodiscard]] bool is_answered_for(const std::string& protection, const std::string& object,
                                   const translator::Translation& result,
                                   const translator::Settings& settings,
                                   const std::function<bool(const std::string&)>& is_written);

}  // namespace support
