#include "cmd/velero_item.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include <fmt/format.h>

namespace cmd {
namespace {

using translator::Json;
using translator::Pointer;

constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

std::string text_at(const Json& object, const char* pointer) {
  return translator::string_at(object, Pointer(pointer)).value_or("");
}

void reset_metadata(Json& object) {
  constexpr std::array kReset = {"generateName",
                                 "selfLink",
                                 "uid",
                                 "resourceVersion",
                                 "generation",
                                 "creationTimestamp",
                                 "deletionTimestamp",
                                 "deletionGracePeriodSeconds",
                                 "ownerReferences"};
  const auto metadata = object.find("metadata");
  if (metadata == object.end() || !metadata->is_object()) {
    return;
  }
  for (const char* key : kReset) {
    metadata->erase(key);
  }
}

bool is_set_number(const Json& value) { return value.is_number_integer() && value != 0; }

// What `kubectl apply` was given; null when it was not used or left no JSON.
Json last_applied(const Json& service) {
  const auto text = translator::annotation(service, kLastApplied);
  const auto document = translator::parse_json(text.value_or(""));
  return document ? document->value : Json();
}

// Velero's names for the ports whose node port a person chose: the port's name, or the node port
// itself when it has none.
std::set<std::string> chosen_by_apply(const Json& applied) {
  std::set<std::string> chosen;
  for (const Json& port : translator::array_at(applied, Pointer("/spec/ports"))) {
    const Json* node_port = translator::find(port, Pointer("/nodePort"));
    if (node_port != nullptr && is_set_number(*node_port)) {
      const auto name = translator::string_at(port, Pointer("/name"));
      chosen.insert(name ? "name " + *name : "node port " + node_port->dump());
    }
  }
  return chosen;
}

// Server-side apply leaves no annotation, but says in managedFields who set what.
std::set<std::string> chosen_by_managers(const Json& service) {
  std::set<std::string> chosen;
  for (const Json& entry : translator::array_at(service, Pointer("/metadata/managedFields"))) {
    const Json* ports = translator::find(entry, Pointer("/fieldsV1/f:spec/f:ports"));
    if (ports == nullptr || !ports->is_object()) {
      continue;
    }
    for (const auto& [key, fields] : ports->items()) {
      if (fields.is_object() && fields.contains("f:nodePort")) {
        chosen.insert(key);
      }
    }
  }
  return chosen;
}

std::string managed_key(const Json& port) {
  const Json* number = translator::find(port, Pointer("/port"));
  return fmt::format(R"(k:{{"port":{},"protocol":"{}"}})", number == nullptr ? "0" : number->dump(),
                     text_at(port, "/protocol"));
}

std::string applied_key(const Json& port) {
  const std::string name = text_at(port, "/name");
  const Json* node_port = translator::find(port, Pointer("/nodePort"));
  return name.empty() ? "node port " + (node_port == nullptr ? "" : node_port->dump())
                      : "name " + name;
}

void clear_node_ports(Json& service, const Json& applied) {
  const auto ports = service["spec"].find("ports");
  if (text_at(service, "/spec/type") == "ExternalName" || ports == service["spec"].end() ||
      !ports->is_array()) {
    return;
  }
  const bool by_apply = translator::annotation(service, kLastApplied).has_value();
  const std::set<std::string> chosen =
      by_apply ? chosen_by_apply(applied) : chosen_by_managers(service);
  for (Json& port : *ports) {
    if (port.is_object() && !chosen.contains(by_apply ? applied_key(port) : managed_key(port))) {
      port.erase("nodePort");
    }
  }
}

bool health_check_port_is_chosen(const Json& service, const Json& applied) {
  const Json* port = translator::find(applied, Pointer("/spec/healthCheckNodePort"));
  if (port != nullptr && is_set_number(*port)) {
    return true;
  }
  const Json& managers = translator::array_at(service, Pointer("/metadata/managedFields"));
  return std::any_of(managers.begin(), managers.end(), [](const Json& entry) {
    return translator::find(entry, Pointer("/fieldsV1/f:spec/f:healthCheckNodePort")) != nullptr;
  });
}

void reset_service(Json& service) {
  const auto spec = service.find("spec");
  if (spec == service.end() || !spec->is_object()) {
    return;
  }
  if (text_at(service, "/spec/clusterIP") != "None") {
    spec->erase("clusterIP");
    spec->erase("clusterIPs");
  }
  const Json applied = last_applied(service);
  clear_node_ports(service, applied);
  if (text_at(service, "/spec/type") == "LoadBalancer" &&
      text_at(service, "/spec/externalTrafficPolicy") == "Local" &&
      !health_check_port_is_chosen(service, applied)) {
    spec->erase("healthCheckNodePort");
  }
}

bool is_mirror_pod(const Json& pod) {
  return translator::annotation(pod, "kubernetes.io/config.mirror").has_value();
}

bool is_finished_pod(const Json& pod) {
  const std::string phase = text_at(pod, "/status/phase");
  return phase == "Succeeded" || phase == "Failed";
}

// Velero's restore controller adds these to the excluded resources of every restore.
bool is_never_restored(const std::string& group, const std::string& kind) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kNever = {{
      {"", "Event"},
      {"", "Node"},
      {"events.k8s.io", "Event"},
      {"storage.k8s.io", "CSINode"},
      {"storage.k8s.io", "VolumeAttachment"},
      {"velero.io", "Backup"},
      {"velero.io", "BackupRepository"},
      {"velero.io", "ResticRepository"},
      {"velero.io", "Restore"},
  }};
  return std::any_of(kNever.begin(), kNever.end(), [&](const auto& never) {
    return never.first == group && never.second == kind;
  });
}

}  // namespace

Json velero_item(const Json& backup_object) {
  Json item = backup_object;
  reset_metadata(item);
  item.erase("status");
  if (translator::kind_of(item) == "Service" && translator::group_of(item).empty()) {
    reset_service(item);
  }
  return item;
}

Json item_of_input(const Json& object) {
  return translator::find(object, Pointer("/metadata/uid")) != nullptr ? velero_item(object)
                                                                       : object;
}

std::string_view why_left_out(const Json& backup_object) {
  const std::string group = translator::group_of(backup_object);
  const std::string kind = translator::kind_of(backup_object);
  if (is_never_restored(group, kind)) {
    return "Velero never restores this kind";
  }
  if (group.empty() && kind == "Pod" && is_finished_pod(backup_object)) {
    return "a finished Pod";
  }
  if (group.empty() && kind == "Pod" && is_mirror_pod(backup_object)) {
    return "a mirror Pod";
  }
  if (group == "batch" && kind == "Job" &&
      !text_at(backup_object, "/status/completionTime").empty()) {
    return "a finished Job";
  }
  return "";
}

}  // namespace cmd
