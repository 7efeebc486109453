#include "cmd/plugin_actions.h"

#include <algorithm>
#include <fnmatch.h>
#include <utility>

namespace cmd {
namespace {

using translator::Error;
using translator::Json;
using translator::Result;

bool is_listed(const std::vector<std::string>& patterns, const std::string& text) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
  });
}

bool passes(const std::vector<std::string>& included, const std::vector<std::string>& excluded,
            const std::string& text) {
  return (included.empty() || is_listed(included, text)) && !is_listed(excluded, text);
}

}  // namespace

Result<std::vector<PluginAction>> read_actions(PluginHost& host) {
  const auto plugins = host.list_plugins();
  if (!plugins) {
    return plugins.error();
  }
  std::vector<PluginAction> actions;
  for (const PluginIdentity& plugin : *plugins) {
    if (plugin.kind != "RestoreItemActionV2") {
      continue;
    }
    auto selector = host.applies_to(plugin.name);
    if (!selector) {
      return selector.error();
    }
    auto labels = parse_label_selector(selector->labels);
    if (!labels) {
      return Error{.what = labels.error().what, .where = plugin.name};
    }
    actions.push_back({plugin.name, std::move(*selector), std::move(*labels)});
  }
  return actions;
}

bool selects(const PluginAction& action, const BackupItem& item,
             const std::string& target_namespace, const Json& object) {
  const Selector& selector = action.selector;
  const bool restricted =
      !selector.included_namespaces.empty() || !selector.excluded_namespaces.empty();
  return passes(selector.included_resources, selector.excluded_resources, item.directory) &&
         !(restricted && target_namespace.empty()) &&
         passes(selector.included_namespaces, selector.excluded_namespaces, target_namespace) &&
         matches(object, action.labels);
}

}  // namespace cmd
