#include "plugin/live_object.h"

#include <exception>
#include <utility>

#include "translator/carry_over.h"
#include "translator/park.h"

namespace plugin {
namespace {

using translator::Error;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Translation;

bool changes_an_entry(const Translation& translation) {
  return (translation.fate == Fate::translated || translation.fate == Fate::parked) &&
         translator::can_be_parked(translation.object);
}

translator::ObjectName name_in_backup(const Json& object) {
  return {
      .api_version = translator::string_at(object, translator::Pointer("/apiVersion")).value_or(""),
      .kind = translator::kind_of(object),
      .name_space = translator::namespace_of(object),
      .name = translator::name_of(object)};
}

Finding unread(const Error& error) {
  Finding finding;
  finding.verdict = translator::Verdict::needs_action;
  finding.key = "/metadata";
  finding.message =
      "The object may exist already and could not be read, so Velero's update may take away what "
      "GKE's controllers wrote into it: " +
      error.text() + ".";
  finding.next_step =
      "Look whether the load balancer still works; GKE writes its annotations and finalizers "
      "again.";
  finding.rule = "live-object-unread";
  finding.site = {.file = __FILE__, .line = __LINE__};
  return finding;
}

}  // namespace

void keep_what_is_there(translator::ItemTranslation& result, RestoreSession& session,
                        cluster::Deadline latest) {
  Translation& translation = result.translation;
  if (!session.names().updates_existing || !changes_an_entry(translation)) {
    return;
  }
  const auto live = session.live(name_in_backup(translation.object), latest);
  if (!live) {
    translation.findings.push_back(unread(live.error()));
    return;
  }
  if (!live->has_value()) {
    return;
  }
  try {
    Json answer = translation.object;
    translator::carry_over(answer, **live, translation.fate == Fate::parked);
    result.bytes = translator::to_text(answer);
    translation.object = std::move(answer);
  } catch (const Json::exception& failure) {  // a field of another type than Kubernetes gives it
    translation.findings.push_back(unread({.what = failure.what(), .where = ""}));
  }
}

}  // namespace plugin
