#include "translator/docker_config.h"

#include <algorithm>
#include <array>

#include "translator/base64.h"
#include "translator/ecr_host.h"
#include "translator/json_text.h"

namespace translator {
namespace {

struct Place {
  DockerConfigForm form;
  const char* data_key;
  std::string_view type;  // of Secrets that must hold it
};

constexpr std::array kPlaces = {
    Place{DockerConfigForm::dockerconfigjson, ".dockerconfigjson",
          "kubernetes.io/dockerconfigjson"},
    Place{DockerConfigForm::dockercfg, ".dockercfg", "kubernetes.io/dockercfg"},
    Place{DockerConfigForm::opaque, "config.json", ""},
};

std::vector<std::string> hosts_in(const Json* entries) {
  std::vector<std::string> hosts;
  if (entries == nullptr || !entries->is_object()) {
    return hosts;
  }
  for (const auto& [key, value] : entries->items()) {
    std::string host = registry_host(key);
    if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
      hosts.push_back(std::move(host));
    }
  }
  return hosts;
}

bool has_config_part(const Json& value) {
  return value.contains("auths") || value.contains("credHelpers") || value.contains("credsStore");
}

void read_parts(const Json& value, DockerConfig& config) {
  if (config.form == DockerConfigForm::dockercfg) {
    config.hosts = hosts_in(&value);
    return;
  }
  const Json* auths = find(value, Pointer("/auths"));
  if (auths != nullptr && !auths->is_object() && !auths->is_null()) {
    config.broken = "its auths is no object";
    return;
  }
  config.hosts = hosts_in(auths);
  config.helper_hosts = hosts_in(find(value, Pointer("/credHelpers")));
  config.store = string_at(value, Pointer("/credsStore")).value_or("");
}

DockerConfig read_config(const Place& place, const Json& data) {
  DockerConfig config;
  config.form = place.form;
  config.data_key = place.data_key;
  const auto text = data.is_string() ? base64_decoded(data.get_ref<const std::string&>())
                                     : std::optional<std::string>();
  if (!text) {
    config.broken = "it is no base64";
    return config;
  }
  const auto document = parse_json(*text);
  if (!document || !document->value.is_object()) {
    config.broken = document ? "it is no JSON object" : "it is no JSON";
    return config;
  }
  if (place.form == DockerConfigForm::opaque && !has_config_part(document->value)) {
    config.broken = "it is no docker config";
    return config;
  }
  config.text = *text;
  read_parts(document->value, config);
  return config;
}

// JSON that fits between two bytes of a text.
std::string entry_text(const std::string& host, const std::string& auth) {
  return to_text(Json(host)) + ":" + to_text(Json{{"auth", auth}});
}

std::string entries_text(const RegistryAuths& auths) {
  std::string text;
  for (const auto& [host, auth] : auths) {
    text += (text.empty() ? "" : ",") + entry_text(host, auth);
  }
  return text;
}

void insert_first(std::string& text, const TextObject& object, const std::string& members) {
  text.insert(object.begin + 1, members + (object.members.empty() ? "" : ","));
}

Error not_of_this_form() {
  return {"the Secret holds no docker config that can be changed; make it anew", ""};
}

// `entries`: the object whose members are registries.
Result<std::string> replaced(std::string text, const TextObject& entries, RegistryAuths auths) {
  RegistryAuths missing = auths;
  for (auto member = entries.members.rbegin(); member != entries.members.rend(); ++member) {
    const std::string host = registry_host(member->key);
    if (const auto found = auths.find(host); found != auths.end()) {
      text.replace(member->begin, member->end - member->begin,
                   to_text(Json{{"auth", found->second}}));
      missing.erase(host);
    }
  }
  if (!missing.empty()) {
    insert_first(text, entries, entries_text(missing));
  }
  return text;
}

}  // namespace

std::string registry_host(std::string_view key) {
  if (const auto scheme = key.find("://"); scheme != std::string_view::npos) {
    key.remove_prefix(scheme + 3);
  }
  return std::string(key.substr(0, key.find('/')));
}

bool names_ecr(std::string_view host) {
  const bool any_account = !host.empty() && host.front() == '*';
  return any_account ? is_private_ecr_host("000000000000" + std::string(host.substr(1)))
                     : is_private_ecr_host(host);
}

std::vector<DockerConfig> docker_configs(const Json& secret) {
  std::vector<DockerConfig> configs;
  const std::string type = string_at(secret, Pointer("/type")).value_or("");
  for (const Place& place : kPlaces) {
    const Json* data = find(secret, Pointer("/data") / place.data_key);
    if (data == nullptr) {
      continue;
    }
    DockerConfig config = read_config(place, *data);
    if (config.broken.empty() || type == place.type) {
      configs.push_back(std::move(config));
    }
  }
  return configs;
}

Result<std::string> with_auths(std::string_view text, DockerConfigForm form,
                               const RegistryAuths& auths) {
  const auto document = parse_json(text);
  const auto root = object_in_text(text);
  if (!document || !root) {
    return not_of_this_form();
  }
  if (form == DockerConfigForm::dockercfg) {
    return replaced(std::string(text), *root, auths);
  }
  // Of a key that stands twice the last one counts.
  const auto member = std::find_if(root->members.rbegin(), root->members.rend(),
                                   [](const TextMember& found) { return found.key == "auths"; });
  if (member == root->members.rend()) {
    std::string result(text);
    insert_first(result, *root, "\"auths\":{" + entries_text(auths) + "}");
    return result;
  }
  if (text.substr(member->begin, member->end - member->begin) == "null") {
    return std::string(text.substr(0, member->begin)) + "{" + entries_text(auths) + "}" +
           std::string(text.substr(member->end));
  }
  const auto entries = object_in_text(text, member->begin);
  return entries ? replaced(std::string(text), *entries, auths)
                 : Result<std::string>(not_of_this_form());
}

std::string docker_config_text(const RegistryAuths& auths) {
  return "{\"auths\":{" + entries_text(auths) + "}}";
}

}  // namespace translator
