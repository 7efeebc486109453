#pragma once

// Starts a plugin binary and talks to it as the Velero server does: same command line, environment,
// handshake, connection, background streams and end. Used by `eks2gke rehearse` and by the tests of
// the plugin. It restarts nothing and reads no backup: callers decide which item comes when.
//
// Facts: pkg/plugin/clientmgmt/process of Velero (v1.14 to v1.18), client.go of
// hashicorp/go-plugin.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/plugin_process.h"
#include "translator/result.h"

namespace cmd {

// What Velero 1.15 and newer hands to every plugin: the server's own arguments.
[[nodiscard]] std::vector<std::string> velero_arguments();

struct PluginOptions {
  std::string binary;  // an absolute path: it becomes argv[0]
  std::vector<std::string> arguments = velero_arguments();
  // Added to the caller's environment and to what Velero sets itself (VELERO_PLUGIN and so on).
  std::map<std::string, std::string> environment = {};
  // Words before the binary, e.g. {"/usr/sbin/chroot", "--userspec=65532", "/root"}: a program that
  // executes the rest in its own place.
  std::vector<std::string> launcher = {};
  std::string socket_root = {};  // put before the socket's path when the plugin has another root
  std::chrono::milliseconds handshake_patience = std::chrono::minutes(1);
  // Velero sets no deadline; a program that people wait for must.
  std::chrono::milliseconds call_patience = std::chrono::minutes(2);
  std::function<void(std::string_view line)> on_stderr = {};  // called from another thread
};

struct PluginIdentity {
  std::string command;
  std::string kind;
  std::string name;
};

struct Selector {
  std::vector<std::string> included_namespaces;
  std::vector<std::string> excluded_namespaces;
  std::vector<std::string> included_resources;
  std::vector<std::string> excluded_resources;
  std::string labels;
};

// The three documents are JSON.
struct ExecuteCall {
  std::string_view plugin;
  std::string_view item;
  std::string_view item_from_backup;
  std::string_view restore;
};

struct ExecuteAnswer {
  std::string item;
  bool skip_restore = false;
  std::string operation_id;
  std::size_t additional_items = 0;
};

struct Progress {
  bool present = false;  // Velero crashes when it is not
  bool completed = false;
  std::string error;
  std::string description;
};

struct PluginEnd {
  bool killed = false;  // it did not end within two seconds of Shutdown
  bool asked = false;   // the Shutdown call was answered with OK
  ProcessEnd end;
  std::chrono::milliseconds took{};
};

class PluginConnection;

class PluginHost {
 public:
  // Starts the process, reads the handshake, connects, and opens the two background streams.
  // Error: a sentence with what the plugin wrote to stderr.
  [[nodiscard]] static translator::Result<std::unique_ptr<PluginHost>> start(PluginOptions options);

  // Ends the plugin as shutdown() does.
  ~PluginHost();
  PluginHost(const PluginHost&) = delete;
  PluginHost& operator=(const PluginHost&) = delete;
  PluginHost(PluginHost&&) = delete;
  PluginHost& operator=(PluginHost&&) = delete;

  [[nodiscard]] const std::string& handshake() const { return handshake_; }
  // As this process reaches it.
  [[nodiscard]] const std::string& socket_path() const { return socket_path_; }
  [[nodiscard]] PluginProcess& process() { return *process_; }

  // The calls of Velero. May be used from several threads at once, but not after shutdown().
  // Error: `where` is the method, `what` has status code and message as Velero shows them.
  [[nodiscard]] translator::Result<std::vector<PluginIdentity>> list_plugins();
  [[nodiscard]] translator::Result<Selector> applies_to(std::string_view plugin);
  [[nodiscard]] translator::Result<ExecuteAnswer> execute(const ExecuteCall& call);
  [[nodiscard]] translator::Result<Progress> progress(std::string_view plugin,
                                                      std::string_view operation,
                                                      std::string_view restore);
  [[nodiscard]] translator::Status cancel(std::string_view plugin, std::string_view operation,
                                          std::string_view restore);
  [[nodiscard]] translator::Result<bool> are_additional_items_ready(std::string_view plugin,
                                                                    std::string_view restore);
  // What go-plugin's Ping asks; Velero does not.
  [[nodiscard]] translator::Status check_health(std::string_view service);

  // False once the plugin has ended one of the two background streams.
  [[nodiscard]] bool streams_open() const;

  // Closes the connection and opens a new one to the same path, as after half an hour of idleness.
  void reconnect();

  // Shutdown, close, two seconds of patience, SIGKILL. A second call returns the first answer.
  PluginEnd shutdown();

 private:
  PluginHost() = default;
  void connect();

  PluginOptions options_;
  std::string handshake_;
  std::string socket_path_;
  std::unique_ptr<PluginProcess> process_;
  std::unique_ptr<PluginConnection> connection_;
  std::optional<PluginEnd> end_;
};

}  // namespace cmd
