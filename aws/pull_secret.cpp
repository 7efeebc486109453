#include "aws/pull_secret.h"

#include <algorithm>

#include "translator/base64.h"
#include "translator/docker_config.h"

namespace aws {
namespace {

using translator::DockerConfig;
using translator::DockerConfigForm;
using translator::Json;
using translator::Pointer;
using translator::RegistryAuths;
using translator::Result;

RegistryAuths auths_of(const EcrTokens& tokens) {
  RegistryAuths auths;
  for (const auto& [host, token] : tokens) {
    auths[host] = std::string(token.authorization.revealed());
  }
  return auths;
}

std::string lives_text(const TokenLives& lives) {
  Json value = Json::object();
  for (const auto& [host, life] : lives) {
    value[host] = {{"issued", time_text(life.issued)}, {"expires", time_text(life.expires)}};
  }
  return translator::to_text(value);
}

void mark(Json& secret, const EcrTokens& tokens) {
  TokenLives lives = token_lives(secret);
  for (const auto& [host, token] : tokens) {
    lives[host] = token.life;
  }
  secret[translator::label_path(kPullSecretLabel)] = kPullSecretLabelValue;
  secret[translator::annotation_path(kTokensAnnotation)] = lives_text(lives);
}

std::optional<Moment> time_at(const Json& object, const char* path) {
  const auto text = translator::string_at(object, Pointer(path));
  return text ? parse_time(*text) : std::nullopt;
}

}  // namespace

TokenLives token_lives(const Json& secret) {
  TokenLives lives;
  const auto text = translator::annotation(secret, kTokensAnnotation);
  const auto document = translator::parse_json(text.value_or(""));
  if (!document || !document->value.is_object()) {
    return lives;
  }
  for (const auto& [host, life] : document->value.items()) {
    const auto issued = time_at(life, "/issued");
    const auto expires = time_at(life, "/expires");
    if (issued && expires) {
      lives[host] = {*issued, *expires, false};
    }
  }
  return lives;
}

Result<Json> with_tokens(Json secret, const EcrTokens& tokens) {
  auto configs = translator::docker_configs(secret);
  const auto config = std::find_if(
      configs.begin(), configs.end(),
      [](const DockerConfig& candidate) { return candidate.form != DockerConfigForm::opaque; });
  if (config == configs.end()) {
    return translator::Error{"the Secret holds no docker config that the kubelet reads", ""};
  }
  if (!config->broken.empty()) {
    return translator::Error{"its docker config cannot be read: " + config->broken, ""};
  }
  auto text = translator::with_auths(config->text, config->form, auths_of(tokens));
  if (!text) {
    return text.error();
  }
  secret["data"][config->data_key] = translator::base64_encoded(*text);
  wipe(*text);
  wipe(config->text);
  mark(secret, tokens);
  return secret;
}

std::map<std::string, std::string> decoded_data(const Json& secret) {
  std::map<std::string, std::string> values;
  const Json* data = translator::find(secret, Pointer("/data"));
  if (data == nullptr || !data->is_object()) {
    return values;
  }
  for (const auto& [key, value] : data->items()) {
    const auto text = value.is_string()
                          ? translator::base64_decoded(value.get_ref<const std::string&>())
                          : std::optional<std::string>();
    if (text) {
      values[key] = *text;
    }
  }
  return values;
}

Json new_pull_secret(const std::string& name, const std::string& name_space,
                     const EcrTokens& tokens) {
  Json secret = {{"apiVersion", "v1"},
                 {"kind", "Secret"},
                 {"metadata", {{"name", name}}},
                 {"type", "kubernetes.io/dockerconfigjson"}};
  if (!name_space.empty()) {
    secret["metadata"]["namespace"] = name_space;
  }
  std::string text = translator::docker_config_text(auths_of(tokens));
  secret["data"][".dockerconfigjson"] = translator::base64_encoded(text);
  wipe(text);
  mark(secret, tokens);
  return secret;
}

}  // namespace aws
