#pragma once

// Reading an Ingress as the AWS Load Balancer Controller (LBC) and EKS Auto Mode read it: is it
// theirs, with which class, in which group, internal or internet-facing, behind which Services.
// Source: kubernetes-sigs/aws-load-balancer-controller v2.0 to v3.5, pkg/ingress.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "translator/aws_values.h"
#include "translator/rule.h"

namespace translator {

// Whose Ingress it is, as far as class and surroundings tell.
enum class IngressOwner {
  none,     // nothing of AWS on it
  foreign,  // AWS keys or finalizers, but its class belongs to another controller
  alb,      // the AWS controller's
};

struct AlbIngress {
  IngressOwner owner = IngressOwner::none;
  std::string class_name;            // "" when it has none
  bool class_by_annotation = false;  // then IngressClassParams do not apply
  // False when the class may have IngressClassParams that could not be read: they would win over
  // every annotation.
  bool class_known = true;
  const Json* class_params = nullptr;  // the spec of its IngressClassParams; null when it has none
  std::string group;                   // explicit group name; "" is a group of its own
  // EKS Auto Mode's: it reads no annotation for the group (its IngressClassParams hold it), for WAF
  // Classic and for Shield. Source: Amazon EKS user guide, "Configure application load balancing".
  bool auto_mode = false;
};

[[nodiscard]] AlbIngress read_alb_ingress(const Json& ingress, const Context& context);

// The other Ingresses of the same explicit group in the backup, over all namespaces.
[[nodiscard]] std::vector<const Json*> other_members(const Json& ingress, const AlbIngress& alb,
                                                     const Context& context);

struct Scheme {
  bool internet_facing = false;
  std::string decided_by;  // words for the finding: "the annotation", "IngressClassParams private"
  std::string key;         // where it is written: an annotation key or a field; "" by default
  std::string value;       // as written; "" by default
  // Set when what is written does not decide: a word that is no scheme, or members that differ.
  std::string problem;
};

// The effective scheme: IngressClassParams, then the annotation, over all members of the group;
// without any, internal. When members differ the AWS controller stops, and internal is taken.
[[nodiscard]] Scheme scheme_of(const Json& ingress, const AlbIngress& alb, const Context& context);

// One Service port behind an Ingress.
struct Backend {
  std::string service;
  std::string port;  // the number when it is known, else as the Ingress writes it
  // The Service as it stands in the backup; null when it is not there.
  const Json* object = nullptr;
  const Json* port_object = nullptr;  // its entry in spec.ports; null when not found

  friend bool operator==(const Backend& a, const Backend& b) {
    return a.service == b.service && a.port == b.port;
  }
};

// Each Service port that gets traffic from a rule or the default backend, once, in order. For a
// backend that is an ALB action these are the Services to which it forwards.
[[nodiscard]] std::vector<Backend> backends_of(const Json& ingress, const Context& context);

// True when a backend is an ALB action (port name use-annotation) and no Service.
[[nodiscard]] bool has_action_backend(const Json& ingress);
// The same of one backend: `service` is its member of that name.
[[nodiscard]] bool is_action_backend(const Json& service);

// A target group setting: the annotation of the Service if it has one, else of the Ingress.
struct TargetGroupSetting {
  std::string value;
  bool from_service = false;
};
[[nodiscard]] std::optional<TargetGroupSetting> target_group_setting(const Json& ingress,
                                                                     const Backend& backend,
                                                                     std::string_view key);

// The name of a port of a Service, or the one that an unnamed port gets where GKE finds settings by
// the name of the port: "port-443".
[[nodiscard]] std::string port_name_of(const Json& port);

// "alb.ingress.kubernetes.io/" + name.
[[nodiscard]] std::string alb_key(std::string_view name);

}  // namespace translator
