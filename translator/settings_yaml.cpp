#include "translator/settings_yaml.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "translator/settings_parts/manifest.h"
#include "translator/settings_parts/parts.h"
#include "translator/settings_parts/values.h"

namespace translator {
namespace {

using settings_parts::Manifest;
using settings_parts::Node;
using settings_parts::Problems;
using settings_parts::read_word;
using settings_parts::Section;
using settings_parts::shown;
using settings_parts::tell;
using settings_parts::Tree;

void read_duration(const Section& section, std::string_view key, Problems& problems,
                   std::int64_t& seconds) {
  const Node* value = section[key].value;
  if (value == nullptr) {
    return;
  }
  const auto read =
      value->kind == Node::Kind::scalar ? settings_parts::seconds_in(value->text) : std::nullopt;
  if (read) {
    seconds = *read;
    return;
  }
  tell(problems, *value, section.path_of(key),
       fmt::format("{} is no time of at most 24h; {}m is used.", shown(*value), seconds / 60),
       "Write hours, minutes and seconds, such as 1h30m, 15m or 90s, or 0 to turn it off.");
}

constexpr std::array<std::string_view, 2> kNotInEffect = {"pullSecrets.create",
                                                          "pullSecrets.rewrite"};

// True when the mapping has an entry of this path ("service.style") that is not empty.
bool is_written(const Node& node, std::string_view path) {
  const std::string_view key = path.substr(0, path.find('.'));
  return std::any_of(node.entries.begin(), node.entries.end(), [&](const auto& entry) {
    const auto& [name, value] = entry;
    return name.kind == Node::Kind::scalar && name.text == key &&
           (key.size() == path.size() ? value.kind != Node::Kind::null
                                      : is_written(value, path.substr(key.size() + 1)));
  });
}

void sort_by_place(Problems& problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const SettingsProblem& a, const SettingsProblem& b) {
                     return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                   });
}

}  // namespace

Settings parse_settings(std::string_view text) {
  Tree tree = settings_parts::read_tree(text);
  if (!tree.problems.empty()) {
    return unreadable_settings(std::move(tree.problems.front()));
  }
  Settings settings;
  Problems& problems = settings.problems;
  const Section top(tree.root, "",
                    {"waitForAddress", "parked", "needsAction", "dns", "ingress", "service",
                     "pullSecrets", "accept"},
                    problems);
  read_duration(top, "waitForAddress", problems, settings.wait_for_address_seconds);
  read_word<OnParked>(top, "parked", {{"fail", OnParked::fail}, {"warn", OnParked::warn}}, "fail",
                      problems, settings.parked);
  read_word<OnNeedsAction>(top, "needsAction",
                           {{"describe", OnNeedsAction::describe}, {"fail", OnNeedsAction::fail}},
                           "describe", problems, settings.needs_action);
  read_word<DnsPolicy>(top, "dns", {{"keep", DnsPolicy::keep}, {"hold", DnsPolicy::hold}}, "hold",
                       problems, settings.dns);
  if (const Node* node = top["ingress"].value) {
    settings_parts::read_ingress(*node, settings.ingress, problems);
  }
  if (const Node* node = top["service"].value) {
    settings_parts::read_service(*node, settings.service, problems);
  }
  if (const Node* node = top["pullSecrets"].value) {
    settings_parts::read_pull_secrets(*node, settings.pull_secrets, problems);
  }
  if (const Node* node = top["accept"].value) {
    settings_parts::read_accept(*node, settings.accept, problems);
  }
  sort_by_place(problems);
  for (const std::string_view path : kNotInEffect) {
    if (is_written(tree.root, path)) {
      settings.not_in_effect.emplace_back(path);
    }
  }
  return settings;
}

std::span<const std::string_view> entries_not_in_effect() { return kNotInEffect; }

SettingsFile parse_settings_file(std::string_view file) {
  const Tree tree = settings_parts::read_tree(file);
  if (!tree.problems.empty() || !settings_parts::is_manifest(tree.root)) {
    return {.settings = parse_settings(file), .text = std::string(file)};
  }
  Manifest manifest = settings_parts::read_manifest(tree.root);
  if (!manifest.text) {
    return {.settings = unreadable_settings(std::move(manifest.problems.front())), .text = ""};
  }
  Settings settings = parse_settings(*manifest.text);
  for (SettingsProblem& problem : settings.problems) {
    settings_parts::move_into_manifest(problem, tree.root, file);
  }
  settings.problems.insert(settings.problems.end(), manifest.problems.begin(),
                           manifest.problems.end());
  sort_by_place(settings.problems);
  return {.settings = std::move(settings), .text = *std::move(manifest.text)};
}

}  // namespace translator
