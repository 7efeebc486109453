#pragma once

// A target cluster that does what a test tells it, on a clock of its own.

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "plugin/target_cluster.h"

namespace plugin {

class ScriptedCluster final : public TargetCluster {
 public:
  translator::Result<translator::BackupObjects> backup(const RestoreNames& restore) override {
    maybe_throw();
    fetched.push_back(restore.name_space + "/" + restore.backup);
    if (!backup_fails.empty()) {
      return translator::Error{.what = backup_fails, .where = ""};
    }
    return objects;
  }

  translator::Result<std::vector<translator::Json>> settings(const RestoreNames& restore) override {
    maybe_throw();
    asked_for_settings.push_back(restore.name_space);
    if (!settings_fail.empty()) {
      return translator::Error{.what = settings_fail, .where = ""};
    }
    return settings_maps;
  }

  // One ConfigMap with this text.
  void set_settings(const std::string& text) {
    settings_maps = {{{"kind", "ConfigMap"},
                      {"metadata", {{"name", "one"}}},
                      {"data", {{"settings.yaml", text}}}}};
  }

  translator::Result<std::optional<translator::Json>> live(const RestoreNames&,
                                                           const translator::ObjectName& object,
                                                           cluster::Deadline) override {
    maybe_throw();
    now += now_moves;
    asked_for_live.push_back(object.kind + " " + object.name_space + "/" + object.name);
    if (!live_fails.empty()) {
      return translator::Error{.what = live_fails, .where = ""};
    }
    return live_object;
  }

  translator::Result<std::vector<translator::Json>> events(const translator::Json&,
                                                           cluster::Deadline) override {
    maybe_throw();
    if (!events_fail.empty()) {
      return translator::Error{.what = events_fail, .where = ""};
    }
    return live_events;
  }

  translator::Status announce(const translator::Json& live,
                              const cluster::Announcement& announcement,
                              cluster::Deadline) override {
    maybe_throw();
    announced.push_back((announcement.is_warning ? "Warning " : "Normal ") + announcement.reason +
                        " for " + announcement.once_for + " on " + translator::name_of(live) +
                        ": " + announcement.message);
    if (!announce_fails.empty()) {
      return translator::Error{.what = announce_fails, .where = ""};
    }
    return translator::Done{};
  }

  translator::Status store_report(const RestoreNames&, const std::vector<std::string>& parts,
                                  cluster::Deadline) override {
    maybe_throw();
    reports.push_back(parts);
    if (!report_fails.empty()) {
      return translator::Error{.what = report_fails, .where = ""};
    }
    return translator::Done{};
  }

  [[nodiscard]] std::int64_t wall_time() const override { return wall_clock; }

  translator::Result<aws::EcrToken> ecr_token(const RestoreNames&,
                                              const translator::PullSecretSettings&,
                                              const translator::EcrHost& registry,
                                              cluster::Deadline) override {
    maybe_throw();
    asked_for_tokens.push_back(registry.account + " " + registry.region);
    if (!token_fails.empty() && registry.region == token_fails_in) {
      return translator::Error{.what = token_fails, .where = "api.ecr"};
    }
    aws::TokenLife life = aws::token_life(*aws::parse_time("2026-11-23T09:00:00Z"), std::nullopt);
    life.clock_is_odd = token_is_odd;
    return aws::EcrToken{aws::SecretText("QVdTOm5ldw=="), life};
  }

  translator::Status write(const RestoreNames& restore, const translator::Translation& translation,
                           cluster::Deadline) override {
    maybe_throw();
    ++writes;
    now += now_moves;
    last_restore = restore;
    for (const translator::Companion& companion : translation.companions) {
      companions.push_back(companion.name.kind + " " + companion.name.name_space + "/" +
                           companion.name.name);
    }
    patches += translation.patches.size();
    if (!write_fails.empty()) {
      return translator::Error{.what = write_fails, .where = write_fails_at};
    }
    return translator::Done{};
  }

  translator::BackupObjects objects;
  std::vector<translator::Json> settings_maps;
  std::string settings_fail;
  std::vector<std::string> asked_for_settings;
  std::optional<translator::Json> live_object;
  std::string live_fails;
  std::vector<std::string> asked_for_live;
  std::vector<translator::Json> live_events;
  std::string events_fail;
  std::vector<std::string> announced;
  std::string announce_fails;
  std::vector<std::vector<std::string>> reports;
  std::string report_fails;
  std::int64_t wall_clock = 1'800'000'000;
  std::vector<std::string> asked_for_tokens;
  std::string token_fails;
  std::string token_fails_in;
  bool token_is_odd = false;
  std::string backup_fails;
  std::string write_fails;
  std::string write_fails_at;
  bool throws = false;
  std::chrono::steady_clock::time_point now{};
  std::chrono::seconds now_moves{};

  std::vector<std::string> fetched;
  std::vector<std::string> companions;
  std::size_t patches = 0;
  int writes = 0;
  RestoreNames last_restore;

 private:
  void maybe_throw() const {
    if (throws) {
      throw std::runtime_error("scripted exception");
    }
  }
};

}  // namespace plugin
