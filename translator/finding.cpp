#include "translator/finding.h"

#include <algorithm>

namespace translator {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::translated:
      return "translated";
    case Verdict::dropped:
      return "dropped";
    case Verdict::approximated:
      return "approximated";
    case Verdict::needs_action:
      return "needs-action";
    case Verdict::invalid:
      return "invalid";
    case Verdict::unknown:
      return "unknown";
    case Verdict::refused:
      return "refused";
  }
  return "unknown";
}

std::string Site::text() const {
  return line == 0 ? std::string(file) : std::string(file) + ":" + std::to_string(line);
}

Verdict worst_of(const std::vector<Finding>& findings) {
  Verdict worst = Verdict::translated;
  for (const Finding& finding : findings) {
    worst = std::max(worst, finding.verdict);
  }
  return worst;
}

}  // namespace translator
