#include "translator/settings_parts/manifest.h"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace translator::settings_parts {
namespace {

using Kind = Node::Kind;

const Node* member(const Node* node, std::string_view key) {
  if (node == nullptr || node->kind != Kind::mapping) {
    return nullptr;
  }
  for (const auto& [name, value] : node->entries) {
    if (name.kind == Kind::scalar && name.text == key) {
      return &value;
    }
  }
  return nullptr;
}

bool says(const Node* node, std::string_view text) {
  return node != nullptr && node->kind == Kind::scalar && node->text == text;
}

const Node* settings_of(const Node& root) {
  const Node* value = member(member(&root, "data"), "settings.yaml");
  return value != nullptr && value->kind == Kind::scalar ? value : nullptr;
}

void check_labels(const Node& root, Problems& problems) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kLabels = {
      std::pair("velero.io/plugin-config", ""),
      std::pair("eks2gke.io/settings", "RestoreItemActionV2")};
  const Node* metadata = member(&root, "metadata");
  const Node* labels = member(metadata, "labels");
  for (const auto& [key, value] : kLabels) {
    if (!says(member(labels, key), value)) {
      const Node* place = labels != nullptr ? labels : metadata;
      tell(problems, place != nullptr ? *place : root, "metadata.labels",
           fmt::format("The ConfigMap lacks the label {}: \"{}\", so the plugin does not find it.",
                       key, value),
           fmt::format("Add {}: \"{}\" to its labels.", key, value));
    }
  }
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    lines.push_back(line);
    if (end == std::string_view::npos) {
      return lines;
    }
    text.remove_prefix(end + 1);
  }
}

// How far the lines of a block (`|`) are indented in the source; nothing when it is no such block.
std::optional<int> indent_of(const Node& settings, std::string_view source) {
  const auto in_source = lines_of(source);
  const auto in_text = lines_of(settings.text);
  std::optional<std::size_t> indent;
  for (std::size_t i = 0; i < in_text.size(); ++i) {
    const std::string_view inner = in_text[i];
    if (inner.find_first_not_of(' ') == std::string_view::npos) {
      continue;
    }
    const std::size_t at = static_cast<std::size_t>(settings.line) + i;
    if (at >= in_source.size() || !in_source[at].ends_with(inner)) {
      return std::nullopt;
    }
    const std::string_view before = in_source[at].substr(0, in_source[at].size() - inner.size());
    if (before.find_first_not_of(' ') != std::string_view::npos ||
        (indent && *indent != before.size())) {
      return std::nullopt;
    }
    indent = before.size();
  }
  return indent ? std::optional(static_cast<int>(*indent)) : std::nullopt;
}

}  // namespace

bool is_manifest(const Node& root) {
  return says(member(&root, "kind"), "ConfigMap") && member(&root, "apiVersion") != nullptr;
}

Manifest read_manifest(const Node& root) {
  Manifest manifest;
  if (const Node* settings = settings_of(root)) {
    manifest.text = settings->text;
    check_labels(root, manifest.problems);
    return manifest;
  }
  tell(manifest.problems, root, "",
       "The ConfigMap has no text under the key settings.yaml; no setting is read.",
       "Put the settings under data, as the text of the key settings.yaml.");
  return manifest;
}

void move_into_manifest(SettingsProblem& problem, const Node& root, std::string_view source) {
  const Node* settings = settings_of(root);
  if (settings == nullptr || problem.line == 0) {
    return;
  }
  if (const auto indent = indent_of(*settings, source)) {
    problem.line += settings->line;
    problem.column += *indent;
    return;
  }
  problem.message = fmt::format("In line {}, column {} of settings.yaml: {}", problem.line,
                                problem.column, problem.message);
  problem.line = settings->line;
  problem.column = settings->column;
}

}  // namespace translator::settings_parts
