#include "translator/ingress_api.h"

namespace translator {
namespace {

void take_over_backend(Json& backend) {
  if (!backend.is_object() || backend.contains("service") || !backend.contains("serviceName")) {
    return;
  }
  Json service = {{"name", backend.at("serviceName")}};
  const auto port = backend.find("servicePort");
  if (port != backend.end()) {
    service["port"] = {{port->is_number_integer() ? "number" : "name", *port}};
  }
  backend.erase("serviceName");
  backend.erase("servicePort");
  backend["service"] = std::move(service);
}

void take_over_path(Json& path) {
  if (!path.is_object()) {
    return;
  }
  if (!path.contains("pathType")) {
    path["pathType"] = "ImplementationSpecific";
  }
  if (path.contains("backend")) {
    take_over_backend(path["backend"]);
  }
}

// The member as an array to change; null when it is none.
Json* array_in(Json& object, const char* member) {
  const auto found = object.is_object() ? object.find(member) : object.end();
  return object.is_object() && found != object.end() && found->is_array() ? &*found : nullptr;
}

void take_over_rule(Json& rule) {
  if (!rule.is_object() || !rule.contains("http")) {
    return;
  }
  if (Json* paths = array_in(rule["http"], "paths")) {
    for (Json& path : *paths) {
      take_over_path(path);
    }
  }
}

}  // namespace

std::optional<Json> ingress_as_v1(const Json& object) {
  const std::string version = string_at(object, Pointer("/apiVersion")).value_or("");
  if (kind_of(object) != "Ingress" ||
      (version != "networking.k8s.io/v1beta1" && version != "extensions/v1beta1")) {
    return std::nullopt;
  }
  Json ingress = object;
  ingress["apiVersion"] = "networking.k8s.io/v1";
  if (!ingress.contains("spec") || !ingress["spec"].is_object()) {
    return ingress;
  }
  Json& spec = ingress["spec"];
  if (spec.contains("backend") && !spec.contains("defaultBackend")) {
    spec["defaultBackend"] = spec["backend"];
    spec.erase("backend");
    take_over_backend(spec["defaultBackend"]);
  }
  if (Json* rules = array_in(spec, "rules")) {
    for (Json& rule : *rules) {
      take_over_rule(rule);
    }
  }
  return ingress;
}

}  // namespace translator
