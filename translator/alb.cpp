#include "translator/alb.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "translator/alb_actions.h"
#include "translator/aws_names.h"

namespace translator {
namespace {

constexpr std::string_view kClassAnnotation = "kubernetes.io/ingress.class";
constexpr std::string_view kAutoModeController = "eks.amazonaws.com/alb";
constexpr std::array<std::string_view, 2> kAlbControllers = {"ingress.k8s.aws/alb",
                                                             kAutoModeController};
constexpr std::array<std::string_view, 2> kClassParamsGroups = {"elbv2.k8s.aws",
                                                                "eks.amazonaws.com"};

bool has_alb_key(const Json& ingress) {
  const std::vector<std::string> keys = annotation_keys(ingress);
  return std::any_of(keys.begin(), keys.end(), [](const std::string& key) {
    return key.compare(0, kAlbPrefix.size(), kAlbPrefix) == 0;
  });
}

// Something that only an AWS controller leaves on an object that it serves.
bool was_served_by_aws(const Json& ingress, const Context& context) {
  return has_aws_finalizer(ingress) || elb_hostname(context.backup_item).has_value();
}

void read_class_object(AlbIngress& alb, const Json& ingress_class, const Context& context) {
  const std::string controller = string_at(ingress_class, Pointer("/spec/controller")).value_or("");
  if (std::find(kAlbControllers.begin(), kAlbControllers.end(), controller) ==
      kAlbControllers.end()) {
    alb.owner = IngressOwner::foreign;
    return;
  }
  alb.owner = IngressOwner::alb;
  alb.auto_mode = controller == kAutoModeController;
  const std::optional<std::string> params =
      string_at(ingress_class, Pointer("/spec/parameters/name"));
  if (!params) {
    return;
  }
  alb.class_known = false;
  for (const std::string_view group : kClassParamsGroups) {
    const Json* object = context.surroundings.find(group, "IngressClassParams", "", *params);
    if (object != nullptr) {
      alb.class_params = find(*object, Pointer("/spec"));
      alb.class_known = true;
    }
  }
}

void read_class(AlbIngress& alb, const Json& ingress, const Context& context) {
  const bool evidence = has_alb_key(ingress) || was_served_by_aws(ingress, context);
  // GKE takes an empty class for none and makes it public; so it must not count as another's here.
  const auto by_annotation = annotation(ingress, kClassAnnotation);
  if (by_annotation && !by_annotation->empty()) {
    alb.class_name = *by_annotation;
    alb.class_by_annotation = true;
    // The controller's own class word can be changed by a flag: what it served is its own.
    const bool served = *by_annotation == "alb" || was_served_by_aws(ingress, context);
    alb.owner = served ? IngressOwner::alb : IngressOwner::foreign;
    return;
  }
  const auto by_field = string_at(ingress, Pointer("/spec/ingressClassName"));
  if (!by_field) {
    alb.owner = evidence ? IngressOwner::alb : IngressOwner::none;
    return;
  }
  alb.class_name = *by_field;
  const Json* ingress_class =
      context.surroundings.find("networking.k8s.io", "IngressClass", "", *by_field);
  if (ingress_class != nullptr) {
    read_class_object(alb, *ingress_class, context);
  } else if (*by_field == "alb" || evidence) {
    alb.owner = IngressOwner::alb;
    alb.class_known = false;
  } else {
    alb.owner = IngressOwner::foreign;
  }
}

std::optional<std::string> class_param(const AlbIngress& alb, std::string_view path) {
  return alb.class_params == nullptr ? std::nullopt
                                     : string_at(*alb.class_params, Pointer(std::string(path)));
}

// The scheme that one Ingress itself asks for.
Scheme own_scheme(const Json& ingress, const AlbIngress& alb) {
  Scheme scheme;
  if (const auto param = class_param(alb, "/scheme")) {
    scheme.key = "IngressClassParams spec.scheme";
    scheme.decided_by = "the IngressClassParams of class " + alb.class_name;
    scheme.value = *param;
  } else if (const auto written = annotation(ingress, alb_key("scheme"))) {
    scheme.key = alb_key("scheme");
    scheme.decided_by = "its annotation";
    scheme.value = *written;
  } else {
    return scheme;
  }
  scheme.internet_facing = scheme.value == "internet-facing";
  if (!scheme.internet_facing && scheme.value != "internal") {
    scheme.problem = "'" + scheme.value + "' is no scheme (internal or internet-facing)";
  }
  return scheme;
}

std::string full_name(const Json& object) { return namespace_of(object) + "/" + name_of(object); }

void add_backend(std::vector<Backend>& backends, const Json& service, const Json& ingress,
                 const Context& context) {
  Backend backend;
  backend.service = string_at(service, Pointer("/name")).value_or("");
  const Json* number = find(service, Pointer("/port/number"));
  const std::string port_name = string_at(service, Pointer("/port/name")).value_or("");
  if (backend.service.empty()) {
    return;
  }
  backend.port = number != nullptr ? to_text(*number) : port_name;
  backend.object = context.surroundings.find("", "Service", namespace_of(ingress), backend.service);
  if (backend.object != nullptr) {
    for (const Json& port : array_at(*backend.object, Pointer("/spec/ports"))) {
      const Json* port_number = find(port, Pointer("/port"));
      const bool by_number = number != nullptr && port_number != nullptr && *port_number == *number;
      const bool by_name =
          number == nullptr && string_at(port, Pointer("/name")).value_or("") == port_name;
      if (port_number != nullptr && (by_number || by_name)) {
        backend.port = to_text(*port_number);
        backend.port_object = &port;
        break;
      }
    }
  }
  if (std::find(backends.begin(), backends.end(), backend) == backends.end()) {
    backends.push_back(std::move(backend));
  }
}

// The target groups of a forward action, written as backends; none for other actions.
std::vector<Json> backends_behind_action(const Json& ingress, const std::string& name) {
  std::vector<Json> services;
  const Result<AlbAction> action = action_of(ingress, name);
  const Forward* forward = action ? std::get_if<Forward>(&*action) : nullptr;
  if (forward == nullptr) {
    return services;
  }
  for (const TargetGroup& group : forward->with_traffic()) {
    if (!group.service.empty()) {
      services.push_back(backend_of(group));
    }
  }
  return services;
}

// The backend objects of an Ingress: the default one, then those of the rules.
std::vector<const Json*> backend_objects(const Json& ingress) {
  std::vector<const Json*> objects;
  if (const Json* service = find(ingress, Pointer("/spec/defaultBackend/service"))) {
    objects.push_back(service);
  }
  for (const Json& rule : array_at(ingress, Pointer("/spec/rules"))) {
    for (const Json& path : array_at(rule, Pointer("/http/paths"))) {
      if (const Json* service = find(path, Pointer("/backend/service"))) {
        objects.push_back(service);
      }
    }
  }
  return objects;
}

}  // namespace

std::string alb_key(std::string_view name) { return std::string(kAlbPrefix) + std::string(name); }

AlbIngress read_alb_ingress(const Json& ingress, const Context& context) {
  AlbIngress alb;
  read_class(alb, ingress, context);
  if (alb.owner == IngressOwner::foreign && !has_alb_key(ingress) && !has_aws_finalizer(ingress)) {
    alb.owner = IngressOwner::none;
  }
  if (alb.owner == IngressOwner::alb) {
    const auto written = alb.auto_mode ? std::nullopt : annotation(ingress, alb_key("group.name"));
    alb.group = class_param(alb, "/group/name").value_or(written.value_or(""));
  }
  return alb;
}

std::vector<const Json*> other_members(const Json& ingress, const AlbIngress& alb,
                                       const Context& context) {
  std::vector<const Json*> members;
  if (alb.group.empty()) {
    return members;
  }
  for (const Json* other : context.surroundings.all("networking.k8s.io", "Ingress")) {
    if (full_name(*other) == full_name(ingress)) {
      continue;
    }
    const Context of_other{context.surroundings, context.settings, other, {}};
    const AlbIngress other_alb = read_alb_ingress(*other, of_other);
    if (other_alb.owner == IngressOwner::alb && other_alb.group == alb.group) {
      members.push_back(other);
    }
  }
  return members;
}

Scheme scheme_of(const Json& ingress, const AlbIngress& alb, const Context& context) {
  Scheme scheme = own_scheme(ingress, alb);
  for (const Json* member : other_members(ingress, alb, context)) {
    const Context of_member{context.surroundings, context.settings, member, {}};
    Scheme theirs = own_scheme(*member, read_alb_ingress(*member, of_member));
    if (theirs.key.empty()) {
      continue;
    }
    if (scheme.key.empty()) {
      theirs.decided_by = full_name(*member) + " of the same group";
      scheme = std::move(theirs);
    } else if (scheme.value != theirs.value) {
      scheme.internet_facing = false;
      scheme.problem = "the members of group " + alb.group + " ask for different schemes (" +
                       full_name(*member) + ": " + theirs.value + ")";
    }
  }
  if (!scheme.problem.empty()) {
    scheme.internet_facing = false;
  }
  return scheme;
}

std::string port_name_of(const Json& port) {
  const std::string name = string_at(port, Pointer("/name")).value_or("");
  const Json* number = find(port, Pointer("/port"));
  return !name.empty() || number == nullptr ? name : "port-" + to_text(*number);
}

std::vector<Backend> backends_of(const Json& ingress, const Context& context) {
  std::vector<Backend> backends;
  std::set<std::string> actions;
  const Json* last = nullptr;  // thousands of paths in a row may lead to the same one
  for (const Json* service : backend_objects(ingress)) {
    if (last != nullptr && *last == *service) {
      continue;
    }
    last = service;
    if (!is_action_backend(*service)) {
      add_backend(backends, *service, ingress, context);
      continue;
    }
    const std::string name = string_at(*service, Pointer("/name")).value_or("");
    if (actions.insert(name).second) {
      for (const Json& forwarded : backends_behind_action(ingress, name)) {
        add_backend(backends, forwarded, ingress, context);
      }
    }
  }
  return backends;
}

bool has_action_backend(const Json& ingress) {
  const std::vector<const Json*> objects = backend_objects(ingress);
  return std::any_of(objects.begin(), objects.end(),
                     [](const Json* service) { return is_action_backend(*service); });
}

bool is_action_backend(const Json& service) {
  return string_at(service, Pointer("/port/name")) == "use-annotation";
}

std::optional<TargetGroupSetting> target_group_setting(const Json& ingress, const Backend& backend,
                                                       std::string_view key) {
  if (backend.object != nullptr) {
    if (const auto of_service = annotation(*backend.object, key)) {
      return TargetGroupSetting{.value = *of_service, .from_service = true};
    }
  }
  if (const auto of_ingress = annotation(ingress, key)) {
    return TargetGroupSetting{.value = *of_ingress, .from_service = false};
  }
  return std::nullopt;
}

}  // namespace translator
