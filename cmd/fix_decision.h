#pragma once

// What is to become of one live object: decided without writing anything. Private to `fix`.

#include <optional>
#include <string>

#include "cmd/fix.h"
#include "cmd/fix_cluster.h"
#include "translator/translate.h"

namespace cmd {

struct FixDecision {
  enum class Kind {
    nothing,  // not of AWS, or of nobody's concern
    right,    // translated by us, and right
    tell,     // nothing to write: parked as before, being deleted, or cannot be judged
    write,
  };
  Kind kind = Kind::nothing;
  FixState state = FixState::translated;
  translator::Translation translation = {};  // names as in the backup
  translator::Json wanted = {};              // the whole live object as it is to be
  // spec.loadBalancerClass of a LoadBalancer cannot be changed. `wanted` is the parked form, from
  // which the object is judged once more, and `afterwards` the form that it gets then.
  std::optional<translator::Json> afterwards = {};
  std::string problem = {};
};

// What a decision needs besides the object.
struct FixQuestion {
  cluster::KubernetesClient& client;  // for the backup, where it is needed
  const FixOptions& options;
  FixSession& session;
  std::vector<std::string>& warnings;
};

// `failures`: findings of what could not be written for the object; they park it.
[[nodiscard]] FixDecision decide(const translator::Json& live, const FixQuestion& question,
                                 const std::vector<translator::Finding>& failures = {});

}  // namespace cmd
