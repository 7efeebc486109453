#include "plugin/operation_state.h"

#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cluster/timestamp.h"
#include "translator/gke_names.h"
#include "translator/intent.h"
#include "translator/load_balancer.h"
#include "translator/result_annotations.h"
#include "translator/velero_label.h"

namespace plugin {
namespace {

using translator::Fate;
using translator::Json;
using translator::Pointer;
using translator::Result;
using translator::string_at;
using Phase = OperationState::Phase;

// Clocks of the API server and of Velero's node may differ by this much.
constexpr std::int64_t kClockDifference = 60;

// 15m, 90s
std::string in_words(std::int64_t seconds) {
  return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60) : fmt::format("{}s", seconds);
}

std::optional<std::int64_t> creation_time(const Json& object) {
  const auto text = string_at(object, Pointer("/metadata/creationTimestamp"));
  const auto time = cluster::time_of(text.value_or(""));
  return time ? std::optional<std::int64_t>(time->time_since_epoch().count()) : std::nullopt;
}

class Look {
 public:
  Look(const Operation& operation, RestoreSession& session)
      : operation_(operation),
        session_(session),
        latest_(session.item_deadline()),
        label_(label_of(operation, session.target_namespace(operation.object.name_space))) {}

  OperationState state() {
    if (operation_.fate == Fate::untouched || operation_.fate == Fate::skipped) {
      return told();
    }
    const auto live = session_.live(operation_.object, latest_);
    OperationState state = judge(live);
    if (live && live->has_value()) {
      announce(**live, state.phase);
    }
    return state;
  }

 private:
  static OperationState done(std::string text) {
    return {.phase = Phase::done, .description = std::move(text)};
  }

  OperationState failed(const std::string& problem) const {
    return {.phase = Phase::failed, .description = operation_.says, .problem = problem};
  }

  OperationState told() const {
    return operation_.fails ? failed(label_ + ": " + operation_.says) : done(operation_.says);
  }

  // At the first poll, which comes in the process that answered the items, and again at the end in
  // case that process was lost. Not for an object that is not as the plugin answered it.
  void announce(const Json& live, Phase phase) {
    const auto verdict = translator::annotation(live, translator::kVerdictAnnotation);
    if (verdict != translator::name_of(operation_.fate) ||
        (phase == Phase::waiting && !session_.has_answered()) ||
        (phase == Phase::failed && !operation_.fails)) {
      return;
    }
    const bool parked = operation_.fate == Fate::parked;
    // Without its Event the object still has its annotations, and the restore its log.
    static_cast<void>(session_.announce(live,
                                        {.reason = parked ? "ParkedFromEKS" : "TranslatedFromEKS",
                                         .message = operation_.says,
                                         .is_warning = parked,
                                         .once_for = "",
                                         .time = {}},
                                        latest_));
  }

  OperationState unread(const translator::Error& error) const {
    if (operation_.wait == 0) {
      return done(fmt::format("{} (could not be compared with the cluster: {})", operation_.says,
                              error.text()));
    }
    return {.phase = Phase::waiting,
            .description = fmt::format("waiting for the address of {}, which cannot be read at the "
                                       "moment ({}); {}",
                                       label_, error.text(), operation_.says)};
  }

  OperationState judge(const Result<std::optional<Json>>& live) {
    if (operation_.fails) {
      return told();
    }
    if (!live) {
      return unread(live.error());
    }
    return live->has_value() ? judge(**live)
                             : done(label_ +
                                    " is not in the cluster: it was not created, or was "
                                    "deleted since. Nothing is waited for; " +
                                    operation_.says);
  }

  OperationState judge(const Json& live) {
    if (translator::find(live, Pointer("/metadata/deletionTimestamp")) != nullptr) {
      return done(label_ + " is being deleted, so nothing is waited for; " + operation_.says);
    }
    const std::vector<std::string> differences = translator::departures(operation_.intent, live);
    if (!differences.empty()) {
      return judge_difference(live, fmt::format("{}", fmt::join(differences, "; ")));
    }
    return operation_.wait == 0 ? done(operation_.says) : judge_address(live);
  }

  OperationState judge_difference(const Json& live, const std::string& differences) const {
    const bool parked = translator::annotation(live, translator::kVerdictAnnotation) == "parked";
    if (parked && operation_.fate == Fate::translated) {
      return done(label_ + " was parked meanwhile, so nothing is waited for; " + operation_.says);
    }
    const auto restore = string_at(live, translator::label_path(translator::kVeleroRestoreLabel));
    if (restore != translator::velero_label_value(session_.names().name)) {
      return done(
          fmt::format("{} was replaced since the restore made it ({}), so nothing is "
                      "waited for; {}",
                      label_, differences, operation_.says));
    }
    const auto created = creation_time(live);
    if (!session_.names().updates_existing && created &&
        *created + kClockDifference < operation_.made) {
      return done(
          fmt::format("{} was in the cluster before and was left as it is ({}). Restore "
                      "with --existing-resource-policy=update to have it translated.",
                      label_, differences));
    }
    return failed(fmt::format(
        "{} is not as the plugin answered it: {}. Something that runs after the plugin changed it, "
        "such as a resource modifier of the restore or an admission webhook: correct that, and put "
        "the value back, because the object may be open to others than on AWS.",
        label_, differences));
  }

  OperationState judge_address(const Json& live) {
    const std::string address = translator::address_of(live);
    const std::int64_t waited = session_.now() - operation_.made;
    if (!address.empty()) {
      return done(fmt::format("{} has the address {}; {}", label_, address, operation_.says));
    }
    if (waited < operation_.wait) {
      return {.phase = Phase::waiting,
              .description = fmt::format("waiting for GKE to give {} an address, at most {}; {}",
                                         label_, in_words(operation_.wait), operation_.says)};
    }
    return {.phase = Phase::timed_out,
            .description = operation_.says,
            .problem = fmt::format("{} has got no address within {}. {}", label_,
                                   in_words(operation_.wait), reason(live))};
  }

  std::string reason(const Json& live) {
    const Result<std::vector<Json>> events = session_.events(live, latest_);
    if (!events) {
      return "Its events could not be read (" + events.error().text() +
             "); look at them with kubectl describe.";
    }
    const auto warning = translator::standing_warning(*events);
    return warning ? "The last warning about it: " + *warning
                   : "No warning about it stands in its events; look whether GKE's load balancing "
                     "is enabled in the cluster.";
  }

  const Operation& operation_;
  RestoreSession& session_;
  cluster::Deadline latest_;
  std::string label_;
};

}  // namespace

OperationState state_of(const Operation& operation, RestoreSession& session) {
  return Look(operation, session).state();
}

}  // namespace plugin
