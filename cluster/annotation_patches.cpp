#include <algorithm>
#include <utility>
#include <vector>

#include "cluster/companions.h"
#include "translator/patches.h"

namespace cluster {

namespace {

using translator::Done;
using translator::Error;
using translator::Json;
using translator::Patch;
using translator::Status;

constexpr int kMostAttempts = 5;

// One object with all its patches.
struct Target {
  translator::ObjectName object;
  std::vector<Patch> patches;
};

std::vector<Target> by_object(const std::vector<Patch>& patches) {
  std::vector<Target> targets;
  for (const auto& patch : patches) {
    auto target = std::find_if(targets.begin(), targets.end(),
                               [&](const Target& known) { return known.object == patch.object; });
    if (target == targets.end()) {
      target = targets.insert(targets.end(), Target{patch.object, {}});
    }
    target->patches.push_back(patch);
  }
  return targets;
}

// What to send: only the annotations concerned, and the version that they were read from. Nothing
// else of the object can be lost in a write that does not name it.
Json change_of(const Json& live, const Json& merged, const Target& target) {
  Json change = Json::object();
  const auto version =
      translator::string_at(live, translator::Pointer("/metadata/resourceVersion"));
  change["metadata"]["resourceVersion"] = version.value_or("");
  for (const auto& patch : target.patches) {
    if (const auto text = translator::annotation(merged, patch.annotation)) {
      change["metadata"]["annotations"][patch.annotation] = *text;
    }
  }
  return change;
}

enum class Attempt { done, again };

ApiResult<Attempt> try_once(KubernetesClient& client, const ObjectAddress& address,
                            const Target& target, Deadline latest) {
  const auto live = client.get(address, latest);
  if (live.failed_with(ApiError::Kind::not_found)) {
    return Attempt::done;
  }
  if (!live) {
    return live.error();
  }
  Json merged = *live;
  const auto changed = translator::merge_patches(merged, target.patches);
  if (!changed) {
    return ApiError{ApiError::Kind::other, 0, changed.error().text(), ""};
  }
  if (!*changed) {
    return Attempt::done;
  }
  const auto written = client.merge_patch(address, change_of(*live, merged, target), latest);
  if (written || written.failed_with(ApiError::Kind::not_found)) {
    return Attempt::done;
  }
  return written.failed_with(ApiError::Kind::conflict) ? ApiResult<Attempt>(Attempt::again)
                                                       : written.error();
}

Status apply_to(KubernetesClient& client, const Target& target, const RestoreNames& names,
                Deadline latest) {
  const auto address = target_address(target.object, names);
  if (!address) {
    return address.error();
  }
  const auto where = target.object.kind + " " + address->name_space + "/" + address->name;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    const auto result = try_once(client, *address, target, latest);
    if (!result) {
      return Error{result.error().message, where};
    }
    if (*result == Attempt::done) {
      return Done{};
    }
  }
  return Error{"other writers change it again and again; restore again when they are done", where};
}

}  // namespace

Status apply_patches(KubernetesClient& client, const std::vector<Patch>& patches,
                     const RestoreNames& names, Deadline latest) {
  Status first_failure = Done{};
  for (const auto& target : by_object(patches)) {
    const auto status = apply_to(client, target, names, latest);
    if (!status && first_failure) {
      first_failure = status;
    }
  }
  return first_failure;
}

}  // namespace cluster
