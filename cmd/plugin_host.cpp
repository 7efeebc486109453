#include "cmd/plugin_host.h"

#include <csignal>
#include <utility>

#include "cmd/plugin_connection.h"

namespace cmd {
namespace {

using translator::Error;
using translator::Result;
using translator::Status;

// go-plugin's own patience after Shutdown.
constexpr std::chrono::seconds kEndPatience{2};

std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t bar = line.find('|'); bar != std::string_view::npos; bar = line.find('|')) {
    fields.emplace_back(line.substr(0, bar));
    line.remove_prefix(bar + 1);
  }
  fields.emplace_back(line);
  return fields;
}

Result<std::string> socket_of(const std::string& line) {
  const std::vector<std::string> fields = split(line);
  if (fields.size() < 5 || fields[0] != "1" || fields[1] != "2" || fields[2] != "unix" ||
      !fields[3].starts_with('/') || fields[4] != "grpc") {
    return Error{.what = "its first line on stdout is no handshake of a Velero plugin: \"" + line +
                         "\"; is this the right file?",
                 .where = ""};
  }
  return fields[3];
}

std::vector<std::string> copy(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

// Why there is no handshake.
Error no_handshake(PluginProcess& process, const std::string& binary, const Error& reason) {
  const auto end = process.wait(std::chrono::milliseconds(500));
  static_cast<void>(process.output_closed(std::chrono::milliseconds(500)));
  const std::string said = process.last_stderr();
  const std::string what = end ? "the plugin ended with " + end->text() + " before its handshake"
                               : "the plugin did not start: " + reason.what;
  return Error{.what = what + (said.empty() ? "; it wrote nothing to stderr" : ": " + said),
               .where = binary};
}

}  // namespace

std::vector<std::string> velero_arguments() {
  return {"--features=EnableCSI",
          "--uploader-type=kopia",
          "--default-volumes-to-fs-backup=true",
          "--restore-only",
          "--namespace",
          "velero",
          "--profiler-address",
          ""};
}

Result<std::unique_ptr<PluginHost>> PluginHost::start(PluginOptions options) {
  std::unique_ptr<PluginHost> host(new PluginHost);
  host->options_ = std::move(options);
  const PluginOptions& given = host->options_;

  ProcessOptions process;
  process.command = given.launcher;
  process.command.push_back(given.binary);
  process.command.insert(process.command.end(), given.arguments.begin(), given.arguments.end());
  process.environment = given.environment;
  process.environment.insert({{"VELERO_PLUGIN", "hello"},
                              {"PLUGIN_MIN_PORT", "10000"},
                              {"PLUGIN_MAX_PORT", "25000"},
                              {"PLUGIN_PROTOCOL_VERSIONS", "2"}});
  process.on_stderr = given.on_stderr;
  auto started = PluginProcess::start(process);
  if (!started) {
    return started.error();
  }
  host->process_ = std::move(*started);

  const Result<std::string> line = host->process_->first_line(given.handshake_patience);
  if (!line) {
    return no_handshake(*host->process_, given.binary, line.error());
  }
  host->handshake_ = *line;
  const Result<std::string> socket = socket_of(*line);
  if (!socket) {
    return Error{.what = socket.error().what, .where = given.binary};
  }
  host->socket_path_ = given.socket_root + *socket;
  host->connect();
  return host;
}

PluginHost::~PluginHost() {
  if (connection_ != nullptr) {
    shutdown();
  }
}

void PluginHost::connect() {
  connection_ = std::make_unique<PluginConnection>(socket_path_, options_.call_patience);
}

void PluginHost::reconnect() {
  connection_.reset();
  connect();
}

bool PluginHost::streams_open() const { return connection_->streams_open(); }

Result<std::vector<PluginIdentity>> PluginHost::list_plugins() {
  generated::ListPluginsResponse response;
  const Status status =
      connection_->call(connection_->plugin_lister, &generated::PluginLister::Stub::ListPlugins,
                        generated::Empty(), response, "ListPlugins");
  if (!status) {
    return status.error();
  }
  std::vector<PluginIdentity> plugins;
  for (const generated::PluginIdentifier& plugin : response.plugins()) {
    plugins.push_back({plugin.command(), plugin.kind(), plugin.name()});
  }
  return plugins;
}

