#include "tests/support/aws_oracle.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <set>

#include "tests/support/protection_oracle.h"
#include "tests/support/routing_oracle.h"
#include "tests/support/service_oracle.h"

namespace support {
namespace {

using translator::Json;
using translator::Surroundings;

const std::string kAlb = "alb.ingress.kubernetes.io/";
const std::string kBeta = "service.beta.kubernetes.io/";

bool begins(const std::string& text, const std::string& prefix) {
  return text.rfind(prefix, 0) == 0;
}

// A text below nested keys; "" when anything is missing or of another type.
std::string text_in(const Json& object, std::initializer_list<const char*> keys) {
  const Json* at = &object;
  for (const char* key : keys) {
    if (!at->is_object() || !at->contains(key)) {
      return "";
    }
    at = &at->at(key);
  }
  return at->is_string() ? at->get<std::string>() : "";
}

std::string note(const Json& object, const std::string& key) {
  return text_in(object, {"metadata", "annotations", key.c_str()});
}

bool has_note(const Json& object, const std::string& key) {
  const auto keys = translator::annotation_keys(object);
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_ingress(const Json& object) { return text_in(object, {"kind"}) == "Ingress"; }

// The spec of the IngressClassParams that govern the Ingress; null when none do.
Json params_of(const Json& ingress, const Surroundings& backup) {
  if (!note(ingress, "kubernetes.io/ingress.class").empty()) {
    return nullptr;  // "if present it decides alone"
  }
  const std::string name = text_in(ingress, {"spec", "ingressClassName"});
  const Json* ingress_class = backup.find("networking.k8s.io", "IngressClass", "", name);
  if (name.empty() || ingress_class == nullptr) {
    return nullptr;
  }
  const std::string params = text_in(*ingress_class, {"spec", "parameters", "name"});
  for (const char* group : {"elbv2.k8s.aws", "eks.amazonaws.com"}) {
    if (const Json* found = backup.find(group, "IngressClassParams", "", params)) {
      return found->contains("spec") ? found->at("spec") : Json(nullptr);
    }
  }
  return nullptr;
}

std::string controller_of(const Json& ingress, const Surroundings& backup) {
  const std::string name = text_in(ingress, {"spec", "ingressClassName"});
  const Json* ingress_class = backup.find("networking.k8s.io", "IngressClass", "", name);
  return ingress_class == nullptr ? "" : text_in(*ingress_class, {"spec", "controller"});
}

bool is_of_auto_mode(const Json& ingress, const Surroundings& backup) {
  return note(ingress, "kubernetes.io/ingress.class").empty() &&
         controller_of(ingress, backup) == "eks.amazonaws.com/alb";
}

std::string group_of(const Json& ingress, const Surroundings& backup) {
  const Json params = params_of(ingress, backup);
  const std::string by_class = text_in(params, {"group", "name"});
  return by_class.empty() && !is_of_auto_mode(ingress, backup) ? note(ingress, kAlb + "group.name")
                                                               : by_class;
}

std::string same_object(const Json& object) {
  return text_in(object, {"metadata", "namespace"}) + "/" + text_in(object, {"metadata", "name"});
}

// An Ingress that another controller serves is in no group of an ALB.
bool is_served_by_another(const Json& ingress, const Surroundings& backup) {
  const std::string by_note = note(ingress, "kubernetes.io/ingress.class");
  if (!by_note.empty()) {
    return by_note != "alb";
  }
  const std::string controller = controller_of(ingress, backup);
  return !controller.empty() && controller != "ingress.k8s.aws/alb" &&
         controller != "eks.amazonaws.com/alb";
}

std::vector<Json> group_with(const Json& ingress, const Surroundings& backup) {
  std::vector<Json> members = {ingress};
  const std::string group = group_of(ingress, backup);
  for (const Json* other : backup.all("networking.k8s.io", "Ingress")) {
    if (!group.empty() && same_object(*other) != same_object(ingress) &&
        group_of(*other, backup) == group && !is_served_by_another(*other, backup)) {
      members.push_back(*other);
    }
  }
  return members;
}

// Whether rules of the member came before those of the Ingress on the shared load balancer; so,
// too, where an order is no number.
bool may_come_first(const Json& member, const Json& ingress) {
  const auto place = [](const Json& object) {
    const std::string order = note(object, kAlb + "group.order");
    return std::pair(order.empty() ? 0 : std::atoi(order.c_str()), same_object(object));
  };
  const auto is_number = [](const Json& object) {
    const std::string order = note(object, kAlb + "group.order");
    const std::string digits = order.substr(begins(order, "-") ? 1 : 0);
    return !has_note(object, kAlb + "group.order") ||
           (!digits.empty() && digits.size() < 5 &&
            digits.find_first_not_of("0123456789") == std::string::npos);
  };
  return !is_number(member) || !is_number(ingress) || place(member) <= place(ingress);
}

Reach reach_of_ingress(const Json& ingress, const Surroundings& backup) {
  std::set<std::string> schemes;
  for (const Json& member : group_with(ingress, backup)) {
    const Json params = params_of(member, backup);
    const std::string by_class = text_in(params, {"scheme"});
    const std::string scheme = by_class.empty() ? note(member, kAlb + "scheme") : by_class;
    if (!by_class.empty() || has_note(member, kAlb + "scheme")) {
      schemes.insert(scheme);
    }
  }
  if (schemes.size() > 1) {
    return Reach::in_doubt;
  }
  if (schemes.empty() || *schemes.begin() == "internal") {
    return Reach::internal;
  }
  return *schemes.begin() == "internet-facing" ? Reach::internet : Reach::in_doubt;
}

// The table "Who owns a Service of an EKS cluster", and the defaults of each owner.
Reach reach_of_service(const Json& service, const Json* backup_item) {
  const std::string balancer_class = text_in(service, {"spec", "loadBalancerClass"});
  const std::string type = note(service, kBeta + "aws-load-balancer-type");
  const std::string target = note(service, kBeta + "aws-load-balancer-nlb-target-type");
  const std::string scheme = note(service, kBeta + "aws-load-balancer-scheme");
  const std::string internal = note(service, kBeta + "aws-load-balancer-internal");
  const std::string finalizers =
      translator::array_at(service, translator::Pointer("/metadata/finalizers")).dump();
  const bool by_class = begins(balancer_class, "service.k8s.aws/nlb") ||
                        begins(balancer_class, "eks.amazonaws.com/nlb");
  const bool finalized = finalizers.find("service.k8s.aws/resources") != std::string::npos;
  if (!by_class && !balancer_class.empty() && !finalized) {
    return Reach::internal;  // no controller of AWS made anything
  }
  const bool by_controller = by_class || type == "nlb-ip" ||
                             (type == "external" && (target == "ip" || target == "instance")) ||
                             finalized;
  if (by_controller) {
    if (has_note(service, kBeta + "aws-load-balancer-scheme")) {
      return scheme == "internet-facing" ? Reach::internet
             : scheme == "internal"      ? Reach::internal
                                         : Reach::in_doubt;
    }
    static const std::set<std::string> kNo = {"0", "f", "F", "false", "False", "FALSE"};
    return kNo.count(internal) != 0 && balancer_class != "eks.amazonaws.com/nlb" ? Reach::internet
                                                                                 : Reach::internal;
  }
  if (type == "external") {
    return Reach::internal;  // nobody's: it had no load balancer at all
  }
  if (!internal.empty() && internal != "false") {
    return Reach::internal;  // the cloud provider takes any other text for yes
  }
  if (backup_item != nullptr && backup_item->dump().find("\"internal-") != std::string::npos) {
    return Reach::in_doubt;
  }
  return Reach::internet;
}

// Harmless keys by their beginning: all others keep somebody out, or change what the pods get.
// What keys of routing shield is looked at request by request, see routing_oracle.h.
constexpr std::array<const char*, 25> kHarmlessIngressKeys = {
    "scheme",
    // judged by tls_on_aws()
    "acm-pca-arn", "backend-protocol", "certificate-arn", "create-acm-cert", "listen-ports",
    "ssl-policy", "ssl-redirect",
    // judged by routing_oracle.h
    "actions.", "conditions.", "transforms.", "use-regex-path-match", "load-balancer-name",
    "group.", "tags", "subnets", "target-type", "healthcheck-", "healthy-threshold-count",
    "unhealthy-threshold-count", "success-codes", "dry-run-plan", "load-balancer-attributes",
    "target-group-attributes", "minimum-load-balancer-capacity"};

template <std::size_t Size>
void add_protections(const Json& object, const std::string& prefix,
                     const std::array<const char*, Size>& harmless,
                     std::vector<std::string>& found) {
  for (const std::string& key : aws_keys(object)) {
    if (!begins(key, prefix)) {
      continue;
    }
    const std::string name = key.substr(prefix.size());
    if (prefix == kAlb && is_judged_by_value(name)) {
      continue;
    }
    if (std::none_of(harmless.begin(), harmless.end(),
                     [&](const char* known) { return begins(name, known); })) {
      found.push_back(same_object(object) + ": " + key);
    }
  }
}

}  // namespace

Reach reach_on_aws(const Json& object, const Json* backup_item, const Surroundings& backup) {
  return is_ingress(object) ? reach_of_ingress(object, backup)
                            : reach_of_service(object, backup_item);
}

bool public_on_gke(const Json& object) {
  if (is_ingress(object)) {
    const std::string name = note(object, "kubernetes.io/ingress.class");
    const bool by_field = object.contains("spec") && object.at("spec").is_object() &&
                          object.at("spec").contains("ingressClassName");
    return name == "gce" || name == "gce-regional-external" || (name.empty() && !by_field);
  }
  if (text_in(object, {"kind"}) != "Service" ||
      text_in(object, {"spec", "type"}) != "LoadBalancer") {
    return false;
  }
  const std::string balancer_class = text_in(object, {"spec", "loadBalancerClass"});
  if (!balancer_class.empty()) {
    return balancer_class.find("external") != std::string::npos;
  }
  std::string type = note(object, "networking.gke.io/load-balancer-type");
  if (!has_note(object, "networking.gke.io/load-balancer-type")) {
    type = note(object, "cloud.google.com/load-balancer-type");
  }
  return type != "Internal" && type != "internal";
}

Tls tls_on_aws(const Json& ingress, const Surroundings& backup) {
  const Json params = params_of(ingress, backup);
  const bool by_class = params.is_object() && params.contains("certificateArn") &&
                        !params.at("certificateArn").empty();
  const std::string arns = note(ingress, kAlb + "certificate-arn");
  const std::string created = note(ingress, kAlb + "create-acm-cert");
  const bool has_certificate = by_class || arns.find_first_not_of(", ") != std::string::npos ||
                               (!created.empty() && created != "false");
  const std::string ports = note(ingress, kAlb + "listen-ports");
  const bool written = has_note(ingress, kAlb + "listen-ports");
  bool redirects = false;
  for (const Json& member : group_with(ingress, backup)) {
    redirects = redirects || has_note(member, kAlb + "ssl-redirect") ||
                !text_in(params_of(member, backup), {"sslRedirectPort"}).empty();
  }
  const bool http = written ? ports.find("\"HTTP\"") != std::string::npos : !has_certificate;
  return {.https = written ? ports.find("HTTPS") != std::string::npos : has_certificate,
          .plain = http && !redirects};
}

Tls tls_on_gke(const Json& ingress, const std::vector<Json>& companions) {
  bool redirects = false;
  for (const Json& companion : companions) {
    redirects =
        redirects || (text_in(companion, {"kind"}) == "FrontendConfig" &&
                      companion.at("spec").dump().find("\"enabled\":true") != std::string::npos);
  }
  const bool certificates =
      !note(ingress, "ingress.gcp.kubernetes.io/pre-shared-cert").empty() ||
      !note(ingress, "networking.gke.io/managed-certificates").empty() ||
      !translator::array_at(ingress, translator::Pointer("/spec/tls")).empty();
  return {.https = certificates,
          .plain = note(ingress, "kubernetes.io/ingress.allow-http") != "false" && !redirects};
}

std::vector<std::string> protections_on_aws(const Json& object, const Surroundings& backup) {
  std::vector<std::string> found;
  if (!is_ingress(object)) {
    return service_protections_on_aws(object);
  }
  std::vector<MemberOnAws> members;
  for (const Json& member : group_with(object, backup)) {
    members.push_back({.ingress = member,
                       .params = params_of(member, backup),
                       .services = {},
                       .auto_mode = is_of_auto_mode(member, backup)});
    add_protections(member, kAlb, kHarmlessIngressKeys, found);
    const std::vector<std::string> shielded =
        may_come_first(member, object) ? shielded_on_aws(member) : std::vector<std::string>();
    for (const std::string& request : shielded) {
      found.push_back(same_object(member) + ": " + request);
    }
    for (const Json* service : backup.all("", "Service")) {
      const std::string quoted = "\"name\":\"" + text_in(*service, {"metadata", "name"}) + "\"";
      if (text_in(*service, {"metadata", "namespace"}) ==
              text_in(member, {"metadata", "namespace"}) &&
          member.contains("spec") && member.at("spec").dump().find(quoted) != std::string::npos) {
        add_protections(*service, kAlb, kHarmlessIngressKeys, found);
        members.back().services.push_back(*service);
      }
    }
  }
  for (std::string& protection : effective_protections(members)) {
    found.push_back(std::move(protection));
  }
  return found;
}

std::vector<std::string> aws_keys(const Json& object) {
  std::vector<std::string> keys;
  for (const std::string& key : translator::annotation_keys(object)) {
    if (begins(key, kAlb) || begins(key, kBeta + "aws-") || begins(key, kBeta + "actions.")) {
      keys.push_back(key);
    }
  }
  return keys;
}

bool may_be_of_aws(const std::string& text) {
  std::string lower;
  std::transform(text.begin(), text.end(), std::back_inserter(lower),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::array<const char*, 6> marks = {"aws",       "alb", "karpenter",
                                            "/actions.", "ecr", "load-balancer-cleanup"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](const char* mark) { return lower.find(mark) != std::string::npos; });
}

}  // namespace support
