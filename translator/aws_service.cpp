#include "translator/aws_service.h"

#include <algorithm>
#include <array>

#include "translator/aws_names.h"
#include "translator/aws_values.h"
#include "translator/gke_names.h"

namespace translator {
namespace {

constexpr std::string_view kControllerClass = "service.k8s.aws/nlb";
constexpr std::string_view kAutoModeClass = "eks.amazonaws.com/nlb";
constexpr std::string_view kControllerFinalizer = "service.k8s.aws/resources";

bool has_aws_service_key(const Json& service) {
  const std::vector<std::string> keys = annotation_keys(service);
  return std::any_of(keys.begin(), keys.end(), [](const std::string& key) {
    return is_aws_load_balancer_key(key) &&
           key.compare(0, kServicePrefix.size(), kServicePrefix) == 0;
  });
}

bool has_finalizer(const Json& service, std::string_view wanted) {
  const Json& finalizers = array_at(service, Pointer("/metadata/finalizers"));
  return std::any_of(finalizers.begin(), finalizers.end(), [&](const Json& finalizer) {
    return finalizer.is_string() && finalizer.get_ref<const std::string&>() == wanted;
  });
}

// The API server notes who wrote a field: the program's name, unless it gives another.
bool is_written_by_cloud_provider(const Json& service) {
  const Json& entries = array_at(service, Pointer("/metadata/managedFields"));
  return std::any_of(entries.begin(), entries.end(), [](const Json& entry) {
    return string_at(entry, Pointer("/manager")) == "aws-cloud-controller-manager";
  });
}

ServiceOwner owner_by_type_annotation(const Json& service) {
  const std::string type = annotation(service, service_key("type")).value_or("");
  if (type == "nlb-ip") {
    return ServiceOwner::controller;
  }
  if (type == "external") {
    const auto target = annotation(service, service_key("nlb-target-type"));
    return target == "ip" || target == "instance" ? ServiceOwner::controller : ServiceOwner::nobody;
  }
  return ServiceOwner::in_tree;
}

ServiceOwner owner_of(const Json& service, const Context& context) {
  const std::string load_balancer_class =
      string_at(service, Pointer("/spec/loadBalancerClass")).value_or("");
  if (load_balancer_class == kControllerClass) {
    return ServiceOwner::controller;
  }
  if (load_balancer_class == kAutoModeClass) {
    return ServiceOwner::auto_mode;
  }
  const bool marks = has_aws_service_key(service);
  // The class of the controller can be renamed by its flag --load-balancer-class.
  if (!load_balancer_class.empty() && has_finalizer(service, kControllerFinalizer)) {
    return ServiceOwner::controller;
  }
  if (!load_balancer_class.empty()) {  // another controller's: the annotations have no effect
    return marks ? ServiceOwner::foreign : ServiceOwner::none;
  }
  // The finalizer tells who made the balancer, whatever the annotations say by now.
  if (has_finalizer(service, kControllerFinalizer)) {
    return ServiceOwner::controller;
  }
  const bool balanced =
      elb_hostname(context.backup_item).has_value() || is_written_by_cloud_provider(service);
  return marks || balanced ? owner_by_type_annotation(service) : ServiceOwner::none;
}

void decide_by_scheme(AwsService& read, const Json& service) {
  if (const auto scheme = annotation(service, service_key("scheme"))) {
    read.key = service_key("scheme");
    read.value = *scheme;
    read.decided_by = "its scheme annotation";
    read.internet_facing = *scheme == "internet-facing";
    if (!read.internet_facing && *scheme != "internal") {
      read.problem = "'" + *scheme + "' is no scheme (internal or internet-facing)";
    }
    return;
  }
  const auto internal = annotation(service, service_key("internal"));
  if (!internal || read.owner == ServiceOwner::auto_mode) {
    read.guessed = read.owner != ServiceOwner::auto_mode;
    return;
  }
  read.key = service_key("internal");
  read.value = *internal;
  read.decided_by = "its annotation aws-load-balancer-internal";
  const auto is_internal = aws_bool(*internal);
  if (!is_internal) {
    read.problem = "'" + *internal +
                   "' is neither true nor false for the AWS Load Balancer "
                   "Controller";
    return;
  }
  read.internet_facing = !*is_internal;
}

// The cloud provider takes any text but "" and "false" for internal, and makes the rest public.
void decide_in_tree(AwsService& read, const Json& service, const Context& context) {
  const std::string internal = annotation(service, service_key("internal")).value_or("");
  read.key = service_key("internal");
  read.value = internal;
  read.internet_facing = internal.empty() || internal == "false";
  read.decided_by = internal.empty() ? "the default of the cloud provider"
                                     : "its annotation aws-load-balancer-internal";
  const std::string host = elb_hostname(context.backup_item).value_or("");
  if (read.internet_facing && host.compare(0, 9, "internal-") == 0) {
    read.problem = "the load balancer that it had was internal (" + host + ")";
  }
}

void decide_scheme(AwsService& read, const Json& service, const Context& context) {
  switch (read.owner) {
    case ServiceOwner::in_tree:
      decide_in_tree(read, service, context);
      break;
    case ServiceOwner::controller:
    case ServiceOwner::auto_mode:
      decide_by_scheme(read, service);
      break;
    case ServiceOwner::nobody:
      read.value = annotation(service, service_key("scheme")).value_or("");
      read.guessed = true;
      break;
    case ServiceOwner::foreign:
    case ServiceOwner::none:
      return;
  }
  if (read.internet_facing && asks_for_internal(service)) {
    read.problem = "the Service carries GKE's own annotation for an internal load balancer";
  }
  if (!read.problem.empty()) {
    read.internet_facing = false;
  }
}

}  // namespace

std::string service_key(std::string_view name) {
  return std::string(kServicePrefix) + "aws-load-balancer-" + std::string(name);
}

bool is_aws_load_balancer_class(std::string_view name) {
  return name == kControllerClass || name == kAutoModeClass;
}

std::string_view name_of(ServiceOwner owner) {
  switch (owner) {
    case ServiceOwner::in_tree:
      return "the AWS cloud provider";
    case ServiceOwner::controller:
      return "the AWS Load Balancer Controller";
    case ServiceOwner::auto_mode:
      return "EKS Auto Mode";
    case ServiceOwner::nobody:
    case ServiceOwner::foreign:
    case ServiceOwner::none:
      break;
  }
  return "no controller of AWS";
}

AwsService read_aws_service(const Json& service, const Context& context) {
  AwsService read;
  read.owner = owner_of(service, context);
  read.is_load_balancer = read.owner != ServiceOwner::foreign &&
                          string_at(service, Pointer("/spec/type")) == "LoadBalancer";
  if (read.is_load_balancer) {
    decide_scheme(read, service, context);
  }
  return read;
}

}  // namespace translator
