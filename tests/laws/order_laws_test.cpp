// An Ingress patches the Services behind it, and a Service that comes later finds those Ingresses
// in the backup and writes the same by itself: whichever is restored first, the Service ends the
// same.

#include <algorithm>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/laws/trials.h"
#include "tests/support/objects.h"
#include "tests/support/random_objects.h"
#include "translator/patches.h"

namespace {

using translator::Json;
using translator::Patch;

Json restored(const Json& object, const support::RandomBackup& backup,
              std::vector<Patch>* patches = nullptr) {
  Json item = object;
  item.erase("status");
  const auto result =
      translator::translate_item(item.dump(), object.dump(), backup.surroundings, backup.settings);
  if (!result) {
    throw std::logic_error("a random object is an object");
  }
  if (patches != nullptr) {
    const auto& more = result->translation.patches;
    patches->insert(patches->end(), more.begin(), more.end());
  }
  return support::json(result->bytes);
}

std::vector<Patch> patches_of_ingresses(const support::RandomBackup& backup) {
  std::vector<Patch> patches;
  for (const Json& object : backup.items) {
    if (translator::kind_of(object) == "Ingress") {
      restored(object, backup, &patches);
    }
  }
  return patches;
}

std::vector<Patch> patches_for(const Json& service, const std::vector<Patch>& all) {
  std::vector<Patch> mine;
  std::copy_if(all.begin(), all.end(), std::back_inserter(mine), [&](const Patch& patch) {
    return patch.object.kind == "Service" &&
           patch.object.name_space == translator::namespace_of(service) &&
           patch.object.name == translator::name_of(service);
  });
  return mine;
}

TEST(OrderLaws, AServiceEndsTheSameWhicheverIsRestoredFirst) {
  const std::uint32_t first = laws::first_seed();
  std::uint32_t services = 0;
  std::uint32_t behind_an_ingress = 0;
  // Each world is translated twice over, and its Services once more: half of the trials.
  const std::uint32_t wanted = laws::trials() / 2 + 1;
  for (std::uint32_t seed = first; services < wanted; ++seed) {
    const support::RandomBackup backup = support::random_backup(seed);
    const std::vector<Patch> all = patches_of_ingresses(backup);
    for (const Json& object : backup.items) {
      if (translator::kind_of(object) != "Service") {
        continue;
      }
      ++services;
      std::vector<Patch> mine = patches_for(object, all);
      behind_an_ingress += mine.empty() ? 0 : 1;
      // The Ingress first finds no Service to patch: what the Service writes by itself is the end.
      const Json ingress_first = restored(object, backup);
      for (int turn = 0; turn < 2; ++turn) {
        Json service_first = ingress_first;
        const auto merged = translator::merge_patches(service_first, mine);
        ASSERT_TRUE(merged) << "replay with EKS2GKE_SEED=" << seed
                            << " EKS2GKE_TRIALS=1: " << object.dump();
        ASSERT_EQ(service_first, ingress_first)
            << "replay with EKS2GKE_SEED=" << seed << " EKS2GKE_TRIALS=1";
        std::reverse(mine.begin(), mine.end());  // several Ingresses, in any order
      }
    }
  }
  std::cout << fmt::format("from seed {}: {} Services, {} behind a translated Ingress\n", first,
                           services, behind_an_ingress);
  if (services >= 200) {
    EXPECT_GE(behind_an_ingress * 50, services) << "too few to prove anything";
  }
}

}  // namespace
