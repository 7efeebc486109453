#pragma once

// A second opinion on Services, for the laws: what on a Service kept somebody out on AWS, or
// changed what its pods got. Written from the documentation of the controllers of AWS, without the
// translator's own reading.

#include <string>
#include <vector>

#include "translator/json.h"

namespace support {

// The controllers of AWS that may have made a balancer for a Service of type LoadBalancer.
enum class Maker { classic, cloud_provider_nlb, load_balancer_controller };
[[nodiscard]] Maker maker_on_aws(const translator::Json& service);

// The annotation keys whose loss must never be public, in the order of the Service.
[[nodiscard]] std::vector<std::string> service_protections_on_aws(const translator::Json& service);

// The address ranges that the Service let in on AWS, by the field or else the annotation. Empty
// when nothing was written.
[[nodiscard]] std::vector<std::string> ranges_of(const translator::Json& service);

// What GKE's firewall for a LoadBalancer Service lets in: like ranges_of(), but a family of the
// Service without a range of its own is open to everybody, as on the real controllers.
[[nodiscard]] std::vector<std::string> ranges_on_gke(const translator::Json& service);

}  // namespace support
