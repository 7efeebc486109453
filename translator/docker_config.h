#pragma once

// Docker configs in Secrets: which registries they hold credentials for, and how the credentials of
// one registry are replaced. Rules, plugin and CLI read every form here. The texts are secrets: no
// part of them but names of hosts may be shown.
// Source: k8s.io/kubernetes pkg/credentialprovider/config.go for what the kubelet reads.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"
#include "translator/result.h"

namespace translator {

enum class DockerConfigForm {
  dockerconfigjson,  // {"auths":{HOST:{...}}}
  dockercfg,         // legacy: {HOST:{...}}
  opaque,            // the first one in `config.json` of another Secret: tools read it, no kubelet
};

struct DockerConfig {
  DockerConfigForm form = DockerConfigForm::dockerconfigjson;
  std::string data_key;  // ".dockerconfigjson", ".dockercfg", "config.json"
  std::string broken;    // why it cannot be read; "" when it can, and then the next four count
  std::string text;      // decoded
  std::vector<std::string> hosts;         // with credentials, "https://" and paths taken off
  std::vector<std::string> helper_hosts;  // in credHelpers, which the kubelet passes over
  std::string store;                      // credsStore, likewise
};

// All docker configs of a Secret. A `config.json` that is none is not in it.
[[nodiscard]] std::vector<DockerConfig> docker_configs(const Json& secret);

// "https://HOST/v1/" -> "HOST": the same registry is written in several ways.
[[nodiscard]] std::string registry_host(std::string_view key);

// A host of ECR, or a wildcard of the kubelet that stands for the accounts of one
// ("*.dkr.ecr.us-east-1.amazonaws.com").
[[nodiscard]] bool names_ecr(std::string_view host);

// Hosts with what belongs into `auth`, base64 of USER:PASSWORD.
using RegistryAuths = std::map<std::string, std::string>;

// The text with these credentials in place of those of the same hosts, in whatever way a host is
// written; hosts that were not there are added. Every other byte stays. Error: the text is no
// docker config of this form.
[[nodiscard]] Result<std::string> with_auths(std::string_view text, DockerConfigForm form,
                                             const RegistryAuths& auths);

// A new docker config (of the form dockerconfigjson).
[[nodiscard]] std::string docker_config_text(const RegistryAuths& auths);

}  // namespace translator
