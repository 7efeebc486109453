// How many objects the translator handles in a second: every golden input, bytes to bytes.

#include <benchmark/benchmark.h>

#include "tests/support/golden_case.h"

namespace {

void translate_goldens(benchmark::State& state) {
  const std::vector<support::GoldenCase> cases = support::golden_cases();
  std::size_t bytes = 0;
  for ([[maybe_unused]] const auto step : state) {
    for (const support::GoldenCase& golden : cases) {
      auto result = translator::translate_item(golden.item, golden.backup_item, golden.surroundings,
                                               golden.settings);
      benchmark::DoNotOptimize(result);
      bytes += golden.item.size();
    }
  }
  const auto steps = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(steps * static_cast<std::int64_t>(cases.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(translate_goldens)->Unit(benchmark::kMillisecond);

// A Service behind many Ingresses of one group: each is judged with its group.
void translate_a_service_of_a_large_group(benchmark::State& state) {
  using translator::Json;
  translator::BackupObjects backup;
  for (int i = 0; i < state.range(0); ++i) {
    backup.add(
        {{"apiVersion", "networking.k8s.io/v1"},
         {"kind", "Ingress"},
         {"metadata",
          {{"name", "web-" + std::to_string(i)},
           {"namespace", "shop"},
           {"annotations",
            {{"kubernetes.io/ingress.class", "alb"},
             {"alb.ingress.kubernetes.io/scheme", "internet-facing"},
             {"alb.ingress.kubernetes.io/group.name", "edge"}}}}},
         {"spec",
          {{"defaultBackend", {{"service", {{"name", "web"}, {"port", {{"number", 80}}}}}}}}}});
  }
  const std::string service =
      R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},)"
      R"("spec":{"ports":[{"port":80}]}})";
  for ([[maybe_unused]] const auto step : state) {
    auto result =
        translator::translate_item(service, service, backup, translator::default_settings());
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(translate_a_service_of_a_large_group)->Arg(10)->Arg(50)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
