// Measures a plugin binary: time from start to handshake, and memory after some calls.
// Used by scripts/measure. Prints "NAME VALUE" lines; exit 1 when the plugin cannot be driven.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/plugin_host.h"

namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr int kStarts = 40;
constexpr int kCalls = 100;

constexpr std::string_view kRestore =
    R"({"metadata":{"name":"r","namespace":"velero","uid":"u"},"spec":{"backupName":"b"}})";
constexpr std::string_view kIngress =
    R"({"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":"shop","annotations":{"alb.ingress.kubernetes.io/scheme":"internal","alb.ingress.kubernetes.io/target-type":"ip"},"finalizers":["ingress.k8s.aws/resources"]},"spec":{"ingressClassName":"alb","rules":[{"host":"a.example.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}})";

int fail(const std::string& why) {
  std::fprintf(stderr, "measure: %s\n", why.c_str());
  return EXIT_FAILURE;
}

cmd::PluginOptions options_for(const std::string& binary) {
  cmd::PluginOptions options;
  options.binary = binary;
  options.environment = {{"KUBECONFIG", ""}, {"KUBERNETES_SERVICE_HOST", ""}};
  return options;
}

std::string resident_kilobytes(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    if (word == "VmRSS:") {
      status >> word;
      return word;
    }
  }
  return "0";
}

// CPU time of another process, in microseconds.
double processor_time(pid_t pid) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
    return 0;
  }
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

// Milliseconds from starting the process to its handshake line; negative when there is none.
double start_once(const std::string& binary) {
  const cmd::PluginOptions options = options_for(binary);
  cmd::ProcessOptions process;
  process.command = {binary};
  process.environment = options.environment;
  process.environment["VELERO_PLUGIN"] = "hello";
  const auto begin = steady_clock::now();
  auto started = cmd::PluginProcess::start(process);
  if (!started || !(*started)->first_line(std::chrono::seconds(10))) {
    return -1;
  }
  const double took = duration<double, std::milli>(steady_clock::now() - begin).count();
  (*started)->send_signal(SIGTERM);
  static_cast<void>((*started)->wait(std::chrono::seconds(2)));
  return took;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    return fail("usage: measure_plugin BINARY");
  }
  const std::string binary = std::filesystem::absolute(argv[1]).string();
  std::vector<double> times;
  for (int i = 0; i < kStarts; ++i) {
    times.push_back(start_once(binary));
    if (times.back() < 0) {
      return fail(binary + " prints no handshake");
    }
  }
  std::sort(times.begin(), times.end());

  const auto host = cmd::PluginHost::start(options_for(binary));
  if (!host) {
    return fail(host.error().text());
  }
  const pid_t pid = (*host)->process().pid();
  const double before = processor_time(pid);
  const auto begin = steady_clock::now();
  for (int i = 0; i < kCalls; ++i) {
    const auto answer = (*host)->execute({.plugin = "eks2gke.io/ingress",
                                          .item = kIngress,
                                          .item_from_backup = kIngress,
                                          .restore = kRestore});
    if (!answer) {
      return fail(answer.error().text());
    }
  }
  const double calls = duration<double, std::micro>(steady_clock::now() - begin).count();
  std::printf(
      "start_min_ms %.2f\nstart_median_ms %.2f\nresident_kb %s\nexecute_us %.0f\nexecute_cpu_us "
      "%.0f\n",
      times.front(), times[times.size() / 2], resident_kilobytes(pid).c_str(), calls / kCalls,
      (processor_time(pid) - before) / kCalls);
  return EXIT_SUCCESS;
}
