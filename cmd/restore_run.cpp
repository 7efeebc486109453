#include "cmd/restore_run.h"

#include <utility>

#include "cmd/velero_item.h"

namespace cmd {
namespace {

using translator::Json;

void fail(RehearsedItem& rehearsed, std::string problem) {
  rehearsed.fate = RehearsedFate::failed;
  rehearsed.problem = std::move(problem);
}

}  // namespace

// A Namespace is mapped by its own name.
ObjectKey RestoreRun::target_of(const BackupItem& item) const {
  const bool is_namespace = item.directory == "namespaces";
  return {.group = item.group(),
          .plural = item.plural(),
          .name_space = cluster_.target_namespace(item.name_space),
          .name = is_namespace ? cluster_.target_namespace(item.name) : item.name};
}

void RestoreRun::restore(const BackupItem& item) {
  const auto document = translator::parse_json(item.text);  // read_items() has parsed it before
  const Json& object = document->value;
  const ObjectKey key = target_of(item);
  RehearsedItem rehearsed;
  rehearsed.kind = translator::kind_of(object);
  rehearsed.label = (key.name_space.empty() ? "" : key.name_space + "/") + key.name;
  rehearsed.before = velero_item(object);
  if (const std::string_view reason = why_left_out(object); !reason.empty()) {
    rehearsed.fate = RehearsedFate::left_out;
    rehearsed.problem = reason;
  } else if (item.directory == "namespaces") {
    cluster_.ensure_namespace(item.name);  // Velero makes namespaces itself, past all plugins
    rehearsed.before = Json();
  } else {
    execute(item, rehearsed);
  }
  items_.push_back(std::move(rehearsed));
  keys_.push_back(key);
}

void RestoreRun::execute(const BackupItem& item, RehearsedItem& rehearsed) {
  const std::string target = cluster_.target_namespace(item.name_space);
  cluster_.ensure_namespace(item.name_space);
  const std::string sent = translator::to_text(rehearsed.before);
  Passing passing{.bytes = sent, .object = rehearsed.before};
  if (!target.empty()) {
    rehearsed.before["metadata"]["namespace"] = target;  // Velero's doing, no plugin's
  }
  for (const PluginAction& action : actions_) {
    if (selects(action, item, target, passing.object) &&
        !execute_one(action, item, passing, rehearsed)) {
      return;
    }
  }
  const bool changed = passing.bytes != sent;
  create(item, std::move(passing), changed, rehearsed);
}

// False when the item goes no further.
bool RestoreRun::execute_one(const PluginAction& action, const BackupItem& item, Passing& passing,
                             RehearsedItem& rehearsed) {
  auto answer = host_.execute({.plugin = action.name,
                               .item = passing.bytes,
                               .item_from_backup = item.text,
                               .restore = cluster_.restore_object()});
  if (!answer) {
    fail(rehearsed, answer.error().text());
    return false;
  }
  if (!answer->operation_id.empty()) {
    operations_.push_back({action.name, answer->operation_id, items_.size()});
  }
  if (answer->skip_restore) {
    rehearsed.fate = RehearsedFate::skipped;
    return false;
  }
  auto document = translator::parse_json(answer->item);
  if (!document || translator::kind_of(document->value).empty()) {
    fail(rehearsed, "the plugin's answer is no Kubernetes object");
    return false;
  }
  passing = {.bytes = std::move(answer->item), .object = std::move(document->value)};
  return true;
}

void RestoreRun::create(const BackupItem& item, Passing passing, bool changed,
                        RehearsedItem& rehearsed) {
  const bool parked = translator::annotation(passing.object, "eks2gke.io/verdict") == "parked";
  const ApiAnswer created = cluster_.create(item, std::move(passing.object));
  if (!created.ok()) {
    fail(rehearsed, translator::string_at(created.body, translator::Pointer("/message"))
                        .value_or("the cluster refused it"));
  } else if (changed) {
    rehearsed.fate = parked ? RehearsedFate::parked : RehearsedFate::translated;
  }
}

// A call that fails is how a plugin makes the restore fail; any other code than Unknown is the
// connection's.
void RestoreRun::ask_for_progress(const Operation& operation) {
  constexpr std::string_view kSaid = "rpc error: code = Unknown desc = ";
  RehearsedItem& item = items_[operation.item];
  const auto progress = host_.progress(operation.action, operation.id, cluster_.restore_object());
  if (!progress) {
    const std::string text = progress.error().text();
    const std::size_t said = text.find(kSaid);
    if (said == std::string::npos) {
      fail(item, text);
    } else {
      item.operation = {RehearsedOperation::State::failed, text.substr(said + kSaid.size())};
    }
  } else if (!progress->present) {
    fail(item, "the plugin answers Progress with nothing; Velero crashes then");
  } else if (!progress->error.empty()) {
    item.operation = {RehearsedOperation::State::failed, progress->error};
  } else {
    item.operation = {progress->completed ? RehearsedOperation::State::completed
                                          : RehearsedOperation::State::waiting,
                      progress->description};
  }
}

void RestoreRun::read_back(RehearsedItem& item, const ObjectKey& key) {
  item.after = cluster_.read(key);
  if (item.after && item.fate == RehearsedFate::unchanged && !item.before.is_null() &&
      item.after != item.before) {
    item.fate = RehearsedFate::patched;
  }
}

Rehearsal RestoreRun::finish() {
  for (const Operation& operation : operations_) {
    ask_for_progress(operation);
  }
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const RehearsedFate fate = items_[i].fate;
    if (fate != RehearsedFate::skipped && fate != RehearsedFate::left_out) {
      read_back(items_[i], keys_[i]);
    }
  }
  Rehearsal rehearsal;
  rehearsal.made = cluster_.others(keys_);
  rehearsal.items = std::move(items_);
  return rehearsal;
}

}  // namespace cmd
