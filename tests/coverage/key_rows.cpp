#include "tests/coverage/key_rows.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>

#include "tests/support/golden_case.h"
#include "translator/settings_yaml.h"

namespace support {
namespace {

using translator::Json;

const std::filesystem::path kFolder = COVERAGE_FOLDER;

constexpr std::int64_t kNow = 1'798'761'600;  // 2027-01-01

// A slip in a row must not make it say less.
void refuse_other_members(const Json& object, const std::set<std::string>& known,
                          const std::string& place) {
  for (const auto& [name, value] : object.items()) {
    if (known.count(name) == 0) {
      throw std::runtime_error(place + ": no member of a row is called " + name);
    }
  }
}

std::string text_at(const Json& object, const char* name) {
  return object.contains(name) ? object.at(name).get<std::string>() : "";
}

std::vector<std::string> bases_of(const Json& row, const std::string& key) {
  if (row.contains("base")) {
    return {row.at("base").get<std::string>()};
  }
  if (key.rfind("service.", 0) == 0) {
    return {"classic", "classic-inside", "nlb", "nlb-public"};
  }
  return {"inside", "public", "service-behind"};
}

KeyRow row_of(const Json& row) {
  const std::string key = row.at("key").get<std::string>();
  refuse_other_members(
      row, {"key", "attribute", "beside", "base", "values", "harmless", "with", "place"}, key);
  const bool is_finalizer = text_at(row, "place") == "finalizers";
  const bool harmless = row.value("harmless", false) || (is_finalizer && !row.contains("base"));
  std::vector<std::optional<std::string>> values = {std::nullopt, ""};
  if (!is_finalizer) {
    values.clear();
    for (const Json& value : row.at("values")) {
      values.push_back(value.is_null() ? std::nullopt
                                       : std::optional<std::string>(value.get<std::string>()));
    }
  }
  if (!harmless && !row.contains("base")) {
    throw std::runtime_error(key + ": a key that is not harmless needs a base");
  }
  if (values.size() != 2 || !values[1] || values[0] == values[1]) {
    throw std::runtime_error(key + ": two different values are needed");
  }
  return {.key = key,
          .attribute = text_at(row, "attribute"),
          .beside = text_at(row, "beside"),
          .bases = bases_of(row, key),
          .harmless = harmless,
          .is_finalizer = is_finalizer,
          .values = std::move(values),
          .with = row.value("with", Json::object())};
}

std::vector<KeyRow> read_rows() {
  std::vector<KeyRow> rows;
  std::set<std::string> titles;
  for (const char* file : {"alb_keys.yaml", "service_keys.yaml"}) {
    for (const Json& document : yaml_documents(kFolder / file)) {
      for (const Json& row : document) {
        rows.push_back(row_of(row));
        if (!titles.insert(rows.back().title()).second) {
          throw std::runtime_error(rows.back().title() + " stands in two rows");
        }
      }
    }
  }
  return rows;
}

std::map<std::string, KeyBase> read_bases() {
  std::map<std::string, KeyBase> bases;
  const Json document = yaml_documents(kFolder / "bases.yaml").at(0);
  for (const auto& [name, base] : document.items()) {
    refuse_other_members(base, {"object", "others", "settings", "status"}, name);
    KeyBase read{.name = name,
                 .object = base.at("object"),
                 .others = base.at("others").get<std::vector<Json>>(),
                 .settings = translator::parse_settings(text_at(base, "settings"))};
    if (!read.settings.problems.empty()) {
      throw std::runtime_error(name + ": " + read.settings.problems.front().message);
    }
    if (base.contains("status")) {
      read.object["status"] = base.at("status");
    }
    bases.emplace(name, std::move(read));
  }
  return bases;
}

}  // namespace

std::string KeyRow::title() const { return attribute.empty() ? key : key + ": " + attribute; }

std::string KeyRow::text_of(const std::string& value) const {
  if (attribute.empty()) {
    return value;
  }
  return (beside.empty() ? "" : beside + ",") + attribute + "=" + value;
}

const std::vector<KeyRow>& key_rows() {
  static const std::vector<KeyRow> kRows = read_rows();
  return kRows;
}

const KeyBase& key_base(const std::string& name) {
  static const std::map<std::string, KeyBase> kBases = read_bases();
  const auto base = kBases.find(name);
  if (base == kBases.end()) {
    throw std::runtime_error("bases.yaml holds no " + name);
  }
  return base->second;
}

std::string KeyTrial::item() const {
  Json item = object;
  item.erase("status");
  return translator::to_text(item);
}

std::string KeyTrial::backup_item() const { return translator::to_text(object); }

translator::Result<translator::ItemTranslation> KeyTrial::translation() const {
  return translator::translate_item(item(), backup_item(), surroundings, base.settings);
}

KeyTrial trial_of(Json object, const KeyBase& base) {
  KeyTrial trial{.object = std::move(object), .surroundings = {}, .base = base};
  trial.surroundings.set_now(kNow);
  if (trial.object.is_object()) {
    trial.surroundings.add(trial.object);
  }
  for (const Json& other : base.others) {
    trial.surroundings.add(other);
  }
  return trial;
}

KeyTrial trial_of(const KeyRow& row, const KeyBase& base, const std::optional<Json>& value) {
  Json object = base.object;
  for (const auto& [name, text] : row.with.items()) {
    object["metadata"]["annotations"][name] = text;
  }
  if (row.is_finalizer) {
    if (value) {
      object["metadata"]["finalizers"] = Json::array({row.key});
    }
  } else {
    object["metadata"]["annotations"].erase(row.key);
    if (value) {
      object["metadata"]["annotations"][row.key] = *value;
    }
  }
  return trial_of(std::move(object), base);
}

}  // namespace support
