#include "cmd/fix.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cluster/companions.h"
#include "cmd/fix_cluster.h"
#include "cmd/fix_decision.h"
#include "translator/patches.h"
#include "translator/velero_label.h"
#include "translator/write_failure.h"

namespace cmd {
namespace {

using cluster::ApiError;
using cluster::ApiResult;
using cluster::KubernetesClient;
using cluster::ObjectAddress;
using translator::Finding;
using translator::Json;
using translator::Pointer;
using Kind = FixDecision::Kind;

constexpr int kMostAttempts = 6;

ObjectAddress address_of(const Json& object) {
  const bool service = translator::kind_of(object) == "Service";
  return {.api_version = service ? "v1" : "networking.k8s.io/v1",
          .plural = service ? "services" : "ingresses",
          .name_space = translator::namespace_of(object),
          .name = translator::name_of(object)};
}

// What people compare: the server's own fields say nothing.
Json told_form(Json object) {
  object.erase("status");
  for (const char* field :
       {"managedFields", "uid", "resourceVersion", "generation", "selfLink", "creationTimestamp"}) {
    object["metadata"].erase(field);
  }
  return object;
}

// The names of the restore's backup become those of the cluster.
void rename(std::vector<translator::ObjectName>& names, const cluster::RestoreNames& restore) {
  for (translator::ObjectName& name : names) {
    const auto to = restore.namespace_mapping.find(name.name_space);
    name.name_space = to == restore.namespace_mapping.end() ? name.name_space : to->second;
  }
}

Fixed fixed_of(const Json& live, const FixDecision& decision, const FixSession& session) {
  Fixed fixed;
  fixed.report = translator::report_of(live, decision.translation);
  rename(fixed.report.companions, session.names());
  rename(fixed.report.patched, session.names());
  fixed.state = decision.state;
  fixed.problem = decision.problem;
  fixed.companions = decision.translation.companions;
  for (translator::Companion& companion : fixed.companions) {
    std::vector<translator::ObjectName> name = {companion.name};
    rename(name, session.names());
    companion.name = name.front();
    companion.object["metadata"]["namespace"] = companion.name.name_space;
  }
  fixed.patches = decision.translation.patches;
  for (translator::Patch& patch : fixed.patches) {
    std::vector<translator::ObjectName> name = {patch.object};
    rename(name, session.names());
    patch.object = name.front();
  }
  fixed.before = told_form(live);
  fixed.after = decision.kind == Kind::write
                    ? told_form(decision.afterwards.value_or(decision.wanted))
                    : fixed.before;
  return fixed;
}

class Fixer {
 public:
  Fixer(KubernetesClient& client, const FixOptions& options, const LiveCluster& cluster, Fix& fix)
      : client_(client), options_(options), sessions_(cluster), fix_(fix) {}

  void treat(const Json& object) {
    FixSession& session = sessions_.of(object);
    const FixQuestion question{client_, options_, session, fix_.warnings};
    const FixDecision decision = decide(object, question);
    if (decision.kind == Kind::right) {
      ++fix_.right;
    } else if (decision.kind != Kind::nothing) {
      fix_.objects.push_back(carry_out(object, decision, question));
    }
  }

 private:
  enum class Step { done, again };

  // Decides and writes until the object is as it is to be; what others change meanwhile is taken
  // in. A dry run ends before the first write.
  Fixed carry_out(Json live, FixDecision decision, const FixQuestion& question) {
    const Json before = told_form(live);
    std::vector<Finding> failures;
    std::string failure;
    Fixed fixed;
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
      if (failures.empty()) {
        if (const auto needs = see_to_needs(decision, question); !needs) {
          failure = needs.error().text();
          failures.push_back(translator::write_failure(needs.error()));
          decision = decide(live, question, failures);
        }
      }
      fixed = fixed_of(live, decision, question.session);
      fixed.before = before;
      if (!failure.empty()) {
        fail(fixed, failure);
      }
      if (!options_.apply || decision.kind != Kind::write ||
          write(decision, live, fixed) == Step::done) {
        return fixed;
      }
      decision = decide(live, question, failures);
    }
    fail(fixed, "other writers change it again and again; run this again when they are done");
    return fixed;
  }

