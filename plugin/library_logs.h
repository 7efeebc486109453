#pragma once

// gRPC, libprotobuf and the C++ runtime write plain text to stderr when left alone. Velero's host
// would show it at debug level at best; here it becomes log lines like all others.
// Also sets what gRPC reads from the environment. Used by main() alone.

#include "plugin/log.h"

namespace plugin {

// Call once, before the first use of gRPC and while there is one thread. `log` must live as long as
// the process.
void redirect_library_logs(Log& log);

}  // namespace plugin