Result<Selector> PluginHost::applies_to(std::string_view plugin) {
  v2::RestoreItemActionAppliesToRequest request;
  request.set_plugin(std::string(plugin));
  v2::RestoreItemActionAppliesToResponse response;
  const Status status =
      connection_->call(connection_->restore_item_action, &v2::RestoreItemAction::Stub::AppliesTo,
                        request, response, "AppliesTo");
  if (!status) {
    return status.error();
  }
  const generated::ResourceSelector& selector = response.resourceselector();
  return Selector{.included_namespaces = copy(selector.includednamespaces()),
                  .excluded_namespaces = copy(selector.excludednamespaces()),
                  .included_resources = copy(selector.includedresources()),
                  .excluded_resources = copy(selector.excludedresources()),
                  .labels = selector.selector()};
}

Result<ExecuteAnswer> PluginHost::execute(const ExecuteCall& call) {
  v2::RestoreItemActionExecuteRequest request;
  request.set_plugin(std::string(call.plugin));
  request.set_item(std::string(call.item));
  request.set_itemfrombackup(std::string(call.item_from_backup));
  request.set_restore(std::string(call.restore));
  v2::RestoreItemActionExecuteResponse response;
  const Status status =
      connection_->call(connection_->restore_item_action, &v2::RestoreItemAction::Stub::Execute,
                        request, response, "Execute");
  if (!status) {
    return status.error();
  }
  return ExecuteAnswer{
      .item = std::move(*response.mutable_item()),
      .skip_restore = response.skiprestore(),
      .operation_id = response.operationid(),
      .additional_items = static_cast<std::size_t>(response.additionalitems_size())};
}

Result<Progress> PluginHost::progress(std::string_view plugin, std::string_view operation,
                                      std::string_view restore) {
  v2::RestoreItemActionProgressRequest request;
  request.set_plugin(std::string(plugin));
  request.set_operationid(std::string(operation));
  request.set_restore(std::string(restore));
  v2::RestoreItemActionProgressResponse response;
  const Status status =
      connection_->call(connection_->restore_item_action, &v2::RestoreItemAction::Stub::Progress,
                        request, response, "Progress");
  if (!status) {
    return status.error();
  }
  return Progress{.present = response.has_progress(),
                  .completed = response.progress().completed(),
                  .error = response.progress().err(),
                  .description = response.progress().description()};
}

Status PluginHost::cancel(std::string_view plugin, std::string_view operation,
                          std::string_view restore) {
  v2::RestoreItemActionCancelRequest request;
  request.set_plugin(std::string(plugin));
  request.set_operationid(std::string(operation));
  request.set_restore(std::string(restore));
  google::protobuf::Empty response;
  return connection_->call(connection_->restore_item_action, &v2::RestoreItemAction::Stub::Cancel,
                           request, response, "Cancel");
}

Result<bool> PluginHost::are_additional_items_ready(std::string_view plugin,
                                                    std::string_view restore) {
  v2::RestoreItemActionItemsReadyRequest request;
  request.set_plugin(std::string(plugin));
  request.set_restore(std::string(restore));
  v2::RestoreItemActionItemsReadyResponse response;
  const Status status = connection_->call(connection_->restore_item_action,
                                          &v2::RestoreItemAction::Stub::AreAdditionalItemsReady,
                                          request, response, "AreAdditionalItemsReady");
  if (!status) {
    return status.error();
  }
  return response.ready();
}

Status PluginHost::check_health(std::string_view service) {
  grpc::health::v1::HealthCheckRequest request;
  request.set_service(std::string(service));
  grpc::health::v1::HealthCheckResponse response;
  Status status = connection_->call(connection_->health, &grpc::health::v1::Health::Stub::Check,
                                    request, response, "Check");
  if (status && response.status() != grpc::health::v1::HealthCheckResponse::SERVING) {
    return Error{.what = "the plugin is not serving", .where = std::string(service)};
  }
  return status;
}

PluginEnd PluginHost::shutdown() {
  if (end_) {
    return *end_;
  }
  const auto start = std::chrono::steady_clock::now();
  PluginEnd result;
  plugin::Empty response;
  result.asked = connection_
                     ->call(connection_->controller, &plugin::GRPCController::Stub::Shutdown,
                            plugin::Empty(), response, "Shutdown", kEndPatience)
                     .has_value();
  connection_.reset();
  auto end = process_->wait(kEndPatience);
  if (!end) {
    result.killed = true;
    process_->send_signal(SIGKILL);
    end = process_->wait(kEndPatience);
  }
  result.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  result.end = end.value_or(ProcessEnd{.status = 0, .signal = SIGKILL});
  end_ = result;
  return result;
}

}  // namespace cmd
