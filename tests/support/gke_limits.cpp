#include "tests/support/gke_limits.h"

#include <array>
#include <cctype>
#include <cstdint>

namespace support {
namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

struct Range {
  const char* path;
  std::int64_t low;
  std::int64_t high;
};

// Comments of google.golang.org/api v0.287.1, compute/v1 (HealthCheck, BackendService), and the
// checks of k8s.io/ingress-gce v1.41.1, pkg/backendconfig/validation.go.
constexpr std::array kNumbers = {
    Range{"/spec/timeoutSec", 1, 2147483647},
    Range{"/spec/connectionDraining/drainingTimeoutSec", 0, 3600},
    Range{"/spec/sessionAffinity/affinityCookieTtlSec", 0, 86400},
    Range{"/spec/healthCheck/checkIntervalSec", 1, 300},
    Range{"/spec/healthCheck/timeoutSec", 1, 300},
    Range{"/spec/healthCheck/healthyThreshold", 1, 10},
    Range{"/spec/healthCheck/unhealthyThreshold", 1, 10},
    Range{"/spec/healthCheck/port", 1, 65535},
};

const Json* at(const Json& object, const char* path) {
  const Json::json_pointer pointer(path);
  return object.contains(pointer) ? &object.at(pointer) : nullptr;
}

std::string text_at(const Json& object, const char* path) {
  const Json* value = at(object, path);
  return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

// RFC 1035: what Google calls its own resources.
bool is_resource_name(const std::string& name) {
  if (name.empty() || name.size() > 63 || std::islower(static_cast<unsigned char>(name[0])) == 0) {
    return false;
  }
  for (const char letter : name) {
    const auto sign = static_cast<unsigned char>(letter);
    if (std::islower(sign) == 0 && std::isdigit(sign) == 0 && letter != '-') {
      return false;
    }
  }
  return name.back() != '-';
}

bool is_path(const std::string& path) {
  const std::size_t tail = path.size() >= 2 && path.substr(path.size() - 2) == "/*" ? 2 : 0;
  return !path.empty() && path[0] == '/' &&
         path.substr(0, path.size() - tail).find_first_of("*?#") == std::string::npos;
}

void check_rules(const Json& ingress, Texts& broken) {
  const Json* rules = at(ingress, "/spec/rules");
  Texts hosts;
  for (const Json& rule : rules == nullptr || !rules->is_array() ? Json::array() : *rules) {
    const Json* paths = at(rule, "/http/paths");
    if (paths == nullptr || !paths->is_array()) {
      continue;  // the controller passes over it
    }
    const std::string host = text_at(rule, "/host");
    for (const std::string& earlier : hosts) {
      if (earlier == host) {
        broken.push_back("two rules for the host '" + host + "': the later replaces the other");
      }
    }
    hosts.push_back(host);
    for (const Json& path : *paths) {
      const std::string written = text_at(path, "/path");
      if (!written.empty() && !is_path(written)) {
        broken.push_back("the path '" + written + "'");
      }
    }
  }
}

}  // namespace

Texts limits_broken_by(const Json& object) {
  Texts broken;
  if (object.value("kind", "") == "Ingress") {
    check_rules(object, broken);
  }
  for (const char* path : {"/metadata/annotations/kubernetes.io~1ingress.global-static-ip-name",
                           "/metadata/annotations/kubernetes.io~1ingress.regional-static-ip-name",
                           "/metadata/annotations/networking.gke.io~1load-balancer-ip-addresses"}) {
    const std::string name = text_at(object, path);
    if (!name.empty() && !is_resource_name(name)) {
      broken.push_back("the name '" + name + "' of " + path);
    }
  }
  return broken;
}

Texts limits_broken_by_companion(const Json& companion, bool internal) {
  Texts broken;
  if (!is_resource_name(text_at(companion, "/metadata/name"))) {
    broken.push_back("the name '" + text_at(companion, "/metadata/name") + "'");
  }
  for (const Range& range : kNumbers) {
    const Json* value = at(companion, range.path);
    if (value != nullptr &&
        (!value->is_number_integer() || *value < range.low || *value > range.high)) {
      broken.push_back(std::string(range.path) + " is " + value->dump());
    }
  }
  const std::string probed = text_at(companion, "/spec/healthCheck/requestPath");
  if (!probed.empty() && probed[0] != '/') {
    broken.push_back("the path of the health check is '" + probed + "'");
  }
  // gce-internal knows neither; the controller makes no load balancer for the first
  // (k8s.io/ingress-gce v1.41.1, pkg/backendconfig and pkg/translator).
  for (const char* path : {"/spec/iap/enabled", "/spec/securityPolicy/name"}) {
    if (internal && at(companion, path) != nullptr) {
      broken.push_back(std::string(path) + " before an internal Ingress");
    }
  }
  return broken;
}

}  // namespace support
