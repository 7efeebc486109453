#include "translator/pull_secret_refresh.h"

#include <algorithm>
#include <iterator>

namespace translator {
namespace {

constexpr std::size_t kAccountLength = 12;

bool lists(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_meant(const DockerConfig& config, const std::string& host) {
  return lists(config.hosts, host) || lists(config.helper_hosts, host) ||
         lists(config.hosts, "*" + host.substr(std::min(host.size(), kAccountLength)));
}

}  // namespace

std::vector<std::string> hosts_to_refresh(const DockerConfig& config, const std::string& name_space,
                                          const PullSecretSettings& settings) {
  std::vector<std::string> hosts;
  const bool here = lists(settings.namespaces, "*") || lists(settings.namespaces, name_space);
  if (settings.strategy != PullSecretStrategy::refresh || !here || !config.broken.empty() ||
      config.form == DockerConfigForm::opaque) {
    return hosts;
  }
  std::copy_if(settings.registries.begin(), settings.registries.end(), std::back_inserter(hosts),
               [&](const std::string& host) { return is_meant(config, host); });
  return hosts;
}

std::vector<std::string> hosts_to_refresh(const Json& secret, const PullSecretSettings& settings) {
  if (settings.strategy != PullSecretStrategy::refresh) {
    return {};
  }
  for (const DockerConfig& config : docker_configs(secret)) {
    if (config.form != DockerConfigForm::opaque) {
      return hosts_to_refresh(config, namespace_of(secret), settings);
    }
  }
  return {};
}

}  // namespace translator
