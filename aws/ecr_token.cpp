#include "aws/ecr_token.h"

#include <algorithm>

#include "aws/call.h"
#include "translator/base64.h"
#include "translator/json.h"

namespace aws {
namespace {

using translator::Error;
using translator::Json;
using translator::Pointer;
using translator::Result;

constexpr std::string_view kPublicHost = "api.ecr-public.us-east-1.amazonaws.com";
constexpr std::size_t kMostTokenLength = 65'536;  // a real one has some 2700 characters

Error unexpected(std::string what) {
  return {"the answer of ECR cannot be used: " + std::move(what), ""};
}

// "AWS:PASSWORD" without anything that would break a header or a config.
bool is_login(const std::string& text) {
  const auto colon = text.find(':');
  return colon != std::string::npos && colon > 0 && colon + 1 < text.size() &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char character) { return character > 0x20 && character < 0x7f; });
}

std::optional<double> number_at(const Json& object, const char* path) {
  const Json* value = translator::find(object, Pointer(path));
  return value != nullptr && value->is_number() ? std::optional(value->get<double>())
                                                : std::nullopt;
}

Call token_call(cluster::Url server, Scope scope, const char* target,
                const Credentials& credentials) {
  Call call;
  call.server = std::move(server);
  call.scope = std::move(scope);
  call.headers = {{"Content-Type", "application/x-amz-json-1.1"}, {"X-Amz-Target", target}};
  call.body = "{}";
  call.credentials = &credentials;
  return call;
}

Result<EcrToken> ask(const Call& call, const Network& network, cluster::Deadline deadline) {
  auto body = post(call, network, deadline);
  if (!body) {
    return body.error();
  }
  auto token = read_token_answer(*body, call.scope.time);
  wipe(*body);
  if (!token) {
    return Error{token.error().what, call.server.authority()};
  }
  return token;
}

}  // namespace

Result<EcrToken> read_token_answer(std::string_view body, Moment now) {
  const auto document = translator::parse_json(body);
  if (!document) {
    return unexpected("it is no JSON");
  }
  const Json* data = translator::find(document->value, Pointer("/authorizationData"));
  if (data != nullptr && data->is_array()) {
    data = data->empty() ? nullptr : &data->front();
  }
  if (data == nullptr || !data->is_object()) {
    return unexpected("it has no authorizationData");
  }
  auto text = translator::string_at(*data, Pointer("/authorizationToken"));
  if (!text || text->empty() || text->size() > kMostTokenLength) {
    return unexpected("it has no authorizationToken");
  }
  auto login = translator::base64_decoded(*text);
  const bool usable = login && is_login(*login);
  // In one line, whatever the answer held between the digits.
  EcrToken token{SecretText(usable ? translator::base64_encoded(*login) : ""),
                 token_life(now, number_at(*data, "/expiresAt"))};
  wipe(*text);
  if (login) {
    wipe(*login);
  }
  if (!usable) {
    return unexpected("its authorizationToken is no base64 of USER:PASSWORD");
  }
  return token;
}

Result<EcrToken> private_ecr_token(const translator::EcrHost& registry,
                                   const Credentials& credentials, const Network& network,
                                   Moment now, cluster::Deadline deadline) {
  constexpr const char* kTarget = "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken";
  const Scope scope{registry.region, "ecr", now};
  const auto hosts = translator::ecr_api_hosts(registry);
  if (hosts.empty()) {
    return Error{"no region of AWS that this program knows is meant by \"" + registry.region +
                     "\" with the suffix " + registry.suffix + "; correct the registry",
                 ""};
  }
  if (network.ecr_endpoint) {
    return ask(token_call(*network.ecr_endpoint, scope, kTarget, credentials), network, deadline);
  }
  Result<EcrToken> token = Error{};
  for (const std::string& host : hosts) {
    token = ask(token_call(server_at(host), scope, kTarget, credentials), network, deadline);
    if (token) {
      break;
    }
  }
  return token;
}

Result<EcrToken> public_ecr_token(const Credentials& credentials, const Network& network,
                                  Moment now, cluster::Deadline deadline) {
  return ask(
      token_call(network.ecr_endpoint ? *network.ecr_endpoint : server_at(std::string(kPublicHost)),
                 Scope{"us-east-1", "ecr-public", now},
                 "SpencerFrontendService.GetAuthorizationToken", credentials),
      network, deadline);
}

std::string token_key(const translator::EcrHost& registry) {
  const auto hosts = translator::ecr_api_hosts(registry);
  return hosts.empty() ? "" : hosts.front();
}

}  // namespace aws
