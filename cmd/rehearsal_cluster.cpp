#include "cmd/rehearsal_cluster.h"

#include <algorithm>
#include <filesystem>

#include "cmd/velero_item.h"

namespace cmd {
namespace {

using translator::Json;

constexpr const char* kVelero = "velero";
constexpr const char* kSettingsName = "eks2gke-settings";

// A name for the Backup object from the name of its file: letters, digits and '-'.
std::string backup_name(const std::string& archive) {
  std::string name = std::filesystem::path(archive).filename().string();
  name = name.substr(0, std::min(name.find(".tar"), name.find(".tgz")));
  std::string safe;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    safe += kept ? lower : '-';
  }
  const std::size_t first = safe.find_first_not_of('-');
  const std::size_t last = safe.find_last_not_of('-');
  return first == std::string::npos ? "backup" : safe.substr(first, last - first + 1);
}

Json velero_object(const char* kind, const std::string& name) {
  return {{"apiVersion", "velero.io/v1"},
          {"kind", kind},
          {"metadata", {{"name", name}, {"namespace", kVelero}}}};
}

Json bare_namespace(const std::string& name) {
  return {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}};
}

// Nor what only accompanies the restore: Events, and ConfigMaps in Velero's namespace (settings,
// the report).
bool is_velero_own(const ObjectKey& key) {
  return key.group == "velero.io" ||
         (key.group.empty() && (key.plural == "namespaces" || key.plural == "events")) ||
         (key.group.empty() && key.plural == "configmaps" && key.name_space == kVelero);
}

void strip(Json& object) {
  object["metadata"].erase("uid");
  object["metadata"].erase("resourceVersion");
}

}  // namespace

RehearsalCluster::RehearsalCluster(MemoryCluster& cluster, const std::string& archive,
                                   std::map<std::string, std::string> namespace_mapping)
    : cluster_(cluster), mapping_(std::move(namespace_mapping)) {
  const std::string name = backup_name(archive);
  cluster_.serve_backup(name, archive);

  Json backup = velero_object("Backup", name);
  backup["status"] = {{"phase", "Completed"}};
  Json restore = velero_object("Restore", "rehearsal");
  restore["spec"] = {{"backupName", name}, {"namespaceMapping", Json::object()}};
  for (const auto& [from, to] : mapping_) {
    restore["spec"]["namespaceMapping"][from] = to;
  }
  restore["status"] = {{"phase", "InProgress"}};
  const ApiAnswer created = cluster_.with_objects([&](MemoryObjects& objects) {
    objects.create({"", "namespaces", "", ""}, bare_namespace(kVelero));
    objects.create({"velero.io", "backups", kVelero, ""}, backup);
    return objects.create({"velero.io", "restores", kVelero, ""}, restore);
  });
  restore_ = translator::to_text(created.body);
}

void RehearsalCluster::add_settings(const std::string& text) {
  Json map = {
      {"apiVersion", "v1"},
      {"kind", "ConfigMap"},
      {"metadata",
       {{"name", kSettingsName},
        {"namespace", kVelero},
        {"labels",
         {{"velero.io/plugin-config", ""}, {"eks2gke.io/settings", "RestoreItemActionV2"}}}}},
      {"data", {{"settings.yaml", text}}}};
  cluster_.with_objects([&](MemoryObjects& objects) {
    return objects.create({"", "configmaps", kVelero, ""}, std::move(map));
  });
}

std::string RehearsalCluster::target_namespace(const std::string& name_space) const {
  const auto mapped = mapping_.find(name_space);
  return mapped == mapping_.end() ? name_space : mapped->second;
}

void RehearsalCluster::remember_namespace(const BackupItem& item) {
  const auto document = translator::parse_json(item.text);
  if (item.directory == "namespaces" && document) {
    namespaces_[item.name] = velero_item(document->value);
  }
}

void RehearsalCluster::ensure_namespace(const std::string& name_space) {
  if (name_space.empty()) {
    return;
  }
  const std::string target = target_namespace(name_space);
  const auto found = namespaces_.find(name_space);
  Json object = found == namespaces_.end() ? bare_namespace(target) : found->second;
  object["metadata"]["name"] = target;
  // There already: fine, Velero leaves it as it is.
  cluster_.with_objects([&](MemoryObjects& objects) {
    return objects.create({"", "namespaces", "", ""}, std::move(object));
  });
}

ApiAnswer RehearsalCluster::create(const BackupItem& item, Json object) {
  return cluster_.with_objects([&](MemoryObjects& objects) {
    return objects.create({item.group(), item.plural(), target_namespace(item.name_space), ""},
                          std::move(object));
  });
}

std::optional<Json> RehearsalCluster::read(const ObjectKey& key) {
  ApiAnswer found =
      cluster_.with_objects([&](const MemoryObjects& objects) { return objects.get(key); });
  if (!found.ok()) {
    return std::nullopt;
  }
  strip(found.body);
  return std::move(found.body);
}

std::vector<Json> RehearsalCluster::others(const std::vector<ObjectKey>& keys) {
  std::vector<ObjectKey> known = keys;
  std::sort(known.begin(), known.end());
  return cluster_.with_objects([&](const MemoryObjects& objects) {
    std::vector<Json> others;
    for (const auto& [key, object] : objects.all()) {
      if (!is_velero_own(key) && !std::binary_search(known.begin(), known.end(), key)) {
        others.push_back(object);
        strip(others.back());
      }
    }
    return others;
  });
}

}  // namespace cmd
