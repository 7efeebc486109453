#pragma once

// The rows of alb_keys.yaml and service_keys.yaml: every key that a controller of AWS has read,
// with two values and an object to put them on. Read by the coverage test and by the test of bad
// values.

#include <optional>
#include <string>
#include <vector>

#include "translator/item.h"

namespace support {

// An object of bases.yaml with the other objects of its backup.
struct KeyBase {
  std::string name;
  translator::Json object;  // with its status, as in the backup
  std::vector<translator::Json> others;
  translator::Settings settings;
};

struct KeyRow {
  std::string key;
  std::string attribute;           // one name inside the value; "" when the value is the key's own
  std::string beside;              // other attributes that this one needs: "NAME=VALUE,NAME=VALUE"
  std::vector<std::string> bases;  // names; several when the key is harmless
  bool harmless = false;
  bool is_finalizer = false;
  // Two; nothing stands for the absence of the key.
  std::vector<std::optional<std::string>> values;
  translator::Json with;  // other annotations that the key needs

  // "KEY" or "KEY: NAME", as texts and tests speak of it.
  [[nodiscard]] std::string title() const;
  // The value of the annotation: "VALUE" or "NAME=VALUE".
  [[nodiscard]] std::string text_of(const std::string& value) const;
};

// Each throws std::runtime_error with the place of what is wrong in a file.
[[nodiscard]] const std::vector<KeyRow>& key_rows();
[[nodiscard]] const KeyBase& key_base(const std::string& name);

// An item of the base with one more annotation (any JSON value), translated with its backup.
struct KeyTrial {
  translator::Json object;
  translator::BackupObjects surroundings;
  const KeyBase& base;

  [[nodiscard]] std::string item() const;         // as Velero hands it over
  [[nodiscard]] std::string backup_item() const;  // with its status
  [[nodiscard]] translator::Result<translator::ItemTranslation> translation() const;
};

// Without a value the key is left out.
[[nodiscard]] KeyTrial trial_of(const KeyRow& row, const KeyBase& base,
                                const std::optional<translator::Json>& value);

// The object as it stands in base, changed by hand.
[[nodiscard]] KeyTrial trial_of(translator::Json object, const KeyBase& base);

}  // namespace support
