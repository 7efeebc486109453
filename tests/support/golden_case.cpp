#include "tests/support/golden_case.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "cmd/yaml_json.h"
#include "translator/settings_yaml.h"

namespace support {
namespace {

constexpr std::int64_t kNow = 1'798'761'600;  // 2027-01-01: the certificates of the cases are valid

using translator::Json;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) {
    throw std::runtime_error(file.string() + " cannot be read");
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

GoldenCase read_case(const std::filesystem::path& folder) {
  GoldenCase golden{.name = folder.filename().string(),
                    .folder = folder,
                    .backup_item = {},
                    .item = {},
                    .surroundings = {},
                    .settings = {}};
  const std::vector<Json> input = yaml_documents(folder / "input.yaml");
  if (input.size() != 1) {
    throw std::runtime_error(folder.string() + "/input.yaml must hold one object");
  }
  golden.surroundings.set_now(kNow);
  golden.surroundings.add(input.front());
  if (std::filesystem::exists(folder / "surroundings.yaml")) {
    for (const Json& object : yaml_documents(folder / "surroundings.yaml")) {
      golden.surroundings.add(object);
    }
  }
  if (std::filesystem::exists(folder / "settings.yaml")) {
    golden.settings = translator::parse_settings(text_of(folder / "settings.yaml"));
  }
  golden.backup_item = translator::to_text(input.front());
  Json item = input.front();
  item.erase("status");
  golden.item = translator::to_text(item);
  return golden;
}

void add_text(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) {
    object[key] = text;
  }
}

Json document_of(const translator::Finding& finding) {
  Json document = {{"rule", finding.rule}, {"verdict", std::string(name_of(finding.verdict))}};
  add_text(document, "key", finding.key);
  add_text(document, "from", finding.from);
  add_text(document, "to", finding.to);
  add_text(document, "message", finding.message);
  add_text(document, "nextStep", finding.next_step);
  return document;
}

Json document_of(const translator::Patch& patch) {
  return {{"patch",
           {{"object", patch.object.kind + " " + patch.object.name_space + "/" + patch.object.name},
            {"annotation", patch.annotation},
            {"inside", patch.inside.to_string()},
            {"value", patch.value}}}};
}

}  // namespace

std::vector<GoldenCase> golden_cases() {
  std::vector<GoldenCase> cases;
  for (const auto& entry : std::filesystem::directory_iterator(GOLDEN_FOLDER)) {
    if (entry.is_directory()) {
      cases.push_back(read_case(entry.path()));
    }
  }
  std::sort(cases.begin(), cases.end(),
            [](const GoldenCase& a, const GoldenCase& b) { return a.name < b.name; });
  return cases;
}

std::vector<Json> yaml_documents(const std::filesystem::path& file) {
  const auto read = cmd::read_yaml(text_of(file), file.string());
  if (!read) {
    throw std::runtime_error(read.error().text());
  }
  std::vector<Json> documents;
  for (const cmd::YamlDocument& document : *read) {
    documents.push_back(document.value);
  }
  return documents;
}

std::string yaml_text(const std::vector<Json>& documents) {
  std::string text;
  for (const Json& document : documents) {
    text += (text.empty() ? "" : "---\n") + cmd::to_yaml(document);
  }
  return text;
}

std::vector<Json> result_documents(const translator::Translation& result) {
  if (result.fate == translator::Fate::untouched || result.fate == translator::Fate::skipped) {
    return {std::string(name_of(result.fate))};
  }
  std::vector<Json> documents = {result.object};
  for (const translator::Companion& companion : result.companions) {
    documents.push_back(companion.object);
  }
  for (const translator::Patch& patch : result.patches) {
    documents.push_back(document_of(patch));
  }
  return documents;
}

Json findings_document(const translator::Translation& result) {
  Json findings = Json::array();
  for (const translator::Finding& finding : result.findings) {
    findings.push_back(document_of(finding));
  }
  return {{"outcome", std::string(name_of(result.fate))}, {"findings", std::move(findings)}};
}

}  // namespace support
