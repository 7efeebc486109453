#include "translator/url_map.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace translator {
namespace {

constexpr std::size_t kMostComparisons = 20'000'000;

using PatternId = std::pair<std::size_t, std::size_t>;  // route and pattern

// A pattern of ALB that counts on one host.
struct Claim {
  PatternId id;
  const PathPattern* pattern = nullptr;
};

// A host whose requests all got a 404.
struct EmptyHost {
  std::string name;
  std::vector<Claim> claims;
};

std::vector<std::string> hosts_of(const std::vector<MapRoute>& routes) {
  std::vector<std::string> hosts;
  std::set<std::string> seen;
  for (const MapRoute& route : routes) {
    for (const std::string& host : route.hosts) {
      if (seen.insert(host).second) {
        hosts.push_back(host);
      }
    }
  }
  return hosts;
}

bool is_too_large(const std::vector<MapRoute>& routes, std::size_t hosts) {
  std::size_t patterns = 0;
  std::size_t names = 0;
  for (const MapRoute& route : routes) {
    patterns += route.patterns.size();
    names += route.hosts.size();
  }
  const std::size_t on_each_host = std::max(patterns, names);
  return on_each_host > kMostComparisons / std::max<std::size_t>(on_each_host, 1) ||
         on_each_host * on_each_host > kMostComparisons / std::max<std::size_t>(hosts, 1);
}

class Maker {
 public:
  Maker(const std::vector<MapRoute>& routes, std::string default_target)
      : routes_(routes), default_target_(std::move(default_target)) {}

  UrlMap make() {
    const std::vector<std::string> hosts = hosts_of(routes_);
    if (is_too_large(routes_, hosts.size())) {
      map_.too_large = true;
      return std::move(map_);
    }
    for (const std::string& host : hosts) {
      make_host(host);
    }
    for (const EmptyHost& host : empty_) {
      look_for_wider_host(host);
    }
    add_unreached();
    return std::move(map_);
  }

 private:
  void make_host(const std::string& name) {
    HostMap host{.host = name, .entries = {}};
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
      const MapRoute& route = routes_[i];
      const bool counts =
          std::any_of(route.hosts.begin(), route.hosts.end(),
                      [&](const std::string& pattern) { return host_covers(pattern, name); });
      for (std::size_t j = 0; counts && j < route.patterns.size(); ++j) {
        add_claim({.id = {i, j}, .pattern = &route.patterns[j]}, claims, host);
      }
    }
    for (const Claim& claim : claims) {
      look_for_strays(claim, host);
    }
    if (!host.entries.empty()) {
      map_.hosts.push_back(std::move(host));
    } else {
      empty_.push_back({.name = name, .claims = std::move(claims)});
    }
  }

  // A host without a path is not written, so its requests go to the nearest wider one.
  void look_for_wider_host(const EmptyHost& empty) {
    const HostMap* nearest = nullptr;
    for (const HostMap& host : map_.hosts) {
      if (host_covers(host.host, empty.name) &&
          (nearest == nullptr || host.host.size() > nearest->host.size())) {
        nearest = &host;
      }
    }
    if (nearest == nullptr) {
      return;
    }
    for (const Claim& claim : empty.claims) {
      for (const MapEntry& entry : nearest->entries) {
        if (covers(entry.path, *claim.pattern) || covers(*claim.pattern, entry.path)) {
          map_.strayed.push_back({.route = claim.id.first,
                                  .pattern = claim.id.second,
                                  .host = empty.name,
                                  .target = routes_[entry.route].target});
        }
      }
    }
  }

  void add_claim(const Claim& claim, std::vector<Claim>& claims, HostMap& host) {
    if (const auto by = taken_by(*claim.pattern, claims)) {
      shadowed_.emplace(claim.id, *by);
      return;
    }
    reached_.insert(claim.id);
    if (!routes_[claim.id.first].target.empty()) {
      for (PathPattern& path : gke_patterns(*claim.pattern)) {
        if (!taken_by(path, claims)) {
          host.entries.push_back(
              {.route = claim.id.first, .pattern = claim.id.second, .path = std::move(path)});
        }
      }
    }
    claims.push_back(claim);
  }

  static std::optional<std::size_t> taken_by(const PathPattern& pattern,
                                             const std::vector<Claim>& claims) {
    const auto taker = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) {
      return covers(*claim.pattern, pattern);
    });
    return taker == claims.end() ? std::nullopt : std::optional<std::size_t>(taker->id.first);
  }

  // What GKE cannot say of a pattern falls to the next wider path, or to the default backend.
  void look_for_strays(const Claim& claim, const HostMap& host) {
    const std::string& target = routes_[claim.id.first].target;
    const std::vector<PathPattern> said = gke_patterns(*claim.pattern);
    if (!target.empty() && said.size() == 1) {
      return;
    }
    const MapEntry* nearest = nullptr;
    for (const MapEntry& entry : host.entries) {
      if (covers(entry.path, *claim.pattern) &&
          (nearest == nullptr || entry.path.text.size() > nearest->path.text.size())) {
        nearest = &entry;
      }
    }
    const std::string& falls_to =
        nearest == nullptr ? default_target_ : routes_[nearest->route].target;
    if (falls_to != target) {
      map_.strayed.push_back({.route = claim.id.first,
                              .pattern = claim.id.second,
                              .host = host.host,
                              .target = falls_to});
    }
  }

  void add_unreached() {
    for (const auto& [id, by] : shadowed_) {
      if (reached_.count(id) == 0) {
        map_.unreached.push_back({.route = id.first, .pattern = id.second, .by = by});
      }
    }
  }

  const std::vector<MapRoute>& routes_;
  std::string default_target_;
  std::set<PatternId> reached_;
  std::map<PatternId, std::size_t> shadowed_;
  std::vector<EmptyHost> empty_;
  UrlMap map_;
};

}  // namespace

UrlMap make_url_map(const std::vector<MapRoute>& routes, const std::string& default_target) {
  return Maker(routes, default_target).make();
}

}  // namespace translator
