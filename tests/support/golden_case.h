#pragma once

// The folders of tests/golden/: one example each, readable without C++.
//
//   input.yaml         the object as it stands in the backup, with its status
//   surroundings.yaml  other objects of the backup (optional; the input is always among them)
//   settings.yaml      the settings of the operator, as in the ConfigMap (optional)
//   expected.yaml      what is restored, then companions, then patches; a word when nothing changes
//   findings.yaml      the outcome, and every finding

#include <filesystem>
#include <string>
#include <vector>

#include "translator/item.h"

namespace support {

struct GoldenCase {
  std::string name;  // of the folder: a sentence
  std::filesystem::path folder;
  std::string backup_item;  // the input as JSON
  std::string item;         // the same without status, as Velero hands it over
  translator::BackupObjects surroundings;
  translator::Settings settings;
};

// All cases, by name. Throws std::runtime_error with the place when a file cannot be read.
[[nodiscard]] std::vector<GoldenCase> golden_cases();

// The documents of a YAML file; throws std::runtime_error with the place of what is wrong.
[[nodiscard]] std::vector<translator::Json> yaml_documents(const std::filesystem::path& file);
[[nodiscard]] std::string yaml_text(const std::vector<translator::Json>& documents);

// What expected.yaml and findings.yaml hold.
[[nodiscard]] std::vector<translator::Json> result_documents(const translator::Translation& result);
[[nodiscard]] translator::Json findings_document(const translator::Translation& result);

}  // namespace support
