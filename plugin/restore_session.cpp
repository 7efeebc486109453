#include "plugin/restore_session.h"

#include <cstdlib>
#include <exception>

#include "translator/json.h"
#include "translator/settings_map.h"

namespace plugin {
namespace {

using translator::BackupObjects;
using translator::Error;
using translator::Json;
using translator::NoSurroundings;
using translator::Pointer;
using translator::Result;
using translator::Status;
using translator::string_at;

constexpr std::size_t kMaxSessions = 4;

std::map<std::string, std::string> read_mapping(const Json& restore) {
  std::map<std::string, std::string> mapping;
  const Json* given = translator::find(restore, Pointer("/spec/namespaceMapping"));
  if (given == nullptr || !given->is_object()) {
    return mapping;
  }
  for (const auto& [from, to] : given->items()) {
    if (to.is_string()) {
      mapping.emplace(from, to.get<std::string>());
    }
  }
  return mapping;
}

std::string place_in_text(const translator::SettingsProblem& problem) {
  return problem.line == 0 ? ""
                           : "line " + std::to_string(problem.line) + ", column " +
                                 std::to_string(problem.column) + ": ";
}

Result<BackupObjects> fetch_backup(TargetCluster& cluster, const RestoreNames& names, Log& log) {
  Result<BackupObjects> fetched = [&]() -> Result<BackupObjects> {
    try {
      return cluster.backup(names);
    } catch (const std::exception& error) {
      return Error{.what = error.what(), .where = ""};
    }
  }();
  if (!fetched) {
    log.write(LogLevel::warn,
              "the backup cannot be read, so each item is judged by itself and what needs a look "
              "at other objects is parked: " +
                  fetched.error().text(),
              {{"backup", names.backup}}, translator::Site{__FILE__, __LINE__}.text());
  }
  return fetched;
}

template <typename Fetch>
translator::Settings fetch_settings(const Fetch& fetch, Log& log) {
  translator::Settings settings = translator::settings_from([&]() -> Result<std::vector<Json>> {
    try {
      return fetch();
    } catch (const std::exception& error) {
      return Error{.what = error.what(), .where = ""};
    }
  }());
  for (const translator::SettingsProblem& problem : settings.problems) {
    log.write(LogLevel::warn,
              "the settings: " + place_in_text(problem) + problem.message + " " + problem.next_step,
              {{"setting", problem.path}}, translator::Site{__FILE__, __LINE__}.text());
  }
  for (const std::string& path : settings.not_in_effect) {
    log.write(LogLevel::warn,
              "the settings: this version reads " + path + " and does not act on it yet.",
              {{"setting", path}}, translator::Site{__FILE__, __LINE__}.text());
  }
  return settings;
}

}  // namespace

RestoreNames read_restore(std::string_view json) {
  const Result<translator::Document> parsed = translator::parse_json(json);
  const Json restore = parsed ? parsed->value : Json();
  const auto text = [&](const char* path) {
    return string_at(restore, Pointer(path)).value_or("");
  };
  RestoreNames names{.uid = text("/metadata/uid"),
                     .name = text("/metadata/name"),
                     .name_space = text("/metadata/namespace"),
                     .backup = text("/spec/backupName"),
                     .namespace_mapping = read_mapping(restore),
                     .updates_existing = text("/spec/existingResourcePolicy") == "update"};
  const char* velero = std::getenv("VELERO_NAMESPACE");  // NOLINT(concurrency-mt-unsafe)
  if (velero != nullptr && *velero != '\0') {
    names.name_space = velero;
  }
  return names;
}

const translator::Surroundings& LazySurroundings::loaded() const {
  std::call_once(once_, [this] {
    Result<BackupObjects> fetched = fetch_();
    if (fetched) {
      loaded_ = std::make_unique<BackupObjects>(std::move(*fetched));
    } else {
      loaded_ = std::make_unique<NoSurroundings>(fetched.error().text());
    }
  });
  return *loaded_;
}

RestoreSession::RestoreSession(RestoreNames names, TargetCluster& cluster, Log& log, Clock clock)
    : names_(std::move(names)),
      cluster_(cluster),
      surroundings_([this] { return timed_backup(); }),
      log_(log),
      clock_(std::move(clock)) {}

Result<BackupObjects> RestoreSession::timed_backup() {
  const auto start = clock_();
  Result<BackupObjects> fetched = fetch_backup(cluster_, names_, log_);
  if (!fetched) {
    const std::lock_guard lock(mutex_);
    failing_ += clock_() - start;
  }
  return fetched;
}

// A cluster that let the item wait for nothing already is not asked again.
const translator::Settings& RestoreSession::settings() {
  std::call_once(settings_once_, [this] {
    const bool time_is_up = [this] {
      const std::lock_guard lock(mutex_);
      return failing_ > kMaxItemTime - kMaxSettingsTime;
    }();
    settings_ = fetch_settings(
        [&]() -> Result<std::vector<Json>> {
          if (time_is_up) {
            return Error{.what = "the Kubernetes API did not answer in time", .where = ""};
          }
          return cluster_.settings(names_);
        },
        log_);
  });
  return settings_;
}

// The breaker: counts the time of failed calls, and stops calling when it was too much.
template <typename Call>
auto RestoreSession::tried(const Call& call) -> decltype(call()) {
  {
    const std::lock_guard lock(mutex_);
    if (failing_ >= kMaxFailing) {
      return Error{.what = "the Kubernetes API has failed for " +
                           std::to_string(kMaxFailing.count()) +
                           " seconds in this restore, nothing more is tried",
                   .where = ""};
    }
  }
  const auto start = clock_();
  auto result = [&]() -> decltype(call()) {
    try {
      return call();
    } catch (const std::exception& error) {
      return Error{.what = error.what(), .where = ""};
    }
  }();
  if (!result) {
    const std::lock_guard lock(mutex_);
    failing_ += clock_() - start;
  }
  return result;
}

Result<std::optional<Json>> RestoreSession::live(const translator::ObjectName& object,
                                                 cluster::Deadline latest) {
  return tried([&] { return cluster_.live(names_, object, latest); });
}

Result<std::vector<Json>> RestoreSession::events(const Json& live, cluster::Deadline latest) {
  return tried([&] { return cluster_.events(live, latest); });
}

Status RestoreSession::announce(const Json& live, cluster::Announcement announcement,
                                cluster::Deadline latest) {
  announcement.once_for = names_.uid.empty() ? names_.name : names_.uid;
  announcement.time = std::chrono::sys_seconds(std::chrono::seconds(now()));
  return tried([&] { return cluster_.announce(live, announcement, latest); });
}

void RestoreSession::note_answer(const translator::Translation& translation) {
  answered_ = true;
  report_.add(translation);
}

void RestoreSession::flush_report() {
  const std::vector<std::string> parts = report_.take_parts();
  if (parts.empty()) {
    return;
  }
  const Status stored =
      tried([&] { return cluster_.store_report(names_, parts, item_deadline()); });
  if (!stored) {
    log_.write(LogLevel::warn,
               "the report of this restore could not be written; its findings are in this log: " +
                   stored.error().text(),
               {}, translator::Site{__FILE__, __LINE__}.text());
  }
}

std::string RestoreSession::target_namespace(const std::string& name_space) const {
  const auto mapped = names_.namespace_mapping.find(name_space);
  return mapped == names_.namespace_mapping.end() ? name_space : mapped->second;
}

Result<aws::EcrToken> RestoreSession::ecr_token(const translator::EcrHost& registry,
                                                cluster::Deadline latest) {
  const translator::Settings& known = settings();
  return tried([&] { return cluster_.ecr_token(names_, known.pull_secrets, registry, latest); });
}

Status RestoreSession::write(const translator::Translation& translation, cluster::Deadline latest) {
  const std::lock_guard lock(writing_);
  return tried([&] { return cluster_.write(names_, translation, latest); });
}

std::shared_ptr<RestoreSession> RestoreSessions::of(const std::string& restore) {
  const std::lock_guard lock(mutex_);
  if (last_ != nullptr && restore == last_restore_) {
    return last_;
  }
  RestoreNames names = read_restore(restore);
  const std::string key = names.uid.empty() ? restore : names.uid;
  auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    if (by_key_.size() >= kMaxSessions) {
      by_key_.clear();  // calls that still use an old session hold it themselves
    }
    found = by_key_.emplace(key, std::make_shared<RestoreSession>(std::move(names), cluster_, log_))
                .first;
  }
  last_restore_ = restore;
  last_ = found->second;
  return last_;
}

}  // namespace plugin
