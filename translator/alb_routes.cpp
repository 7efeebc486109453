#include "translator/alb_routes.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>
#include <utility>

#include "translator/alb.h"

namespace translator {
namespace {

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return text;
}

// Exact paths, then prefixes from the longest on, then all others in their order.
std::tuple<int, std::ptrdiff_t> rank_of(const Json& path) {
  const std::string type = string_at(path, Pointer("/pathType")).value_or("");
  const std::string text = string_at(path, Pointer("/path")).value_or("");
  if (type == "Exact") {
    return {0, 0};
  }
  return type == "Prefix" ? std::tuple{1, -static_cast<std::ptrdiff_t>(text.size())}
                          : std::tuple{2, std::ptrdiff_t{0}};
}

class Reader {
 public:
  explicit Reader(const Json& ingress) : ingress_(ingress), regex_(paths_are_regex(ingress)) {}

  AlbRoutes read() {
    if (!regex_) {
      stop_at_annotation("use-regex-path-match");
    }
    if (const Json* backend = find(ingress_, Pointer("/spec/defaultBackend"))) {
      all_.default_backend = read_backend(*backend, "/spec/defaultBackend");
      if (!conditions_of(ingress_, all_.default_backend->name)) {
        (void)read_name(all_.default_backend->name);  // read, though a default has no conditions
      }
    }
    const Json& rules = array_at(ingress_, Pointer("/spec/rules"));
    for (std::size_t i = 0; i < rules.size(); ++i) {
      read_rule(rules[i], i);
    }
    return std::move(all_);
  }

 private:
  void stop(const std::string& place, const std::string& value, const std::string& what) {
    all_.errors.push_back({.place = place, .value = value, .what = what});
  }

  void stop_at_annotation(const std::string& name) {
    stop(alb_key(name), annotation(ingress_, alb_key(name)).value_or(""), "it cannot be read");
  }

  RouteBackend read_backend(const Json& backend, const std::string& place) {
    RouteBackend read;
    read.service = find(backend, Pointer("/service"));
    if (read.service == nullptr || !read.service->is_object()) {
      read.service = nullptr;
      stop(place, to_text(backend),
           "it names no Service in the form of networking.k8s.io/v1 (a resource, say)");
      return read;
    }
    read.name = string_at(*read.service, Pointer("/name")).value_or("");
    if (is_action_backend(*read.service)) {
      read.action = action_named(read.name);
    }
    return read;
  }

  void read_rule(const Json& rule, std::size_t index) {
    const std::string place = "/spec/rules/" + std::to_string(index);
    const Json& paths = array_at(rule, Pointer("/http/paths"));
    if (paths.empty()) {
      all_.without_http.push_back(place);
    }
    std::vector<std::size_t> order(paths.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return rank_of(paths[a]) < rank_of(paths[b]);
    });
    const std::string host = string_at(rule, Pointer("/host")).value_or("");
    for (const std::size_t path : order) {
      AlbRoute route;
      route.rule = index;
      route.path = path;
      route.place = place + "/http/paths/" + std::to_string(path);
      route.path_object = &paths[path];
      read_path(route, host);
      all_.routes.push_back(std::move(route));
    }
  }

  void read_path(AlbRoute& route, const std::string& host) {
    const Json& object = *route.path_object;
    const Json* backend = find(object, Pointer("/backend"));
    static const Json kNothing;
    route.backend = read_backend(backend == nullptr ? kNothing : *backend, route.place);
    const Name& name = read_name(route.backend.name);
    route.conditions = name.conditions;
    route.transformed = name.transformed;
    if (!host.empty()) {
      route.hosts.push_back(host);
    }
    add_own_patterns(route, string_at(object, Pointer("/path")).value_or(""),
                     string_at(object, Pointer("/pathType")).value_or("ImplementationSpecific"));
    route.own_patterns = route.patterns.size();
    add_conditions(route);
    if (route.hosts.empty() ||
        std::find(route.hosts.begin(), route.hosts.end(), "*") != route.hosts.end()) {
      route.hosts = {""};
    }
    if (route.patterns.empty()) {
      route.patterns = {"/*"};
      route.own_patterns = 1;
    }
  }

  void add_own_patterns(AlbRoute& route, const std::string& path, const std::string& type) {
    const bool wildcard = path.find_first_of("*?") != std::string::npos;
    if (path.empty()) {
      return;
    }
    if (type == "ImplementationSpecific") {
      route.regex = regex_ && *regex_;
      route.patterns = {path};
    } else if (wildcard || (type != "Exact" && type != "Prefix")) {
      stop(route.place, path,
           wildcard ? "a path of type " + type + " must have no wildcard"
                    : "'" + type + "' is no type of path");
      route.patterns = {path};
    } else if (type == "Exact") {
      route.patterns = {path};
    } else {
      const std::string stem = path.substr(0, path.size() - (path.back() == '/' ? 1 : 0));
      route.patterns = stem.empty() ? std::vector<std::string>{"/*"}
                                    : std::vector<std::string>{stem, stem + "/*"};
    }
  }

  static void add_conditions(AlbRoute& route) {
    if (route.conditions == nullptr) {
      return;
    }
    for (const Condition& condition : *route.conditions) {
      if (condition.regex) {
        continue;
      }
      for (const std::string& value : condition.values) {
        if (condition.field == ConditionField::host_header) {
          route.hosts.push_back(in_small_letters(value));
        } else if (condition.field == ConditionField::path_pattern) {
          route.patterns.push_back(value);
        }
      }
    }
  }

  // What the annotations say of one backend name.
  struct Name {
    std::shared_ptr<const std::vector<Condition>> conditions;
    bool transformed = false;
  };

  const Name& read_name(const std::string& name) {
    const auto known = names_.find(name);
    if (known != names_.end()) {
      return known->second;
    }
    Name read;
    auto conditions = conditions_of(ingress_, name);
    if (conditions) {
      read.conditions = std::make_shared<const std::vector<Condition>>(std::move(*conditions));
    } else {
      stop_at_annotation("conditions." + name);
    }
    const auto transforms =
        read_transforms(annotation(ingress_, alb_key("transforms." + name)).value_or("[]"));
    read.transformed = !transforms || !transforms->empty();
    if (!transforms) {
      stop_at_annotation("transforms." + name);
    }
    return names_.emplace(name, std::move(read)).first->second;
  }

  std::shared_ptr<const Result<AlbAction>> action_named(const std::string& name) {
    auto& action = actions_[name];
    if (action == nullptr) {
      action = std::make_shared<const Result<AlbAction>>(action_of(ingress_, name));
      if (!*action) {
        stop_at_annotation("actions." + name);
      }
    }
    return action;
  }

  const Json& ingress_;
  Result<bool> regex_;
  // An annotation is read once, however many paths name it.
  std::map<std::string, Name> names_;
  std::map<std::string, std::shared_ptr<const Result<AlbAction>>> actions_;
  AlbRoutes all_;
};

}  // namespace

AlbRoutes read_routes(const Json& ingress) { return Reader(ingress).read(); }

}  // namespace translator
