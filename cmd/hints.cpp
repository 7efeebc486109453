#include "cmd/hints.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cmd/network_policy.h"
#include "cmd/report.h"
#include "translator/resources.h"

namespace cmd {
namespace {

using translator::Json;
using translator::Pointer;

std::string key_of_object(const Json& object) { return key_of(name_of(object)); }

// Source: Argo CD "Resource tracking", Flux kustomize-controller and helm-controller, Helm 3
// pkg/action/validate.go.
struct Mark {
  std::string_view tool;
  Pointer where;
  std::string_view value;  // "" for any
};

const std::array<Mark, 5>& marks() {
  static const std::array<Mark, 5> kMarks = {
      Mark{"Argo CD", translator::annotation_path("argocd.argoproj.io/tracking-id"), ""},
      Mark{"Flux", translator::label_path("kustomize.toolkit.fluxcd.io/name"), ""},
      Mark{"Flux", translator::label_path("helm.toolkit.fluxcd.io/name"), ""},
      Mark{"Helm", translator::annotation_path("meta.helm.sh/release-name"), ""},
      Mark{"Helm", translator::label_path("app.kubernetes.io/managed-by"), "Helm"},
  };
  return kMarks;
}

bool has_dns_name(const Json& object) {
  return translator::annotation(object, "external-dns.alpha.kubernetes.io/hostname") ||
         translator::annotation(object, "external-dns.alpha.kubernetes.io/internal-hostname");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " and ") + word;
  }
  return text;
}

// The ports of the pods behind a Service.
std::vector<Json> target_ports(const Json& service) {
  std::vector<Json> ports;
  for (const Json& port : translator::array_at(service, Pointer("/spec/ports"))) {
    const Json* target = translator::find(port, Pointer("/targetPort"));
    target = target != nullptr ? target : translator::find(port, Pointer("/port"));
    if (target != nullptr) {
      ports.push_back(*target);
    }
  }
  return ports;
}

}  // namespace

std::string_view manager_of(const Json& object) {
  for (const Mark& mark : marks()) {
    const auto value = translator::string_at(object, mark.where);
    if (value && (mark.value.empty() || *value == mark.value)) {
      return mark.tool;
    }
  }
  return "";
}

void Hints::see(const Json& object) {
  if (translator::kNetworkPolicy.matches(object)) {
    policies_[translator::namespace_of(object)].push_back(object);
  } else if (translator::kService.matches(object)) {
    services_.try_emplace(key_of_object(object), object);
  }
  const bool pod = translator::kPod.matches(object);
  if (const Json* labels = translator::find(
          object, Pointer(pod ? "/metadata/labels" : "/spec/template/metadata/labels"))) {
    pods_.push_back({translator::namespace_of(object), *labels});
  }
}

void Hints::see_changed(const Json& object) {
  if (const std::string_view tool = manager_of(object); !tool.empty()) {
    managed_[tool].push_back(key_of_object(object));
  }
  if (has_dns_name(object)) {
    named_in_dns_.push_back(key_of_object(object));
  }
}

std::vector<Hint> Hints::about_policies(const Stories& stories) const {
  std::vector<Hint> hints;
  std::vector<std::string> told;
  for (const auto& [key, story] : stories.albs) {
    for (const translator::ObjectName& name : story.services) {
      const auto service = services_.find(key_of(name));
      const auto policies = policies_.find(name.name_space);
      if (story.google.all() == 0 || service == services_.end() || policies == policies_.end() ||
          std::find(told.begin(), told.end(), service->first) != told.end()) {
        continue;
      }
      const Json* selector = translator::find(service->second, Pointer("/spec/selector"));
      if (selector == nullptr || selector->empty()) {
        continue;
      }
      std::vector<const Json*> all;
      for (const Json& policy : policies->second) {
        all.push_back(&policy);
      }
      // Pods that are not in the input have at least the labels that the Service asks for.
      std::vector<Json> labels = {*selector};
      for (const Pods& pods : pods_) {
        if (pods.name_space == name.name_space &&
            selects({{"matchLabels", *selector}}, pods.labels)) {
          labels.push_back(pods.labels);
        }
      }
      std::vector<std::string> ranges;
      for (const Json& one : labels) {
        for (const Json& port : target_ports(service->second)) {
          ranges = ranges.empty() ? cut_off(all, one, port) : ranges;
        }
      }
      if (!ranges.empty()) {
        told.push_back(service->first);
        hints.push_back(
            {.id = "network-policy",
             .objects = {service->first},
             .message = fmt::format(
                 "NetworkPolicies of namespace {} let nobody in from {} to the pods of Service {}: "
                 "Google's health checks come from there, and pods that they do not reach get no "
                 "traffic.",
                 name.name_space, joined(ranges), name.name),
             .next_step = fmt::format(
                 "Add a policy that lets {}{} in to these pods.", joined(ranges),
                 story.google.internal > 0 ? " and the range of the proxy-only subnet" : "")});
      }
    }
  }
  return hints;
}

std::vector<Hint> Hints::about(const Stories& stories) const {
  std::vector<Hint> hints = about_policies(stories);
  for (const auto& [tool, objects] : managed_) {
    hints.push_back(
        {.id = "gitops",
         .objects = objects,
         .message = fmt::format("{} owns these objects: its next run would put back what its "
                                "source has for AWS.",
                                tool),
         .next_step = "Change the source before it runs on the GKE cluster."});
  }
  if (!named_in_dns_.empty()) {
    hints.push_back({.id = "external-dns",
                     .objects = named_in_dns_,
                     .message =
                         "external-dns, where it runs on the GKE cluster, moves the names of "
                         "these objects as soon as they have an address.",
                     .next_step = "Let it run only when the names shall move."});
  }
  return hints;
}

Json to_json(const Hint& hint) {
  return {{"id", hint.id},
          {"objects", hint.objects},
          {"message", hint.message},
          {"nextStep", hint.next_step}};
}

}  // namespace cmd
