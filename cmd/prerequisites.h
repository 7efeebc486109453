#pragma once

// What has to be in the Google project before the restore, and what the restore will cost there.

#include <cstddef>
#include <string>
#include <vector>

#include "translator/json.h"

namespace cmd {

struct Prerequisite {
  std::string id;
  std::string reason;   // one sentence
  std::string command;  // one gcloud line; words in capitals are the operator's to fill in
};

struct LoadBalancers {
  std::size_t internal = 0;
  std::size_t external = 0;
};

// What GKE makes of a restored object.
void count_load_balancers(const translator::Json& restored, LoadBalancers& count);

// True for an Ingress that needs an internal Application Load Balancer of Google.
[[nodiscard]] bool is_internal_ingress(const translator::Json& restored);

[[nodiscard]] Prerequisite proxy_only_subnet();

[[nodiscard]] translator::Json to_json(const Prerequisite& prerequisite);

}  // namespace cmd
