#pragma once

// What belongs to one restore and outlives its single calls: the names in the Restore object, the
// backup and the settings (fetched when first asked for), and how much time the cluster has cost so
// far. Used by the RestoreItemAction service; knows the cluster only through TargetCluster.

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/log.h"
#include "plugin/restore_report.h"
#include "plugin/target_cluster.h"
#include "translator/settings.h"
#include "translator/surroundings.h"

namespace plugin {

// The Restore object as Velero sends it. Every field may be missing; then it is "". `name_space` is
// Velero's: VELERO_NAMESPACE, else the Restore's own. Text that is no JSON object gives empty
// names.
[[nodiscard]] RestoreNames read_restore(std::string_view json);

// Fetches the backup at the first question, once: a failure stays for the whole restore, so that
// all its items are judged alike. Thread-safe.
class LazySurroundings final : public translator::Surroundings {
 public:
  using Fetch = std::function<translator::Result<translator::BackupObjects>()>;

  explicit LazySurroundings(Fetch fetch) : fetch_(std::move(fetch)) {}

  [[nodiscard]] bool available() const override { return loaded().available(); }
  [[nodiscard]] std::string why_unavailable() const override { return loaded().why_unavailable(); }
  [[nodiscard]] bool whole_cluster() const override { return loaded().whole_cluster(); }
  [[nodiscard]] std::int64_t now() const override { return loaded().now(); }
  [[nodiscard]] const translator::Json* find(std::string_view group, std::string_view kind,
                                             std::string_view name_space,
                                             std::string_view name) const override {
    return loaded().find(group, kind, name_space, name);
  }
  [[nodiscard]] std::vector<const translator::Json*> all(std::string_view group,
                                                         std::string_view kind) const override {
    return loaded().all(group, kind);
  }

 private:
  const translator::Surroundings& loaded() const;

  Fetch fetch_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<translator::Surroundings> loaded_;
};

class RestoreSession {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  RestoreSession(RestoreNames names, TargetCluster& cluster, Log& log,
                 Clock clock = std::chrono::steady_clock::now);

  [[nodiscard]] const RestoreNames& names() const { return names_; }
  [[nodiscard]] const translator::Surroundings& surroundings() const { return surroundings_; }

  // The operator's settings, read from the cluster at the first question, once: all items of the
  // restore are judged by the same. Thread-safe.
  [[nodiscard]] const translator::Settings& settings();

  // By when the calls below have to end for one item, from now on.
  [[nodiscard]] cluster::Deadline item_deadline() const { return clock_() + kMaxWriteTime; }

  // The object as it stands in the target cluster; nothing when it is not there.
  [[nodiscard]] translator::Result<std::optional<translator::Json>> live(
      const translator::ObjectName& object, cluster::Deadline latest);

  // The events about a live object.
  [[nodiscard]] translator::Result<std::vector<translator::Json>> events(
      const translator::Json& live, cluster::Deadline latest);

  // Writes an Event about a live object, once for this restore.
  [[nodiscard]] translator::Status announce(const translator::Json& live,
                                            cluster::Announcement announcement,
                                            cluster::Deadline latest);

  // Notes an answer for the report.
  void note_answer(const translator::Translation& translation);
  // Whether this process has answered items of the restore, or only tells how they are.
  [[nodiscard]] bool has_answered() const { return answered_; }
  // Writes the report of what was noted, once; a failure is logged. Called when all items are
  // answered.
  void flush_report();

  // In seconds since 1970.
  [[nodiscard]] std::int64_t now() const { return cluster_.wall_time(); }

  // Where the restore puts what was in the namespace of the backup.
  [[nodiscard]] std::string target_namespace(const std::string& name_space) const;

  // A token for one host that the settings list; fails fast after kMaxFailing as the others do.
  [[nodiscard]] translator::Result<aws::EcrToken> ecr_token(const translator::EcrHost& registry,
                                                            cluster::Deadline latest);

  // Writes companions and patches into the cluster before the item is answered. Error: `where`
  // names the object.
  //
  // After kMaxFailing of failed attempts in this restore nothing is tried any more, neither here
  // nor in live(), events() and
  // announce().
  [[nodiscard]] translator::Status write(const translator::Translation& translation,
                                         cluster::Deadline latest);

 private:
  translator::Result<translator::BackupObjects> timed_backup();
  template <typename Call>
  auto tried(const Call& call) -> decltype(call());

  RestoreNames names_;
  TargetCluster& cluster_;
  LazySurroundings surroundings_;
  Log& log_;
  Clock clock_;
  std::atomic<bool> answered_ = false;
  RestoreReport report_;
  std::once_flag settings_once_;
  translator::Settings settings_;
  std::mutex writing_;  // one item at a time: two Ingresses may change the same Service
  std::mutex mutex_;    // of failing_
  std::chrono::steady_clock::duration failing_{};
};

// The sessions of this process. Velero runs one restore in a process; a few are kept in case it
// does otherwise one day. Thread-safe.
class RestoreSessions {
 public:
  RestoreSessions(TargetCluster& cluster, Log& log) : cluster_(cluster), log_(log) {}

  // The session of the Restore object: by its uid, or by its bytes when it has none.
  [[nodiscard]] std::shared_ptr<RestoreSession> of(const std::string& restore);

 private:
  TargetCluster& cluster_;
  Log& log_;
  std::mutex mutex_;
  std::string last_restore_;
  std::shared_ptr<RestoreSession> last_;
  std::map<std::string, std::shared_ptr<RestoreSession>> by_key_;
};

}  // namespace plugin
