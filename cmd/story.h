#pragma once

// What belongs together in a plan: one load balancer of AWS, with its Ingresses, the Services
// behind them, and what Google makes of it.

#include <map>
#include <string>
#include <vector>

#include "translator/rule.h"
#include "translator/served.h"

namespace cmd {

struct Story {
  std::string group;                              // "" for an Ingress with an ALB of its own
  std::vector<translator::ObjectName> ingresses;  // in the order of the input
  std::vector<translator::ObjectName> services;   // those of the backup, each once
  translator::LoadBalancers google;
};

struct AddressNeed {
  translator::Served served;
  std::vector<std::string> reserved;  // by name in the Google project
};

// "Ingress shop/web".
[[nodiscard]] std::string key_of(const translator::ObjectName& object);

// Of a whole input.
struct Stories {
  std::map<std::string, Story> albs;  // by a key that keeps a group and an Ingress apart
  std::size_t service_balancers = 0;  // NLBs and Classic ELBs

  std::map<std::string, AddressNeed> addresses;  // of each load balancer, by key_of()

  // `object` as it stands in the backup, and what Google makes of its result.
  void add(const translator::Json& object, const AddressNeed& need,
           const translator::Context& context);
};

[[nodiscard]] translator::Json to_json(const Story& story);

}  // namespace cmd
