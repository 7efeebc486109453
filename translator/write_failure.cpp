#include "translator/write_failure.h"

namespace translator {

Finding write_failure(const Error& error) {
  Finding finding;
  finding.verdict = Verdict::refused;
  finding.key = error.where;
  finding.message =
      "What the item needs beside it could not be written to the cluster: " + error.text() + ".";
  finding.next_step =
      "Mend the cause (access to the Kubernetes API, the CRDs of GKE's load balancing), then run "
      "`eks2gke fix --apply`.";
  finding.rule = "cluster-write-failed";
  finding.site = {.file = __FILE__, .line = __LINE__};
  return finding;
}

}  // namespace translator
