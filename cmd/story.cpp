#include "cmd/story.h"

#include <algorithm>

#include "translator/alb.h"
#include "translator/aws_service.h"
#include "translator/ingress_api.h"
#include "translator/report.h"
#include "translator/resources.h"

namespace cmd {
namespace {

using translator::Context;
using translator::Json;
using translator::object_name_of;
using translator::ObjectName;

void add_ingress(const Json& ingress, const translator::Served& served, const Context& context,
                 std::map<std::string, Story>& albs) {
  const translator::AlbIngress alb = translator::read_alb_ingress(ingress, context);
  if (alb.owner != translator::IngressOwner::alb) {
    return;
  }
  const ObjectName name = object_name_of(ingress);
  // No group name holds a '/'.
  Story& story = albs[alb.group.empty() ? label_of(name) : alb.group];
  story.group = alb.group;
  story.ingresses.push_back(name);
  story.google.add(served);
  for (const translator::Backend& backend : translator::backends_of(ingress, context)) {
    if (backend.object == nullptr) {
      continue;
    }
    const ObjectName service = object_name_of(*backend.object);
    if (std::find(story.services.begin(), story.services.end(), service) == story.services.end()) {
      story.services.push_back(service);
    }
  }
}

Json labels_of(const std::vector<ObjectName>& objects) {
  Json labels = Json::array();
  for (const ObjectName& object : objects) {
    labels.push_back(label_of(object));
  }
  return labels;
}

}  // namespace

std::string key_of(const ObjectName& object) { return object.kind + " " + label_of(object); }

void Stories::add(const Json& object, const AddressNeed& need, const Context& context) {
  if (need.served.addresses > 0) {
    addresses[key_of(object_name_of(object))] = need;
  }
  if (const auto modern = translator::ingress_as_v1(object)) {
    add_ingress(*modern, need.served, context, albs);
  } else if (translator::kIngress.matches(object)) {
    add_ingress(object, need.served, context, albs);
  } else if (translator::kService.matches(object)) {
    const translator::AwsService service = translator::read_aws_service(object, context);
    const bool aws = service.owner == translator::ServiceOwner::in_tree ||
                     service.owner == translator::ServiceOwner::controller ||
                     service.owner == translator::ServiceOwner::auto_mode;
    service_balancers += aws && service.is_load_balancer ? 1 : 0;
  }
}

Json to_json(const Story& story) {
  return {{"group", story.group},
          {"ingresses", labels_of(story.ingresses)},
          {"services", labels_of(story.services)},
          {"loadBalancers", story.google.all()},
          {"addresses", story.google.addresses}};
}

}  // namespace cmd
