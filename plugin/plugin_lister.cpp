#include "plugin/plugin_lister.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "translator/catalogue.h"

namespace plugin {

grpc::Status PluginLister::ListPlugins(grpc::ServerContext*, const generated::Empty*,
                                       generated::ListPluginsResponse* response) {
  std::vector<std::string_view> names;
  for (const translator::Action action : translator::kActions) {
    names.push_back(translator::action_name(action));
  }
  std::sort(names.begin(), names.end());
  for (const std::string_view name : names) {
    generated::PluginIdentifier* plugin = response->add_plugins();
    plugin->set_command(command_);
    plugin->set_kind("RestoreItemActionV2");
    plugin->set_name(std::string(name));
  }
  return grpc::Status::OK;
}

}  // namespace plugin
