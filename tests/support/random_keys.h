#pragma once

// The grammar of random backups: every key that a controller of AWS reads, with values as people
// write them and as they get them wrong, and the dice that choose among them.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace support {

using Texts = std::vector<const char*>;

// A key and what people write behind it.
struct Choice {
  const char* key;
  Texts values;
};

// Keys without "alb.ingress.kubernetes.io/", and without "service.beta.kubernetes.io/".
[[nodiscard]] const std::vector<Choice>& ingress_choices();
[[nodiscard]] const std::vector<Choice>& service_choices();
// Whole keys of others: our own, GKE's, Velero's.
[[nodiscard]] const std::vector<Choice>& other_annotations();
[[nodiscard]] const Texts& action_values();

// The same seed throws the same on every machine: mt19937 does, std's distributions do not.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  const char* of(const Texts& texts) { return texts[below(texts.size())]; }

 private:
  std::mt19937 engine_;
};

}  // namespace support
