#pragma once

// How an operation stands: what Progress answers. Everything is read from the operation and the
// cluster, nothing is kept. Trouble with the API is never a failure of the restore.

#include <string>

#include "plugin/operation.h"
#include "plugin/restore_session.h"

namespace plugin {

struct OperationState {
  enum class Phase {
    waiting,
    done,
    timed_out,  // a failure that came while it waited: `problem`
    failed,     // a failure that the first poll can tell: Velero shows `problem` among its errors
  };

  Phase phase = Phase::done;
  std::string description;  // for people, in every phase
  std::string problem = {};
};

// A look at the live object, where there is something to look for:
// - it must be as the plugin answered it, unless it was there before the restore, or somebody has
//   replaced it since;
// - an object that is gone, being deleted or parked meanwhile is not waited for;
// - an address ends the wait, and so does the deadline, quoting GKE's last warning that stands.
// An object that is as the plugin answered it gets an Event that says so, once.
[[nodiscard]] OperationState state_of(const Operation& operation, RestoreSession& session);

}  // namespace plugin
