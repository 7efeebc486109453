#include "cluster/companions.h"

#include <array>
#include <string_view>

#include "translator/catalogue.h"
#include "translator/gke_names.h"

namespace cluster {

namespace {

using translator::Done;
using translator::Error;
using translator::Json;
using translator::ObjectName;
using translator::Result;
using translator::Status;

constexpr std::string_view kManagedBy = "app.kubernetes.io/managed-by";
constexpr std::string_view kOurName = "eks2gke";

struct Plural {
  std::string_view kind;
  std::string_view plural;
};

// Companions are of kinds that no rule selects.
constexpr std::array kPlurals = {
    Plural{"BackendConfig", "backendconfigs"},
    Plural{"ConfigMap", "configmaps"},  // the report
    Plural{"FrontendConfig", "frontendconfigs"},
    Plural{"ManagedCertificate", "managedcertificates"},
};

// "" for a kind that is neither a companion's nor a rule's.
std::string plural_of(const ObjectName& object) {
  for (const auto& [kind, plural] : kPlurals) {
    if (kind == object.kind) {
      return std::string(plural);
    }
  }
  const std::string group = object.api_version.substr(
      0, object.api_version.find('/') == std::string::npos ? 0 : object.api_version.find('/'));
  for (const translator::Action action : translator::kActions) {
    for (const translator::Resource& resource : translator::resources_of(action)) {
      if (resource.kind == object.kind && resource.group == group) {
        return std::string(resource.plural);
      }
    }
  }
  return "";
}

// The companion as it is applied.
Json complete(const translator::Companion& companion, const ObjectAddress& address,
              const RestoreNames& names) {
  Json object = companion.object;
  object["apiVersion"] = companion.name.api_version;
  object["kind"] = companion.name.kind;
  Json& metadata = object["metadata"];
  metadata["name"] = address.name;
  if (!address.name_space.empty()) {
    metadata["namespace"] = address.name_space;
  }
  Json& labels = metadata["labels"];
  labels[std::string(kManagedBy)] = kOurName;
  // Long values are shortened as the names of companions are.
  if (!names.restore.empty()) {
    labels["velero.io/restore-name"] = translator::companion_name(names.restore);
  }
  if (!names.backup.empty()) {
    labels["velero.io/backup-name"] = translator::companion_name(names.backup);
  }
  return object;
}

bool is_ours(const Json& object) {
  return translator::string_at(object, translator::label_path(kManagedBy)) == kOurName;
}

// But for the labels that name the restore and the metadata of the API server. The order of keys
// has no meaning.
bool is_right_already(const Json& live, const Json& wanted) {
  for (const auto& [key, value] : wanted.items()) {
    const bool body = key != "metadata" && key != "apiVersion" && key != "kind";
    if (body && (!live.contains(key) || nlohmann::json(live[key]) != nlohmann::json(value))) {
      return false;
    }
  }
  return true;
}

std::string in_words(const ObjectName& object, const ObjectAddress& address) {
  return object.kind + " " + address.name_space + "/" + address.name;
}

// A companion whose metadata is no object.
Error no_object(const translator::Companion& companion, const Json::exception& failure) {
  return {std::string("this is no Kubernetes object: ") + failure.what(),
          companion.name.kind + " " + companion.name.name};
}

}  // namespace

Result<ObjectAddress> target_address(const ObjectName& object, const RestoreNames& names) {
  const std::string plural = plural_of(object);
  if (plural.empty()) {
    return Error{"objects of kind " + object.kind + " are neither read nor written", object.name};
  }
  const auto mapped = names.namespace_mapping.find(object.name_space);
  return ObjectAddress{object.api_version, plural,
                       mapped == names.namespace_mapping.end() ? object.name_space : mapped->second,
                       object.name};
}

Result<CompanionState> look_at_companion(KubernetesClient& client,
                                         const translator::Companion& companion,
                                         const RestoreNames& names, Deadline latest) try {
  const auto address = target_address(companion.name, names);
  if (!address) {
    return address.error();
  }
  const auto where = in_words(companion.name, *address);
  const auto live = client.get(*address, latest);
  if (live.failed_with(ApiError::Kind::not_found)) {
    return CompanionState::absent;
  }
  if (!live) {
    return Error{live.error().message, where};
  }
  if (!is_ours(*live)) {
    return Error{
        "an object of this name exists and was not made by eks2gke, so it is left alone; rename or "
        "delete it, then run `eks2gke fix --apply`",
        where};
  }
  return is_right_already(*live, complete(companion, *address, names)) ? CompanionState::right
                                                                       : CompanionState::outdated;
} catch (const Json::exception& failure) {
  return no_object(companion, failure);
}

Status apply_companion(KubernetesClient& client, const translator::Companion& companion,
                       const RestoreNames& names, Deadline latest) try {
  const auto state = look_at_companion(client, companion, names, latest);
  const auto address = target_address(companion.name, names);
  if (!state || !address) {
    return state ? address.error() : state.error();
  }
  if (*state == CompanionState::right) {
    return Done{};
  }
  const auto applied = client.apply(*address, complete(companion, *address, names), latest);
  if (!applied) {
    return Error{applied.error().message, in_words(companion.name, *address)};
  }
  return Done{};
} catch (const Json::exception& failure) {
  return no_object(companion, failure);
}

translator::Status write_needs(KubernetesClient& client, const translator::Translation& translation,
                               const RestoreNames& names, Deadline latest) {
  for (const translator::Companion& companion : translation.companions) {
    if (Status applied = apply_companion(client, companion, names, latest); !applied) {
      return applied;
    }
  }
  if (translation.patches.empty()) {
    return Done{};
  }
  return apply_patches(client, translation.patches, names, latest);
}

}  // namespace cluster