  // Companions and patches are there before the object that needs them.
  translator::Status see_to_needs(const FixDecision& decision, const FixQuestion& question) {
    if (options_.apply) {
      return cluster::write_needs(client_, decision.translation, question.session.names());
    }
    for (const translator::Companion& companion : decision.translation.companions) {
      const auto found = cluster::look_at_companion(client_, companion, question.session.names());
      if (!found) {
        return found.error();
      }
    }
    return translator::Done{};
  }

  // `live` becomes what stands in the cluster afterwards.
  Step write(const FixDecision& decision, Json& live, Fixed& fixed) {
    const ObjectAddress address = address_of(live);
    auto written = client_.update(address, decision.wanted);
    if (written) {
      live = std::move(*written);
      return decision.afterwards ? Step::again : Step::done;
    }
    if (written.failed_with(ApiError::Kind::conflict)) {
      written = client_.get(address);
      if (written) {
        live = std::move(*written);
        return Step::again;
      }
    }
    if (!written.failed_with(ApiError::Kind::not_found)) {  // else somebody deleted it meanwhile
      fail(fixed, written.error().as_error().text());
    }
    return Step::done;
  }

  static void fail(Fixed& fixed, const std::string& why) {
    fixed.state = FixState::failed;
    fixed.problem = why;
  }

  KubernetesClient& client_;
  const FixOptions& options_;
  FixSessions sessions_;
  Fix& fix_;
};

bool is_wanted(const Json& object, const FixOptions& options) {
  const auto label =
      translator::string_at(object, translator::label_path(translator::kVeleroRestoreLabel));
  const std::string name_space = translator::namespace_of(object);
  return (options.restore.empty() || label == translator::velero_label_value(options.restore)) &&
         (options.namespaces.empty() ||
          std::find(options.namespaces.begin(), options.namespaces.end(), name_space) !=
              options.namespaces.end());
}

// Services that Ingresses annotate, and that nobody has spoken of.
void tell_patches(const std::vector<Json>& services, Fix& fix) {
  const std::size_t count = fix.objects.size();
  for (std::size_t i = 0; i < count; ++i) {
    for (const translator::Patch& patch : std::vector(fix.objects[i].patches)) {
      const auto known =
          std::find_if(fix.objects.begin(), fix.objects.end(),
                       [&](const Fixed& one) { return one.report.object == patch.object; });
      if (known != fix.objects.end()) {
        static_cast<void>(translator::merge_patches(known->after, {&patch, 1}));
        continue;
      }
      const auto live = std::find_if(services.begin(), services.end(), [&](const Json& one) {
        return translator::object_name_of(one) == patch.object;
      });
      Json after = live == services.end() ? Json() : told_form(*live);
      const auto merged = after.is_null() ? false : translator::merge_patches(after, {&patch, 1});
      if (merged && *merged) {
        Fixed service;
        service.report.object = patch.object;
        service.report.fate = translator::Fate::translated;
        service.report.summary = "annotated for the Ingress in front of it";
        service.state = FixState::translated;
        service.before = told_form(*live);
        service.after = std::move(after);
        fix.objects.push_back(std::move(service));
      }
    }
  }
}

}  // namespace

bool Fix::has_failures() const {
  return std::any_of(objects.begin(), objects.end(),
                     [](const Fixed& one) { return one.state == FixState::failed; });
}

ApiResult<Fix> fix_cluster(KubernetesClient& client, const FixOptions& options, Console& console) {
  console.progress("reading the cluster");
  const auto cluster = read_cluster(client, options.velero_namespace);
  if (!cluster) {
    return cluster.error();
  }
  Fix fix;
  fix.applied = options.apply;
  fix.warnings = cluster->warnings;
  Fixer fixer(client, options, *cluster, fix);
  std::size_t looked_at = 0;
  const std::size_t all = cluster->services.size() + cluster->ingresses.size();
  for (const auto* kind : {&cluster->services, &cluster->ingresses}) {
    for (const Json& object : *kind) {
      if (is_wanted(object, options)) {
        fixer.treat(object);
      }
      console.progress(fmt::format("looked at {} of {}", ++looked_at, all));
    }
  }
  tell_patches(cluster->services, fix);
  return fix;
}

}  // namespace cmd
