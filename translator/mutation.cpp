#include "translator/mutation.h"

#ifdef EKS2GKE_MUTATION

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

namespace translator::mutation {
namespace {

std::string_view left_out() {
  const char* value = std::getenv("EKS2GKE_LEAVE_OUT");
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// Writes each place once to the file that EKS2GKE_SITES names: scripts/mutate reads there what is
// to be left out.
void record(const std::string& what) {
  static std::set<std::string> seen;
  const char* path = std::getenv("EKS2GKE_SITES");
  if (path != nullptr && seen.insert(what).second) {
    std::ofstream(path, std::ios::app) << what << '\n';
  }
}

template <typename T>
void filter(std::vector<T>& parts) {
  for (const T& part : parts) {
    record(part.site.text());
  }
  if (left_out().empty()) {
    return;  // what has no place of its own would match
  }
  parts.erase(std::remove_if(parts.begin(), parts.end(),
                             [](const T& part) { return part.site.text() == left_out(); }),
              parts.end());
}

}  // namespace

bool is_left_out(std::string_view rule_id) {
  const std::string name = "rule:" + std::string(rule_id);
  record(name);
  return name == left_out();
}

Outcome without_left_out(Outcome outcome) {
  filter(outcome.edits);
  filter(outcome.findings);
  filter(outcome.companions);
  filter(outcome.patches);
  return outcome;
}

std::vector<Edit> without_left_out(std::vector<Edit> edits) {
  filter(edits);
  return edits;
}

std::vector<Finding> without_left_out(std::vector<Finding> findings) {
  filter(findings);
  return findings;
}

}  // namespace translator::mutation

#endif
