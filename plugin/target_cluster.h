#pragma once

// What the plugin asks of the world outside: the objects of a backup, and the writing of what a
// translated item needs beside it. An interface, because tests must be able to play a cluster that
// fails.

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/ecr_token.h"
#include "cluster/deadline.h"
#include "cluster/events.h"
#include "translator/result.h"
#include "translator/settings.h"
#include "translator/surroundings.h"
#include "translator/translate.h"

namespace plugin {

// Time that the cluster may cost: a hanging Execute hangs every restore of the server, because
// Velero sets no deadline and has one restore worker.
inline constexpr std::chrono::seconds kMaxItemTime{10};
inline constexpr std::chrono::seconds kMaxSettingsTime{3};  // within the item's, once
inline constexpr std::chrono::seconds kMaxWriteTime = kMaxItemTime - kMaxSettingsTime;
inline constexpr std::chrono::seconds kMaxFailing{30};

struct RestoreNames {
  std::string uid;
  std::string name;
  std::string name_space;  // Velero's
  std::string backup;
  std::map<std::string, std::string> namespace_mapping;  // from the backup's name to the target's
  bool updates_existing = false;                         // existingResourcePolicy: update
};

class TargetCluster {
 public:
  TargetCluster() = default;
  TargetCluster(const TargetCluster&) = delete;
  TargetCluster& operator=(const TargetCluster&) = delete;
  TargetCluster(TargetCluster&&) = delete;
  TargetCluster& operator=(TargetCluster&&) = delete;
  virtual ~TargetCluster() = default;

  // Error: why the backup cannot be read, and what to do.
  [[nodiscard]] virtual translator::Result<translator::BackupObjects> backup(
      const RestoreNames& restore) = 0;

  // The ConfigMaps with settings in Velero's namespace, as the API answers; takes at most
  // kMaxSettingsTime. Error: why they cannot be read, and what to do.
  [[nodiscard]] virtual translator::Result<std::vector<translator::Json>> settings(
      const RestoreNames& restore) = 0;

  // The object in the mapped namespace; nothing when it is not there. Ends at `latest`.
  [[nodiscard]] virtual translator::Result<std::optional<translator::Json>> live(
      const RestoreNames& restore, const translator::ObjectName& object,
      cluster::Deadline latest) = 0;

  // The events about a live object, of any age that the API still keeps. Ends at `latest`.
  [[nodiscard]] virtual translator::Result<std::vector<translator::Json>> events(
      const translator::Json& live, cluster::Deadline latest) = 0;

  // Writes an Event about a live object, once for the restore. Ends at `latest`.
  [[nodiscard]] virtual translator::Status announce(const translator::Json& live,
                                                    const cluster::Announcement& announcement,
                                                    cluster::Deadline latest) = 0;

  // Writes the parts of the restore's report into ConfigMaps in Velero's namespace. Ends at
  // `latest`.
  [[nodiscard]] virtual translator::Status store_report(const RestoreNames& restore,
                                                        const std::vector<std::string>& parts,
                                                        cluster::Deadline latest) = 0;

  // The time, in seconds since 1970: operations outlive the process.
  [[nodiscard]] virtual std::int64_t wall_time() const;

  // A token of ECR for one host that the settings list, with the credentials that they name. Asks
  // AWS once per region and restore. Error: what was tried and why it failed; never a part of a
  // key.
  [[nodiscard]] virtual translator::Result<aws::EcrToken> ecr_token(
      const RestoreNames& restore, const translator::PullSecretSettings& settings,
      const translator::EcrHost& registry, cluster::Deadline latest) = 0;

  // Writes companions first, then patches; ends at `latest`. Error: `where` is the object that
  // failed, `what` the API's words.
  [[nodiscard]] virtual translator::Status write(const RestoreNames& restore,
                                                 const translator::Translation& translation,
                                                 cluster::Deadline latest) = 0;
};

// What there is without a Kubernetes API: every call is an error with this reason.
class NoTargetCluster final : public TargetCluster {
 public:
  explicit NoTargetCluster(std::string why) : why_(std::move(why)) {}

  [[nodiscard]] translator::Result<translator::BackupObjects> backup(const RestoreNames&) override {
    return translator::Error{.what = why_, .where = ""};
  }
  [[nodiscard]] translator::Result<std::vector<translator::Json>> settings(
      const RestoreNames&) override {
    return translator::Error{.what = why_, .where = ""};
  }
  [[nodiscard]] translator::Result<std::optional<translator::Json>> live(
      const RestoreNames&, const translator::ObjectName&, cluster::Deadline) override {
    return translator::Error{.what = why_, .where = ""};
  }
  [[nodiscard]] translator::Result<std::vector<translator::Json>> events(
      const translator::Json&, cluster::Deadline) override {
    return translator::Error{.what = why_, .where = ""};
  }
  [[nodiscard]] translator::Status announce(const translator::Json&, const cluster::Announcement&,
                                            cluster::Deadline) override {
    return translator::Error{.what = why_, .where = ""};
  }
  [[nodiscard]] translator::Result<aws::EcrToken> ecr_token(const RestoreNames&,
                                                            const translator::PullSecretSettings&,
                                                            const translator::EcrHost&,
                                                            cluster::Deadline) override {
    return translator::Error{.what = why_, .where = ""};
  }
  [[nodiscard]] translator::Status store_report(const RestoreNames&,
                                                const std::vector<std::string>&,
                                                cluster::Deadline) override {
    return translator::Error{.what = why_, .where = ""};
  }
  [[nodiscard]] translator::Status write(const RestoreNames&, const translator::Translation&,
                                         cluster::Deadline) override {
    return translator::Error{.what = why_, .where = ""};
  }

 private:
  std::string why_;
};

}  // namespace plugin
