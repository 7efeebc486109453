// A Service port behind several Ingresses: on AWS each had a target group of its own, on GKE one
// BackendConfig and one protocol serve them all. What they say is merged in an order that does not
// depend on the restore, so that it does not matter which of them comes last.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/alb.h"
#include "translator/gke_names.h"
#include "translator/resources.h"
#include "translator/rules/backend_settings.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

struct Sharer {
  std::string name;  // of the Ingress
  Neighbour result;
};

// The Ingresses before this backend that are served on GKE, this one among them, by name: the first
// of them decides where nothing else does.
std::vector<Sharer> sharers_of(const Json& ingress, const Backend& backend,
                               const Context& context) {
  std::vector<Sharer> sharers;
  for (const Json* other : context.surroundings.all("networking.k8s.io", "Ingress")) {
    const Context of_other{context.surroundings, context.settings, other, {}};
    if (namespace_of(*other) != namespace_of(ingress) || name_of(*other) == name_of(ingress) ||
        read_alb_ingress(*other, of_other).owner != IngressOwner::alb) {
      continue;
    }
    const std::vector<Backend> backends = backends_of(*other, of_other);
    if (std::find(backends.begin(), backends.end(), backend) == backends.end()) {
      continue;
    }
    Neighbour result = context.judge(*other);
    if (!result.parked) {
      sharers.push_back({name_of(*other), std::move(result)});
    }
  }
  if (!sharers.empty()) {
    sharers.push_back({name_of(ingress), context.judge(ingress)});
    if (sharers.back().result.parked) {
      return {};  // it asks for nothing
    }
  }
  std::sort(sharers.begin(), sharers.end(),
            [](const Sharer& a, const Sharer& b) { return a.name < b.name; });
  return sharers;
}

const Json* field_of(const Sharer& sharer, const ObjectName& config, const char* path) {
  const auto& companions = sharer.result.companions;
  const auto found =
      std::find_if(companions.begin(), companions.end(),
                   [&](const Companion& companion) { return companion.name == config; });
  return found == companions.end() ? nullptr : find(found->object, Pointer(path));
}

struct Field {
  const char* path;
  bool longest;  // of two numbers the larger one cuts nobody off; else the first Ingress decides
};

constexpr std::array kFields = {
    Field{"/spec/timeoutSec", true},   Field{"/spec/connectionDraining/drainingTimeoutSec", true},
    Field{"/spec/healthCheck", false}, Field{"/spec/sessionAffinity", false},
    Field{"/spec/logging", false},     Field{"/spec/customResponseHeaders", false},
};

// The value for all of them: null when none of them has one.
const Json* chosen(const std::vector<Sharer>& sharers, const ObjectName& config,
                   const Field& field) {
  const Json* best = nullptr;
  for (const Sharer& sharer : sharers) {
    const Json* value = field_of(sharer, config, field.path);
    if (value == nullptr) {
      continue;
    }
    const bool longer = best != nullptr && field.longest && value->is_number() && *best < *value;
    if (best == nullptr || longer) {
      best = value;
    }
  }
  return best;
}

std::string others_in_words(const std::vector<Sharer>& sharers, const std::string& own) {
  std::string words;
  for (const Sharer& sharer : sharers) {
    if (sharer.name != own) {
      words += (words.empty() ? "" : ", ") + sharer.name;
    }
  }
  return words;
}

void merge_config(const Json& ingress, const Backend& backend, const std::vector<Sharer>& sharers,
                  Outcome& outcome) {
  const ObjectName config = backend_config(ingress, backend);
  for (const Field& field : kFields) {
    const Json* value = chosen(sharers, config, field);
    const bool all_alike = std::all_of(sharers.begin(), sharers.end(), [&](const Sharer& sharer) {
      const Json* theirs = field_of(sharer, config, field.path);
      return (theirs == nullptr) == (value == nullptr) && (value == nullptr || *theirs == *value);
    });
    if (all_alike) {
      continue;
    }
    outcome.companions.push_back(part(config, Pointer(field.path), *value));
    outcome.findings.push_back(
        say(Verdict::approximated,
            {.key = "BackendConfig " + std::string(field.path),
             .to = to_text(*value),
             .message = fmt::format(
                 "Service {} port {} is also behind {}, with another value; GKE has one for all.",
                 backend.service, backend.port, others_in_words(sharers, name_of(ingress)))}));
  }
}

// What the load balancer of this Ingress speaks to the port.
std::string protocol_by(const Sharer& sharer, const Backend& backend) {
  const Pointer port = Pointer() / port_name_of(*backend.port_object);
  for (const Patch& patch : sharer.result.patches) {
    if (patch.object.name == backend.service && patch.annotation == kAppProtocolsAnnotation &&
        patch.inside == port) {
      return patch.value.is_string() ? patch.value.get<std::string>() : to_text(patch.value);
    }
  }
  return "HTTP";
}

void compare_protocols(const Json& ingress, const Backend& backend,
                       const std::vector<Sharer>& sharers, Outcome& outcome) {
  if (backend.port_object == nullptr) {
    return;
  }
  const auto own = std::find_if(sharers.begin(), sharers.end(), [&](const Sharer& sharer) {
    return sharer.name == name_of(ingress);
  });
  const std::string mine = protocol_by(*own, backend);
  for (const Sharer& sharer : sharers) {
    const std::string theirs = protocol_by(sharer, backend);
    if (theirs != mine) {
      outcome.findings.push_back(
          say(Verdict::refused,
              {.key = std::string(kAppProtocolsAnnotation),
               .from = mine,
               .message = fmt::format("Ingress {} speaks {} to Service {} port {}, which has one "
                                      "protocol for both.",
                                      sharer.name, theirs, backend.service, backend.port),
               .next_step = "Give one of the two Ingresses a Service of its own."}));
    }
  }
}

Outcome ingress_shared_service(const Json& ingress, const Context& context) {
  if (!context.judge || read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  for (const Backend& backend : backends_of(ingress, context)) {
    const std::vector<Sharer> sharers = sharers_of(ingress, backend, context);
    if (!sharers.empty()) {
      merge_config(ingress, backend, sharers, outcome);
      compare_protocols(ingress, backend, sharers, outcome);
    }
  }
  return outcome;
}

#define EKS2GKE_EXAMPLE_INGRESS(name, more)                                                                                       \
  R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":")" name                                            \
  R"(","namespace":"shop","annotations":{"kubernetes.io/ingress.class":"alb","alb.ingress.kubernetes.io/scheme":"internal")" more \
  R"(}},"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}})"

const std::array kRules = {
    Rule{.id = "ingress-shared-service",
         .summary = "Ingress: what several Ingresses say of one Service port is merged.",
         .why = "On AWS each Ingress had a target group of its own; on GKE a Service port has one "
                "BackendConfig and one protocol, and without a rule the last restored would win.",
         .resources = kIngresses,
         .keys = {},
         .example = {.before = EKS2GKE_EXAMPLE_INGRESS("web", ""),
                     .says = "is also behind other, with another value",
                     .with = "[" EKS2GKE_EXAMPLE_INGRESS(
                         "other",
                         R"(,"alb.ingress.kubernetes.io/healthcheck-path":"/healthz")") "]"},
         .apply = ingress_shared_service},
};

#undef EKS2GKE_EXAMPLE_INGRESS

}  // namespace

std::span<const Rule> ingress_shared_service() { return kRules; }

}  // namespace translator::rules
