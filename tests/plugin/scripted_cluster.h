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
