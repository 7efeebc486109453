#include "tests/cluster/fake_api.h"

namespace cluster_tests {

using translator::Json;

void FakeApi::put(const std::string& path, Json object) {
  const std::lock_guard lock(mutex_);
  object["metadata"]["resourceVersion"] = std::to_string(++version_);
  objects_[path] = std::move(object);
}

std::optional<Json> FakeApi::at(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = objects_.find(path);
  return found == objects_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> FakeApi::writes() const {
  std::vector<std::string> writes;
  for (const auto& request : server_.requests()) {
    if (request.method != "GET") {
      writes.push_back(request.method + " " + request.target);
    }
  }
  return writes;
}

cluster::KubernetesClient FakeApi::client(std::chrono::milliseconds call_limit) const {
  cluster::ClusterAccess access;
  access.server = *cluster::parse_url(server_.url());
  cluster::ClientOptions options;
  options.call_limit = call_limit;
  return std::move(*cluster::KubernetesClient::make(access, options));
}

Reply FakeApi::answer(const Request& request) {
  if (fault) {
    if (auto reply = fault(request)) {
      return *reply;
    }
  }
  const std::lock_guard lock(mutex_);
  const auto path = request.target.substr(0, request.target.find('?'));
  if (request.method == "POST") {
    Json object = Json::parse(request.body);
    const auto name = translator::name_of(object);
    return store(path + "/" + name, std::move(object));
  }
  if (request.method == "PATCH") {
    return patch(request, path);
  }
  const auto found = objects_.find(path);
  if (found == objects_.end()) {
    return status_reply(404, "NotFound", path + " not found");
  }
  if (request.method == "DELETE") {
    objects_.erase(found);
    return json_reply(200, {{"kind", "Status"}, {"status", "Success"}});
  }
  return json_reply(200, found->second);
}

Reply FakeApi::patch(const Request& request, const std::string& path) {
  Json change = Json::parse(request.body);
  const auto found = objects_.find(path);
  if (request.headers.at("content-type") == "application/apply-patch+yaml") {
    Json object = found == objects_.end() ? Json::object() : found->second;
    object.merge_patch(change);
    return store(path, std::move(object));
  }
  if (found == objects_.end()) {
    return status_reply(404, "NotFound", path + " not found");
  }
  const auto wanted =
      translator::string_at(change, translator::Pointer("/metadata/resourceVersion"));
  if (wanted && *wanted != found->second["metadata"]["resourceVersion"].get<std::string>()) {
    return status_reply(409, "Conflict", "the object has been modified");
  }
  Json object = found->second;
  object.merge_patch(change);
  return store(path, std::move(object));
}

Reply FakeApi::store(const std::string& path, Json object) {
  if (on_write) {
    on_write(object);
  }
  object["metadata"]["resourceVersion"] = std::to_string(++version_);
  objects_[path] = object;
  return json_reply(201, object);
}

}  // namespace cluster_tests
