#pragma once

// The report of a restore: every item that a rule said something about, with all findings, in the
// JSON of `eks2gke plan -o json`. Collected while items are answered, written when the first
// operation is asked for: then all items are answered. Thread-safe.

#include <mutex>
#include <string>
#include <vector>

#include "translator/report.h"

namespace plugin {

// Of one ConfigMap; etcd takes 1.5 MiB, annotations and names included.
inline constexpr std::size_t kMostOfReportPart = std::size_t{512} << 10U;
// What a restore may report: more is counted and left out.
inline constexpr std::size_t kMostOfReport = std::size_t{16} << 20U;

class RestoreReport {
 public:
  // `translation` is the answer that Velero gets.
  void add(const translator::Translation& translation);

  // The texts for report.json, one or more, each complete JSON; the totals are those of all items.
  // Nothing when no item was added, or nothing was added since the last call.
  [[nodiscard]] std::vector<std::string> take_parts();

 private:
  std::mutex mutex_;
  bool changed_ = false;
  std::vector<std::string> items_;  // JSON of each
  std::size_t bytes_ = 0;
  std::size_t left_out_ = 0;
  translator::Totals totals_;
  translator::Report frame_;  // without items
};

}  // namespace plugin
