#pragma once

// What a program says of itself with --version. Both programs use it, so that they can be compared;
// which version and commit it is, only they know.

#include <string>
#include <string_view>

namespace translator {

// The first line is "PROGRAM VERSION (COMMIT)" and stays so: scripts read it. Two more say what it
// speaks with Velero, and how much of AWS it knows.
[[nodiscard]] std::string about_text(std::string_view program, std::string_view version,
                                     std::string_view commit);

}  // namespace translator
