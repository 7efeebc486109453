#include "cmd/memory_api.h"

#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "cmd/yaml_json.h"

namespace cmd {
namespace {

using translator::Json;

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    const char* hex = text.data() + at + 1;
    if (text[at] == '%' && at + 2 < text.size() &&
        std::from_chars(hex, hex + 2, byte, 16).ptr == hex + 2) {
      decoded += static_cast<char>(byte);
      at += 2;
    } else {
      decoded += text[at] == '+' ? ' ' : text[at];
    }
  }
  return decoded;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    if (end > 0) {
      parts.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::map<std::string, std::string> parse_query(std::string_view text) {
  std::map<std::string, std::string> query;
  for (const std::string& pair : split(text, '&')) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    query[percent_decoded(pair.substr(0, equals))] =
        percent_decoded(std::string_view(pair).substr(std::min(equals + 1, pair.size())));
  }
  return query;
}

// What follows group and version: [namespaces NS] PLURAL [NAME [SUBRESOURCE]].
bool take_resource(const std::vector<std::string>& parts, std::size_t at, ObjectKey& key) {
  const bool namespaced = parts.size() > at + 2 && parts[at] == "namespaces" &&
                          parts[at + 2] != "status" && parts[at + 2] != "finalize";
  if (namespaced) {
    key.name_space = parts[at + 1];
    at += 2;
  }
  if (parts.size() <= at || parts.size() > at + 3) {
    return false;
  }
  key.plural = parts[at];
  key.name = parts.size() > at + 1 ? parts[at + 1] : "";
  return true;
}

translator::Result<Json> parse_body(const ApiRequest& request) {
  auto json = translator::parse_json(request.body);
  if (json) {
    return std::move(json->value);
  }
  if (request.content_type.find("yaml") == std::string::npos) {
    return json.error();
  }
  auto documents = read_yaml(request.body, "body");
  if (!documents) {
    return documents.error();
  }
  return documents->empty() ? Json() : std::move(documents->front().value);
}

std::string api_version_of(const ApiTarget& target) {
  return target.key.group.empty() ? target.version : target.key.group + "/" + target.version;
}

ApiAnswer patch(MemoryObjects& objects, const ApiTarget& target, const ApiRequest& request,
                const Json& body) {
  const bool applies = request.content_type.find("apply-patch") != std::string::npos;
  if (applies && !target.query.contains("fieldManager")) {
    return failure(400, "BadRequest", "fieldManager is required for apply patch");
  }
  if (applies) {
    return objects.apply(target.key, body);
  }
  if (request.content_type.find("merge-patch+json") == std::string::npos) {
    return failure(415, "UnsupportedMediaType",
                   "only apply-patch+yaml and merge-patch+json are known here");
  }
  return objects.merge_patch(target.key, body);
}

ApiAnswer write(MemoryObjects& objects, const ApiTarget& target, const ApiRequest& request) {
  const auto body = parse_body(request);
  if (!body || !body->is_object()) {
    return failure(400, "BadRequest", "the body is no JSON object");
  }
  const bool whole =
      request.method != "PATCH" || request.content_type.find("apply-patch") != std::string::npos;
  const auto api_version = translator::string_at(*body, translator::Pointer("/apiVersion"));
  if (whole && api_version != api_version_of(target)) {
    return failure(400, "BadRequest",
                   fmt::format("the API version in the data ({}) does not match the expected API "
                               "version ({})",
                               api_version.value_or(""), api_version_of(target)));
  }
  if (request.method == "POST") {
    return objects.create(target.key, *body);
  }
  return request.method == "PUT" ? objects.update(target.key, *body)
                                 : patch(objects, target, request, *body);
}

}  // namespace

std::optional<ApiTarget> parse_api_target(std::string_view address) {
  const std::size_t question = std::min(address.find('?'), address.size());
  std::vector<std::string> parts = split(address.substr(0, question), '/');
  for (std::string& part : parts) {
    part = percent_decoded(part);
  }
  ApiTarget target;
  target.query = parse_query(address.substr(std::min(question + 1, address.size())));
  const bool core = !parts.empty() && parts[0] == "api";
  const std::size_t resource = core ? 2 : 3;
  if (parts.size() <= resource || (!core && parts[0] != "apis")) {
    return std::nullopt;
  }
  target.key.group = core ? "" : parts[1];
  target.version = parts[resource - 1];
  return take_resource(parts, resource, target.key) ? std::optional(target) : std::nullopt;
}

ApiAnswer answer(MemoryObjects& objects, const ApiRequest& request) {
  const auto target = parse_api_target(request.target);
  if (!target) {
    return failure(404, "NotFound", "the server could not find the requested resource");
  }
  const bool collection = target->key.name.empty();
  if (request.method == "GET") {
    const auto selector = target->query.find("labelSelector");
    return collection
               ? objects.list(target->key, selector == target->query.end() ? "" : selector->second)
               : objects.get(target->key);
  }
  if (request.method == "DELETE" && !collection) {
    return objects.remove(target->key);
  }
  const bool changes = request.method == "PUT" || request.method == "PATCH";
  if (changes ? !collection : request.method == "POST" && collection) {
    return write(objects, *target, request);
  }
  return failure(405, "MethodNotAllowed", "the server does not allow this method on the resource");
}

}  // namespace cmd
