#pragma once

// How many random objects a law is tried on, and from which seed on.

#include <cstdint>
#include <cstdlib>
#include <string>

namespace laws {

// The environment's number, if it is there.
inline std::uint32_t from_environment(const char* name, std::uint32_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::stoul(text));
}

// EKS2GKE_TRIALS objects; by default all that a change must stand, or a tenth of them where the
// code is not optimised.
inline std::uint32_t trials() {
#ifdef NDEBUG
  constexpr std::uint32_t kDefault = 21000;
#else
  constexpr std::uint32_t kDefault = 1000;
#endif
  return from_environment("EKS2GKE_TRIALS", kDefault);
}

// EKS2GKE_SEED replays from that seed on: a failed law prints it.
inline std::uint32_t first_seed() { return from_environment("EKS2GKE_SEED", 1); }

}  // namespace laws
