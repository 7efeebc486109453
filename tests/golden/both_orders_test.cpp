// A Service behind an Ingress has two writers: its own item, and the patches of the Ingress. In the
// order of Velero and in the other one both must end in the same object.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/golden_case.h"
#include "translator/carry_over.h"
#include "translator/patches.h"
#include "translator/resources.h"

namespace {

using support::GoldenCase;
using translator::Json;
using translator::Patch;

// As Velero hands an object over: without its status.
translator::Translation translated(const Json& object, const GoldenCase& golden) {
  Json item = object;
  item.erase("status");
  return translator::translate(
      item, translator::context_for(item, golden.surroundings, golden.settings, &object));
}

// What the Ingresses of the case write into this Service.
std::vector<Patch> patches_for(const Json& service, const GoldenCase& golden) {
  std::vector<Patch> patches;
  for (const translator::Resource& resource : translator::kIngresses) {
    for (const Json* ingress : golden.surroundings.all(resource.group, resource.kind)) {
      for (const Patch& patch : translated(*ingress, golden).patches) {
        if (patch.object.name == translator::name_of(service) &&
            patch.object.name_space == translator::namespace_of(service)) {
          patches.push_back(patch);
        }
      }
    }
  }
  return patches;
}

// Order of keys and spaces have no meaning, inside annotations neither.
nlohmann::json meaning(const Json& object) {
  auto plain = nlohmann::json::parse(object.dump());
  for (auto& [key, value] : plain["metadata"]["annotations"].items()) {
    const auto inside = nlohmann::json::parse(value.get<std::string>(), nullptr, false);
    if (!inside.is_discarded() && key.find("eks2gke.io/") != 0) {
      value = inside;
    }
  }
  return plain;
}

struct Orders {
  std::size_t patched = 0;
  std::size_t parked = 0;
  std::size_t balanced = 0;
};

// The same Service with a load balancer of its own, and with one that must be parked.
std::vector<Json> in_each_shape(const Json& service) {
  std::vector<Json> shapes = {service, service, service};
  for (std::size_t index : {1U, 2U}) {
    Json& shape = shapes[index];
    shape["spec"]["type"] = "LoadBalancer";
    Json& annotations = shape["metadata"]["annotations"];
    annotations["service.beta.kubernetes.io/aws-load-balancer-type"] = "nlb";
    if (index == 2U) {
      annotations["service.beta.kubernetes.io/aws-load-balancer-ssl-cert"] =
          "arn:aws:acm:us-east-1:111122223333:certificate/12ab";
    }
  }
  return shapes;
}

void expect_same_end(const Json& service, const GoldenCase& golden, Orders& seen) {
  const std::vector<Patch> patches = patches_for(service, golden);
  if (patches.empty()) {
    return;
  }
  SCOPED_TRACE(golden.name + ": " + translator::name_of(service));
  const translator::Translation item = translated(service, golden);
  const bool parked = item.fate == translator::Fate::parked;
  ++seen.patched;
  seen.parked += parked ? 1 : 0;
  seen.balanced += translator::string_at(service, translator::Pointer("/spec/type")) ==
                           std::optional<std::string>("LoadBalancer")
                       ? 1
                       : 0;

  Json service_first = item.object;
  const auto added = translator::merge_patches(service_first, patches);
  ASSERT_TRUE(added) << "an Ingress whose Service cannot take its annotations is parked";
  EXPECT_FALSE(*added) << "the Service's own rules did not write what the Ingress writes";

  Json live = service;  // as an earlier restore without the plugin left it
  // The API server lets nobody change a class: what carry_over() does with one is told by its own
  // tests.
  live["spec"].erase("loadBalancerClass");
  ASSERT_TRUE(translator::merge_patches(live, patches));
  Json ingress_first = item.object;
  translator::carry_over(ingress_first, live, parked);
  EXPECT_EQ(meaning(service_first), meaning(ingress_first));

  Json again = ingress_first;
  const auto third = translator::merge_patches(again, patches);
  EXPECT_TRUE(third && !*third) << "a second restore writes again";
}

TEST(BothOrders, EndInTheSameService) {
  Orders seen;
  for (const GoldenCase& golden : support::golden_cases()) {
    for (const Json* service : golden.surroundings.all("", "Service")) {
      for (const Json& shape : in_each_shape(*service)) {
        expect_same_end(shape, golden, seen);
      }
    }
  }
  EXPECT_GE(seen.patched, 150U);
  EXPECT_GE(seen.balanced, 100U);
  EXPECT_GE(seen.parked, 50U);
}

}  // namespace
