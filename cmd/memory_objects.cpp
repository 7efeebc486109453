#include "cmd/memory_objects.h"

#include <fmt/format.h>

#include "cmd/label_selector.h"

namespace cmd {
namespace {

using translator::Json;
using translator::Pointer;

std::string text_at(const Json& object, const char* pointer) {
  return translator::string_at(object, Pointer(pointer)).value_or("");
}

// "ingresses.networking.k8s.io \"web\"", as the API server calls it.
std::string in_words(const ObjectKey& key) {
  return fmt::format("{}{}{} \"{}\"", key.plural, key.group.empty() ? "" : ".", key.group,
                     key.name);
}

ApiAnswer not_found(const ObjectKey& key) {
  return failure(404, "NotFound", in_words(key) + " not found");
}

ApiAnswer unknown_kind() {
  return failure(404, "NotFound", "the server could not find the requested resource");
}

bool has_metadata(const Json& object) {
  return object.is_object() && object.contains("metadata") && object["metadata"].is_object();
}

ApiAnswer no_object() { return failure(400, "BadRequest", "the body is no object with metadata"); }

// Nothing when `wanted` was made from the live version, or from none in particular.
bool is_outdated(const Json& live, const Json& wanted) {
  const std::string version = text_at(wanted, "/metadata/resourceVersion");
  return !version.empty() && version != text_at(live, "/metadata/resourceVersion");
}

ApiAnswer conflict(const ObjectKey& key) {
  return failure(409, "Conflict",
                 fmt::format("Operation cannot be fulfilled on {}: the object has been modified; "
                             "please apply your changes to the latest version and try again",
                             in_words(key)));
}

void merge_applied(Json& live, const Json& applied) {
  if (!live.is_object() || !applied.is_object()) {
    live = applied;
    return;
  }
  for (const auto& [key, value] : applied.items()) {
    merge_applied(live[key], value);
  }
}

}  // namespace

ApiAnswer failure(unsigned code, std::string_view reason, std::string_view message) {
  return {.code = code,
          .body = {{"kind", "Status"},
                   {"apiVersion", "v1"},
                   {"metadata", Json::object()},
                   {"status", "Failure"},
                   {"message", std::string(message)},
                   {"reason", std::string(reason)},
                   {"code", code}}};
}

bool MemoryObjects::knows(const ObjectKey& key) const {
  return !unknown_kinds.contains({key.group, key.plural});
}

bool MemoryObjects::has_namespace_of(const ObjectKey& key) const {
  return key.name_space.empty() ||
         objects_.contains(
             {.group = "", .plural = "namespaces", .name_space = "", .name = key.name_space});
}

ApiAnswer MemoryObjects::get(const ObjectKey& key) const {
  const auto found = objects_.find(key);
  if (!knows(key)) {
    return unknown_kind();
  }
  return found == objects_.end() ? not_found(key) : ApiAnswer{.code = 200, .body = found->second};
}

ApiAnswer MemoryObjects::list(const ObjectKey& collection, std::string_view label_selector) const {
  const auto selector = parse_label_selector(label_selector);
  if (!knows(collection)) {
    return unknown_kind();
  }
  if (!selector) {
    return failure(400, "BadRequest", selector.error().what);
  }
  Json items = Json::array();
  std::string api_version = "v1";
  for (const auto& [key, object] : objects_) {
    const bool wanted = key.group == collection.group && key.plural == collection.plural &&
                        (collection.name_space.empty() || collection.name_space == key.name_space);
    if (wanted && matches(object, *selector)) {
      api_version = text_at(object, "/apiVersion");
      Json item = object;
      item.erase("apiVersion");  // the list says it for all
      item.erase("kind");
      items.push_back(std::move(item));
    }
  }
  const auto kind = kinds_.find({collection.group, collection.plural});
  return {.code = 200,
          .body = {{"kind", (kind == kinds_.end() ? "" : kind->second) + "List"},
                   {"apiVersion", api_version},
                   {"metadata", {{"resourceVersion", std::to_string(version_)}}},
                   {"items", std::move(items)}}};
}

ApiAnswer MemoryObjects::insert(const ObjectKey& key, Json object) {
  Json& metadata = object["metadata"];
  metadata["name"] = key.name;
  if (!key.name_space.empty()) {
    metadata["namespace"] = key.name_space;
  }
  metadata["uid"] = fmt::format("00000000-0000-4000-8000-{:012}", ++identities_);
  metadata["resourceVersion"] = std::to_string(++version_);
  kinds_[{key.group, key.plural}] = translator::kind_of(object);
  return {.code = 201, .body = objects_[key] = std::move(object)};
}

ApiAnswer MemoryObjects::create(const ObjectKey& collection, Json object) {
  if (!has_metadata(object)) {
    return no_object();
  }
  ObjectKey key = collection;
  key.name = translator::name_of(object);
  if (key.name.empty() && !text_at(object, "/metadata/generateName").empty()) {
    key.name = text_at(object, "/metadata/generateName") + fmt::format("{:05}", identities_ + 1);
  }
  if (!knows(key)) {
    return unknown_kind();
  }
  if (key.name.empty()) {
    return failure(422, "Invalid", "metadata.name: Required value");
  }
  if (!text_at(object, "/metadata/resourceVersion").empty()) {
    return failure(400, "BadRequest", "resourceVersion should not be set on objects to be created");
  }
  if (!has_namespace_of(key)) {
    return failure(404, "NotFound", fmt::format("namespaces \"{}\" not found", key.name_space));
  }
  if (objects_.contains(key)) {
    return failure(409, "AlreadyExists", in_words(key) + " already exists");
  }
  return insert(key, std::move(object));
}

ApiAnswer MemoryObjects::replace(Json& live, Json wanted) {
  for (const char* kept : {"uid", "resourceVersion", "name", "namespace"}) {
    if (live["metadata"].contains(kept)) {
      wanted["metadata"][kept] = live["metadata"][kept];
    }
  }
  // Key order is no difference.
  if (nlohmann::json(wanted) != nlohmann::json(live)) {
    live = std::move(wanted);
    live["metadata"]["resourceVersion"] = std::to_string(++version_);
  }
  return {.code = 200, .body = live};
}

ApiAnswer MemoryObjects::update(const ObjectKey& key, Json object) {
  if (before_update) {
    before_update(key, object);
  }
  const auto found = objects_.find(key);
  if (found == objects_.end()) {
    return knows(key) ? not_found(key) : unknown_kind();
  }
  if (!has_metadata(object)) {
    return no_object();
  }
  return is_outdated(found->second, object) ? conflict(key)
                                            : replace(found->second, std::move(object));
}

ApiAnswer MemoryObjects::merge_patch(const ObjectKey& key, const Json& patch) {
  const auto found = objects_.find(key);
  if (found == objects_.end()) {
    return knows(key) ? not_found(key) : unknown_kind();
  }
  if (is_outdated(found->second, patch)) {
    return conflict(key);
  }
  Json wanted = found->second;
  wanted.merge_patch(patch);
  return has_metadata(wanted) ? replace(found->second, std::move(wanted)) : no_object();
}

ApiAnswer MemoryObjects::apply(const ObjectKey& key, const Json& object) {
  if (!knows(key)) {
    return unknown_kind();
  }
  if (!has_metadata(object) || translator::kind_of(object).empty()) {
    return no_object();
  }
  const auto found = objects_.find(key);
  if (found == objects_.end()) {
    return has_namespace_of(key)
               ? insert(key, object)
               : failure(404, "NotFound",
                         fmt::format("namespaces \"{}\" not found", key.name_space));
  }
  if (is_outdated(found->second, object)) {
    return conflict(key);
  }
  Json wanted = found->second;
  merge_applied(wanted, object);
  return replace(found->second, std::move(wanted));
}

ApiAnswer MemoryObjects::remove(const ObjectKey& key) {
  if (objects_.erase(key) == 0) {
    return knows(key) ? not_found(key) : unknown_kind();
  }
  return {.code = 200,
          .body = {{"kind", "Status"},
                   {"apiVersion", "v1"},
                   {"metadata", Json::object()},
                   {"status", "Success"}}};
}

}  // namespace cmd
