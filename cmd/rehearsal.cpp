#include "cmd/rehearsal.h"

#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "cmd/interrupt.h"
#include "cmd/memory_cluster.h"
#include "cmd/plugin_host.h"
#include "cmd/rehearsal_cluster.h"
#include "cmd/restore_run.h"
#include "cmd/temporary_folder.h"

namespace cmd {
namespace {

using translator::Done;
using translator::Error;
using translator::Json;
using translator::Result;
using translator::Status;

constexpr std::size_t kProgressStep = 25;
constexpr std::chrono::seconds kLogPatience{2};

// How the restore of all items ended.
struct RunEnd {
  std::vector<std::string> problems;
  bool interrupted = false;
};

Status write_kubeconfig(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path);
  file << text << std::flush;
  return file ? Status(Done{})
              : Status(Error{.what = "the file cannot be written", .where = path.string()});
}

RunEnd restore_all(RestoreRun& run, const std::vector<BackupItem>& items, PluginHost& host,
                   Console& console) {
  std::size_t done = 0;
  for (const BackupItem& item : items) {
    if (interrupted()) {
      return {.problems = {}, .interrupted = true};
    }
    run.restore(item);
    if (const auto end = host.process().wait(std::chrono::milliseconds(0))) {
      return {.problems = {fmt::format("the plugin ended with {} in the middle of the restore, at "
                                       "{}: {}",
                                       end->text(), item.where, host.process().last_stderr())},
              .interrupted = interrupted()};
    }
    if (++done % kProgressStep == 0) {
      console.progress(fmt::format("restored {} of {}", done, items.size()));
    }
  }
  return {};
}

void check_end(const PluginEnd& end, std::vector<std::string>& problems) {
  if (end.killed) {
    problems.emplace_back("the plugin did not end within two seconds of being asked to");
  } else if (!end.end.clean() && problems.empty()) {
    problems.push_back("the plugin ended with " + end.end.text());
  }
}

// What the log says about each item, by its name in the backup.
void read_log(const std::vector<BackupItem>& items, PluginLog& log, Rehearsal& rehearsal) {
  for (std::size_t i = 0; i < rehearsal.items.size(); ++i) {
    const BackupItem& item = items[i];
    const std::string label = (item.name_space.empty() ? "" : item.name_space + "/") + item.name;
    rehearsal.items[i].log = log.take(rehearsal.items[i].kind, label);
  }
  rehearsal.remarks = log.remarks();
}

Result<Rehearsal> rehearse_with(PluginHost& host, MemoryCluster& memory,
                                const std::vector<BackupItem>& items,
                                const RehearsalOptions& options, Console& console) {
  auto actions = read_actions(host);
  if (!actions) {
    return Error{.what = actions.error().text(), .where = options.plugin};
  }
  RehearsalCluster cluster(memory, options.archive, options.namespace_mapping);
  if (options.settings) {
    cluster.add_settings(*options.settings);
  }
  for (const BackupItem& item : items) {
    cluster.remember_namespace(item);
  }
  RestoreRun run(host, cluster, std::move(*actions));
  RunEnd end = restore_all(run, items, host, console);
  Rehearsal rehearsal = run.finish();
  rehearsal.problems = std::move(end.problems);
  rehearsal.interrupted = end.interrupted;
  check_end(host.shutdown(), rehearsal.problems);
  static_cast<void>(host.process().output_closed(kLogPatience));  // the last lines of its log
  return rehearsal;
}

}  // namespace

std::string_view name_of(RehearsedFate fate) {
  switch (fate) {
    case RehearsedFate::unchanged:
      return "unchanged";
    case RehearsedFate::patched:
      return "patched";
    case RehearsedFate::translated:
      return "translated";
    case RehearsedFate::parked:
      return "parked";
    case RehearsedFate::skipped:
      return "skipped";
    case RehearsedFate::left_out:
      return "left out";
    case RehearsedFate::failed:
      break;
  }
  return "failed";
}

Result<Rehearsal> run_rehearsal(const RehearsalOptions& options, Console& console) {
  const auto items = read_items(options.archive, console);
  if (!items) {
    return items.error();
  }
  const InterruptGuard guard;  // from here on there is something to clean up
  const auto folder = TemporaryFolder::make();
  if (!folder) {
    return folder.error();
  }
  auto memory = MemoryCluster::start();
  if (!memory) {
    return memory.error();
  }
  const std::string kubeconfig = (folder->path() / "kubeconfig").string();
  if (const Status written = write_kubeconfig(kubeconfig, (*memory)->kubeconfig()); !written) {
    return written.error();
  }
  PluginLog log;
  PluginOptions plugin;
  plugin.binary = options.plugin;
  plugin.environment = {{"KUBECONFIG", kubeconfig}, {"VELERO_NAMESPACE", "velero"}};
  plugin.on_stderr = [&log](std::string_view line) { log.add(line); };
  auto host = PluginHost::start(std::move(plugin));
  if (!host) {
    return host.error();
  }
  auto rehearsal = rehearse_with(**host, **memory, *items, options, console);
  if (rehearsal) {
    read_log(*items, log, *rehearsal);
  }
  return rehearsal;
}

std::vector<Json> resulting_objects(const Rehearsal& rehearsal) {
  std::vector<Json> objects;
  for (const RehearsedItem& item : rehearsal.items) {
    if (item.after) {
      objects.push_back(*item.after);
    }
  }
  objects.insert(objects.end(), rehearsal.made.begin(), rehearsal.made.end());
  return objects;
}

}  // namespace cmd
