#include "cmd/fix_command.h"

#include "cmd/cluster_connection.h"
#include "cmd/fix.h"
#include "cmd/settings_file.h"
#include "cmd/text.h"
#include "cmd/verify.h"
#include "translator/settings_map.h"

namespace cmd {
namespace {

using translator::Error;
using translator::Result;
using translator::Settings;

ExitCode fail(Console& console, const Error& error, ExitCode code) {
  console.err += styled(console.look, Style::plain, "error: " + printable(error.text())) + "\n";
  return code;
}

Settings settings_of_cluster(cluster::KubernetesClient& client, const std::string& name_space) {
  auto maps = client.list({"v1", "configmaps", name_space, ""},
                          {.labels = std::string(translator::kSettingsSelector)});
  if (!maps) {
    return translator::settings_from(maps.error().as_error());
  }
  return translator::settings_from(std::move(*maps));
}

Result<Settings> settings_for(const FixArguments& arguments, cluster::KubernetesClient& client,
                              Console& console) {
  if (arguments.settings.empty()) {
    Settings settings = settings_of_cluster(client, arguments.velero_namespace);
    warn_of_problems(settings, "settings of the cluster", console);
    return settings;
  }
  auto file = read_settings(arguments.settings);
  if (!file) {
    return file.error();
  }
  warn_of_problems(file->settings, arguments.settings, console);
  return std::move(file->settings);
}

}  // namespace

ExitCode run_fix(const FixArguments& arguments, Console& console) {
  auto client = connect(arguments.cluster);
  if (!client) {
    return fail(console, client.error(), ExitCode::unreachable);
  }
  auto settings = settings_for(arguments, *client, console);
  if (!settings) {
    return fail(console, settings.error(), ExitCode::bad_input);
  }
  if (!arguments.restore.empty()) {
    const auto found = find_restore(*client, arguments.velero_namespace, arguments.restore);
    if (!found) {
      return fail(console, found.error().as_error(),
                  found.failed_with(cluster::ApiError::Kind::not_found) ? ExitCode::bad_input
                                                                        : ExitCode::unreachable);
    }
  }
  const auto fix = fix_cluster(*client,
                               {.settings = std::move(*settings),
                                .namespaces = arguments.namespaces,
                                .restore = arguments.restore,
                                .velero_namespace = arguments.velero_namespace,
                                .apply = arguments.apply,
                                .finish_deletions = arguments.finish_deletions,
                                .release_dns = arguments.release_dns},
                               console);
  if (!fix) {
    return fail(console, fix.error().as_error(), ExitCode::unreachable);
  }
  for (const std::string& warning : fix->warnings) {
    console.err += "warning: " + printable(warning) + "\n";
  }
  // In ASCII: no name in it can steer a terminal.
  console.out +=
      arguments.json ? to_json(*fix).dump(2, ' ', true) + "\n" : to_text(*fix, console.look);
  return fix->has_failures() ? ExitCode::problems : ExitCode::done;
}

}  // namespace cmd
