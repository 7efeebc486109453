#include "cmd/verify.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "translator/gke_names.h"
#include "translator/load_balancer.h"
#include "translator/report.h"
#include "translator/result_annotations.h"
#include "translator/velero_label.h"

namespace cmd {
namespace {

using cluster::ApiError;
using cluster::ApiResult;
using translator::Json;
using translator::Pointer;

constexpr const char* kBackends = "ingress.kubernetes.io/backends";

std::string text_at(const Json& object, const char* path) {
  return translator::string_at(object, Pointer(path)).value_or("");
}

// The controller of Ingresses writes {"NAME":"HEALTHY"} into an annotation.
std::vector<std::string> unhealthy_backends(const Json& object) {
  const auto written = translator::annotation(object, kBackends);
  const auto backends = translator::parse_json(written.value_or("{}"));
  std::vector<std::string> names;
  if (backends && backends->value.is_object()) {
    for (const auto& [name, health] : backends->value.items()) {
      if (health == "UNHEALTHY") {
        names.push_back(name);
      }
    }
  }
  return names;
}

bool is_for_gke(const Json& object) {
  if (translator::kind_of(object) == "Service") {
    const std::string name = text_at(object, "/spec/loadBalancerClass");
    return text_at(object, "/spec/type") == "LoadBalancer" &&
           (name.empty() || name.rfind("networking.gke.io/", 0) == 0);
  }
  const std::string name = translator::annotation(object, translator::kIngressClassAnnotation)
                               .value_or(text_at(object, "/spec/ingressClassName"));
  return name == translator::kExternalClass || name == translator::kInternalClass;
}

// By uid of the object they are about.
using EventsByObject = std::map<std::string, std::vector<Json>>;

std::string last_warning(const EventsByObject& events, const Json& object) {
  const auto found = events.find(text_at(object, "/metadata/uid"));
  return found == events.end() ? "" : translator::standing_warning(found->second).value_or("");
}

// What the words of GKE's controllers (k8s.io/ingress-gce v1.41.1) usually mean.
std::string advice_for(const std::string& warning) {
  struct Advice {
    const char* words;
    const char* text;
  };
  constexpr std::array kAdvice = {
      Advice{"could not find service", "Restore or create the Service that the Ingress names."},
      Advice{"could not find port", "Let the Ingress name a port that the Service has."},
      Advice{"proxy-only subnet",
             "Make a proxy-only subnet in the region; `eks2gke plan` prints the command."},
      Advice{"secret", "Make the Secret that the event names, in the namespace of the Ingress."},
      Advice{"certificate", "Make the certificate that the event names in the Google project."},
      Advice{"security policy", "Make the Cloud Armor policy that the event names."},
      Advice{"quota", "Ask Google for more quota, or remove load balancers that nobody needs."},
      Advice{"static IP", "Reserve the address that the event names."},
  };
  for (const Advice& advice : kAdvice) {
    if (warning.find(advice.words) != std::string::npos) {
      return advice.text;
    }
  }
  return "";
}

Verified verify_one(const Json& object, const EventsByObject& events) {
  Verified verified;
  verified.object = translator::object_name_of(object);
  verified.address = translator::address_of(object);
  if (translator::find(object, Pointer("/metadata/deletionTimestamp")) != nullptr) {
    verified.serving = Serving::deleting;
    verified.next_step = "Wait, or look which finalizer holds it.";
    return verified;
  }
  if (translator::annotation(object, translator::kVerdictAnnotation) == "parked") {
    verified.serving = Serving::parked;
    verified.warning = translator::annotation(object, translator::kSummaryAnnotation).value_or("");
    verified.next_step =
        translator::annotation(object, translator::kNextStepAnnotation).value_or("");
    return verified;
  }
  if (!is_for_gke(object)) {
    verified.serving = Serving::opted_out;
    return verified;
  }
  verified.unhealthy = unhealthy_backends(object);
  verified.warning = last_warning(events, object);
  if (verified.address.empty()) {
    verified.serving = Serving::no_address;
    verified.next_step = advice_for(verified.warning);
    if (verified.next_step.empty()) {
      verified.next_step =
          "A new load balancer takes some minutes; look again, or read the events: kubectl "
          "describe.";
    }
  } else if (!verified.unhealthy.empty()) {
    verified.serving = Serving::unhealthy;
    verified.next_step =
        "Look whether the pods are ready, and whether the path of the health check "
        "answers 200.";
  } else {
    verified.serving = Serving::serving;
  }
  return verified;
}

ApiResult<std::vector<Json>> events_of(cluster::KubernetesClient& client,
                                       const std::string& name_space) {
  auto events =
      client.list({.api_version = "v1", .plural = "events", .name_space = name_space, .name = ""});
  if (events.failed_with(ApiError::Kind::forbidden)) {
    return std::vector<Json>{};  // the objects tell enough without
  }
  return events;
}

}  // namespace

cluster::ApiStatus find_restore(cluster::KubernetesClient& client,
                                const std::string& velero_namespace, const std::string& restore) {
  const auto found = client.get({.api_version = "velero.io/v1",
                                 .plural = "restores",
                                 .name_space = velero_namespace,
                                 .name = restore});
  if (!found && !found.failed_with(ApiError::Kind::forbidden)) {
    ApiError error = found.error();
    if (error.kind == ApiError::Kind::not_found || error.kind == ApiError::Kind::unknown_resource) {
      error.message = fmt::format(
          "there is no restore \"{}\" in namespace {}; `velero restore get` lists them (is Velero "
          "in another "
          "namespace? --velero-namespace)",
          restore, velero_namespace);
    }
    return error;
  }
  return translator::Done{};
}

bool Verification::all_serve() const {
  return std::all_of(objects.begin(), objects.end(), [](const Verified& one) {
    return one.serving == Serving::serving || one.serving == Serving::opted_out;
  });
}

ApiResult<Verification> verify_restore(cluster::KubernetesClient& client,
                                       const std::string& velero_namespace,
                                       const std::string& restore) {
  if (const auto found = find_restore(client, velero_namespace, restore); !found) {
    return found.error();
  }
  const std::string selector =
      std::string(translator::kVeleroRestoreLabel) + "=" + translator::velero_label_value(restore);
  std::vector<Json> objects;
  for (const auto& [version, plural] :
       {std::pair("networking.k8s.io/v1", "ingresses"), std::pair("v1", "services")}) {
    auto listed =
        client.list({.api_version = version, .plural = plural, .name_space = "", .name = ""},
                    {.labels = selector});
    if (!listed) {
      return listed.error();
    }
    std::copy_if(
        listed->begin(), listed->end(), std::back_inserter(objects), [](const Json& object) {
          return translator::annotation(object, translator::kVerdictAnnotation).has_value();
        });
  }
  std::set<std::string> read_namespaces;
  EventsByObject events;
  for (const Json& object : objects) {
    const std::string name_space = translator::namespace_of(object);
    if (!read_namespaces.insert(name_space).second) {
      continue;
    }
    auto read = events_of(client, name_space);
    if (!read) {
      return read.error();
    }
    for (Json& event : *read) {
      events[text_at(event, "/involvedObject/uid")].push_back(std::move(event));
    }
  }
  Verification verification;
  for (const Json& object : objects) {
    verification.objects.push_back(verify_one(object, events));
  }
  return verification;
}

}  // namespace cmd
