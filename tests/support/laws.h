#pragma once

// Laws that hold for every item: checked over all goldens, over thousands of random objects, and by
// the fuzzer. What is promised in words is in docs/architecture.md.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/item.h"

namespace support {

struct LawCase {
  std::string item;         // as Velero hands it over
  std::string backup_item;  // as it stands in the backup; may be empty
  const translator::Surroundings& surroundings;
  const translator::Settings& settings = translator::default_settings();
};

struct Judgement {
  std::vector<std::string> broken;  // one sentence for each law; empty when all hold
  std::optional<translator::ItemTranslation> result;  // nothing when the item is no object
};
[[nodiscard]] Judgement judge(const LawCase& law_case);

// The same, without the result.
[[nodiscard]] std::vector<std::string> broken_laws(const LawCase& law_case);

// The same object without what a restore adds for its own bookkeeping: to compare what was undone
// with what came in.
[[nodiscard]] translator::Json without_bookkeeping(translator::Json object);

// The object before the translation, made from nothing but the annotation eks2gke.io/original of
// the result. Null when the annotation is absent or cannot be read.
[[nodiscard]] translator::Json undone(const translator::Json& result);

// Fields that the API server refuses on a Service of type ClusterIP, as JSON Pointers and
// annotation keys.
[[nodiscard]] std::vector<std::string> refused_on_cluster_ip(const translator::Json& service);

}  // namespace support
