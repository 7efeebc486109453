#include "translator/catalogue.h"

#include <algorithm>
#include <optional>

#include "translator/key_text.h"
#include "translator/rules/class_fields.h"
#include "translator/rules/rows.h"
#include "translator/spelling.h"

namespace translator {
namespace {

std::vector<const Rule*> collect() {
  std::vector<const Rule*> rules;
  for (const std::span<const Rule> topic : {rules::ingress_certificates(),
                                            rules::ingress_class(),
                                            rules::ingress_group(),
                                            rules::ingress_group_routes(),
                                            rules::ingress_listeners(),
                                            rules::ingress_actions(),
                                            rules::ingress_conditions(),
                                            rules::ingress_paths(),
                                            rules::ingress_protocols(),
                                            rules::ingress_backends(),
                                            rules::ingress_load_balancer_attributes(),
                                            rules::ingress_target_group_attributes(),
                                            rules::ingress_health_check(),
                                            rules::ingress_address_type(),
                                            rules::ingress_targets(),
                                            rules::ingress_frontend_nlb(),
                                            rules::ingress_listener_attributes(),
                                            rules::ingress_dropped(),
                                            rules::ingress_protection(),
                                            rules::ingress_substitute(),
                                            rules::ingress_shared_service(),
                                            rules::ingress_properties(),
                                            rules::service_load_balancer(),
                                            rules::service_source_ranges(),
                                            rules::service_tls(),
                                            rules::service_groups(),
                                            rules::annotation_types(),
                                            rules::service_attributes(),
                                            rules::service_network(),
                                            rules::service_ports(),
                                            rules::external_dns(),
                                            rules::service_dns(),
                                            rules::service_properties(),
                                            rules::service_behind_ingress(),
                                            rules::network_policies(),
                                            rules::gitops(),
                                            rules::pull_secrets(),
                                            rules::workloads(),
                                            rules::aws_only(),
                                            rules::finalizers(),
                                            rules::fold()}) {
    for (const Rule& rule : topic) {
      rules.push_back(&rule);
    }
  }
  return rules;
}

bool matches(std::string_view pattern, std::string_view key) {
  if (!pattern.empty() && pattern.back() == '*') {
    pattern.remove_suffix(1);
    return key.substr(0, pattern.size()) == pattern;
  }
  return pattern == key;
}

}  // namespace

std::span<const Rule* const> all_rules() {
  static const std::vector<const Rule*> kAll = collect();
  return kAll;
}

const Rule* rule_by_id(std::string_view id) {
  const auto rules = all_rules();
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const Rule* row) { return row->id == id; });
  return rule == rules.end() ? nullptr : *rule;
}

std::vector<const Rule*> rules_for_key(std::string_view key) {
  std::vector<std::pair<std::size_t, const Rule*>> found;
  for (const Rule* rule : all_rules()) {
    std::size_t longest = 0;
    for (const std::string_view pattern : rule->keys) {
      if (matches(pattern, key)) {
        longest = std::max(longest, pattern.size());
      }
    }
    if (longest > 0) {
      found.emplace_back(longest, rule);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Rule*> rules;
  rules.reserve(found.size());
  for (const auto& [length, rule] : found) {
    rules.push_back(rule);
  }
  return rules;
}

std::string nearest_name(std::string_view word) {
  constexpr std::size_t kLongestWord = 200;  // the work grows with the square
  if (word.empty() || word.size() > kLongestWord) {
    return "";
  }
  std::string nearest;
  std::size_t least = word.size() / 3 + 1;
  const auto consider = [&](std::string_view name) {
    const std::size_t steps = spelling_distance(word, name);
    if (steps < least) {
      least = steps;
      nearest = name;
    }
  };
  // A key is often asked for without its prefix, an attribute without its key.
  const auto consider_end = [&](std::string_view name, std::string_view mark) {
    const std::size_t at = name.find(mark);
    if (at == std::string_view::npos || word.find(mark) != std::string_view::npos) {
      return;
    }
    const std::size_t steps = spelling_distance(word, name.substr(at + mark.size()));
    if (steps < least) {
      least = steps;
      nearest = name;
    }
  };
  for (const Rule* rule : all_rules()) {
    consider(rule->id);
    for (const std::string_view key : rule->keys) {
      consider(key);
      consider_end(key, "/");
    }
  }
  for (const KeyText* text : all_key_texts()) {
    consider(text->key);
    consider_end(text->key, "/");
    consider_end(text->key, ": ");
  }
  for (const std::string_view field : rules::class_field_names()) {
    consider("IngressClassParams spec." + std::string(field));
  }
  return nearest;
}

std::string_view action_name(Action action) {
  switch (action) {
    case Action::ingress:
      return "eks2gke.io/ingress";
    case Action::service:
      return "eks2gke.io/service";
    case Action::pull_secret:
      return "eks2gke.io/pull-secret";
    case Action::workload:
      return "eks2gke.io/workload";
    case Action::aws_only:
      return "eks2gke.io/aws-only";
  }
  return "";
}

std::vector<Resource> resources_of(Action action) {
  std::vector<Resource> resources;
  for (const Rule* rule : all_rules()) {
    for (const Resource& resource : rule->resources) {
      const bool known = std::any_of(
          resources.begin(), resources.end(),
          [&](const Resource& other) { return other.qualified() == resource.qualified(); });
      if (resource.action == action && !known) {
        resources.push_back(resource);
      }
    }
  }
  std::sort(resources.begin(), resources.end(),
            [](const Resource& a, const Resource& b) { return a.qualified() < b.qualified(); });
  return resources;
}

std::optional<Action> action_for(const Json& object) {
  for (const Rule* rule : all_rules()) {
    for (const Resource& resource : rule->resources) {
      if (resource.matches(object)) {
        return resource.action;
      }
    }
  }
  return std::nullopt;
}

}  // namespace translator
