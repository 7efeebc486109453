#pragma once

// Shared by the rows about the Services behind an Ingress.

#include <vector>

#include "translator/alb.h"
#include "translator/finding.h"

namespace translator::rules {

// The BackendConfig that the rows fill in for one backend.
[[nodiscard]] ObjectName backend_config(const Json& ingress, const Backend& backend);

// Adds a finding unless the same was said already: several Services behind one Ingress often share
// one setting.
void add_once(std::vector<Finding>& findings, Finding finding);

// When nothing was said of an annotation of the Ingress: every Service has it itself, or there is
// no Service. It is dropped with these words.
void say_when_unused(const Json& ingress, std::string_view key, std::vector<Finding>& findings);

// Refuses when the Service cannot take these patches: an annotation of it is no JSON object. It
// would stand without its BackendConfig, and the protection in it, or be spoken to without TLS. The
// Ingress may come before its Service, so the backup's Service decides.
void refuse_unwritable(const Json& service, const std::vector<Patch>& patches, Outcome& outcome);

}  // namespace translator::rules
