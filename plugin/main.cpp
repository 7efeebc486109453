#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <unistd.h>

#include "plugin/arguments.h"
#include "plugin/handshake.h"
#include "plugin/kubernetes_target.h"
#include "plugin/library_logs.h"
#include "plugin/lifetime.h"
#include "plugin/log.h"
#include "plugin/server.h"
#include "plugin/socket_folder.h"
#include "translator/about.h"
#include "version.h"

namespace {

constexpr std::chrono::milliseconds kShutdownPatience{250};

int fail(const std::string& what) {
  // Told whatever the log level is: the Velero server does not start after this.
  plugin::Log(STDERR_FILENO, plugin::LogLevel::error).write(plugin::LogLevel::error, what);
  return EXIT_FAILURE;
}

int serve(const plugin::Arguments& arguments) {
  plugin::Lifetime lifetime;
  plugin::Log log(STDERR_FILENO, arguments.log_level, [&] { lifetime.request_stop(); });
  plugin::redirect_library_logs(log);

  auto folder = plugin::SocketFolder::make(plugin::socket_folder_parents());
  if (!folder) {
    return fail(folder.error().text());
  }
  plugin::KubernetesTarget cluster;
  plugin::Services services(arguments.command, cluster, log, [&] { lifetime.request_stop(); });
  const auto server = plugin::start_server(services, folder->socket_path());
  if (server == nullptr) {
    return fail("gRPC cannot listen on " + folder->socket_path());
  }
  if (const auto announced = plugin::announce(folder->socket_path()); !announced) {
    folder->remove();
    ::_exit(EXIT_FAILURE);
  }
  log.write(plugin::LogLevel::debug, "ready", {{"version", kVersion}, {"commit", kCommit}});
  lifetime.wait();

  plugin::stop_server(*server, kShutdownPatience);
  folder->remove();
  // No destructors: a call may still hang in one of our objects, and the host waits two seconds.
  ::_exit(EXIT_SUCCESS);
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<const char* const> words(argv, static_cast<std::size_t>(argc));
  const plugin::Arguments arguments = plugin::read_arguments(words);
  if (!plugin::started_by_velero()) {
    if (plugin::asks_for_version(words)) {
      std::fputs(translator::about_text("velero-plugin-eks-to-gke", kVersion, kCommit).c_str(),
                 stdout);
      return EXIT_SUCCESS;
    }
    std::fputs(plugin::by_hand_text(arguments.command).c_str(), stderr);
    return EXIT_FAILURE;
  }
  if (std::getenv("PLUGIN_CLIENT_CERT") != nullptr) {  // NOLINT(concurrency-mt-unsafe)
    return fail("the host asks for mutual TLS (PLUGIN_CLIENT_CERT), which Velero never does");
  }
  return serve(arguments);
}
