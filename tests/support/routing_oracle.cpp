#include "tests/support/routing_oracle.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

namespace support {
namespace {

using Json = nlohmann::ordered_json;

const std::string kAlb = "alb.ingress.kubernetes.io/";
constexpr std::size_t kMostRequests = 2000;

// A member of an object; null for anything else.
const Json& member(const Json& object, const char* name) {
  static const Json kNothing;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? kNothing : *found;
}

const Json& list(const Json& value) {
  static const Json kEmpty = Json::array();
  return value.is_array() ? value : kEmpty;
}

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : ""; }

std::string lower(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

// Names of members count in any spelling: all are made small.
Json small(const Json& value) {
  Json result = value;
  if (value.is_object()) {
    result = Json::object();
    for (const auto& [key, item] : value.items()) {
      result[lower(key)] = small(item);
    }
  } else if (value.is_array()) {
    result = Json::array();
    for (const Json& item : value) {
      result.push_back(small(item));
    }
  }
  return result;
}

std::optional<Json> annotation_json(const Json& ingress, const std::string& key) {
  const Json& note =
      member(member(member(ingress, "metadata"), "annotations"), (kAlb + key).c_str());
  if (!note.is_string()) {
    return std::nullopt;
  }
  return small(Json::parse(note.get<std::string>(), nullptr, false));
}

// '*' is any text, '?' one character. After a mismatch the last star takes one character more.
bool glob(const std::string& pattern, const std::string& word) {
  std::size_t p = 0;
  std::size_t w = 0;
  std::size_t star = std::string::npos;
  std::size_t taken = 0;
  while (w < word.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = w;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == word[w])) {
      ++p;
      ++w;
    } else if (star != std::string::npos) {
      p = star + 1;
      w = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string::npos;
}

bool any_glob(const std::vector<std::string>& patterns, const std::string& word) {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return glob(pattern, word); });
}

std::string service_and_port(const Json& service) {
  const Json& number = member(member(service, "port"), "number");
  return text(member(service, "name")) + ":" +
         (number.is_null() ? text(member(member(service, "port"), "name")) : number.dump());
}

std::string answer_of_forward(const Json& action) {
  const Json& groups = member(member(action, "forwardconfig"), "targetgroups");
  std::vector<std::string> services;
  if (!groups.is_array()) {
    return "shielded";  // outside the cluster
  }
  for (const Json& group : groups) {
    const Json& weight = member(group, "weight");
    const Json& port = member(group, "serviceport");
    if (weight == 0) {
      continue;
    }
    if (!member(group, "servicename").is_string() || (groups.size() > 1 && weight.is_null())) {
      return groups.size() > 1 && weight.is_null() ? "stopped" : "shielded";
    }
    services.push_back(text(member(group, "servicename")) + ":" +
                       (port.is_string() ? port.get<std::string>() : port.dump()));
  }
  return services.empty() ? "shielded" : services.size() > 1 ? "split" : services[0];
}

// "" is the redirect to HTTPS that changes nothing else.
std::string answer_of_backend(const Json& ingress, const Json& backend) {
  const Json& service = member(backend, "service");
  if (text(member(member(service, "port"), "name")) != "use-annotation") {
    return service.is_object() ? service_and_port(service) : "stopped";
  }
  const auto action = annotation_json(ingress, "actions." + text(member(service, "name")));
  if (!action) {
    return "shielded";  // a fixed 503
  }
  const std::string type = text(member(*action, "type"));
  const Json& response = member(*action, "fixedresponseconfig");
  if (type == "forward") {
    return answer_of_forward(*action);
  }
  if (type == "fixed-response" && member(response, "statuscode").is_string()) {
    const bool empty = text(member(response, "messagebody")).empty();
    return text(member(response, "statuscode")) == "404" && empty ? "404" : "shielded";
  }
  const Json& redirect = member(*action, "redirectconfig");
  if (type != "redirect" || !member(redirect, "statuscode").is_string()) {
    return "stopped";
  }
  const bool plain = text(member(redirect, "protocol")) == "HTTPS" &&
                     !text(member(redirect, "port")).empty() &&
                     member(redirect, "host").is_null() && member(redirect, "path").is_null() &&
                     member(redirect, "query").is_null();
  return plain ? "" : "shielded";
}

// One listener rule, as far as a request goes.
struct Rule {
  std::vector<std::string> hosts;
  std::vector<std::string> paths;
  std::string answer;
};

void add_conditions(const Json& ingress, const std::string& name, Rule& rule) {
  const auto conditions = annotation_json(ingress, "conditions." + name);
  if (!conditions) {
    return;
  }
  if (!conditions->is_array()) {
    rule.answer = "stopped";
    return;
  }
  for (const Json& condition : *conditions) {
    const std::string field = text(member(condition, "field"));
    const Json& values =
        member(member(condition, field == "host-header" ? "hostheaderconfig" : "pathpatternconfig"),
               "values");
    if ((field != "host-header" && field != "path-pattern") || !values.is_array()) {
      rule.answer = "shielded";
      continue;
    }
    for (const Json& value : values) {
      (field == "host-header" ? rule.hosts : rule.paths)
          .push_back(field == "host-header" ? lower(text(value)) : text(value));
    }
  }
}

int rank(const Json& path) {
  const std::string type = text(member(path, "pathType"));
  return type == "Exact" ? 0 : type == "Prefix" ? 1 : 2;
}

Rule rule_of(const Json& ingress, const std::string& host, const Json& path) {
  Rule rule;
  const Json& backend = member(path, "backend");
  rule.answer = answer_of_backend(ingress, backend);
  const std::string pattern = text(member(path, "path"));
  if (!host.empty()) {
    rule.hosts.push_back(host);
  }
  const bool wildcard = pattern.find_first_of("*?") != std::string::npos;
  if (rank(path) == 1) {
    const std::string stem = pattern.substr(0, pattern.find_last_not_of('/') + 1);
    rule.paths =
        stem.empty() ? std::vector<std::string>{"/*"} : std::vector<std::string>{stem, stem + "/*"};
  } else if (!pattern.empty()) {
    rule.paths = {pattern};
  }
  const std::string name = text(member(member(backend, "service"), "name"));
  add_conditions(ingress, name, rule);
  const auto transforms = annotation_json(ingress, "transforms." + name);
  const Json& regex = member(member(member(ingress, "metadata"), "annotations"),
                             "alb.ingress.kubernetes.io/use-regex-path-match");
  if (transforms && !(transforms->is_array() && transforms->empty())) {
    rule.answer = "shielded";  // the backend saw other requests
  }
  if ((rank(path) < 2 && wildcard) || (regex == "true" && rank(path) == 2 && !pattern.empty())) {
    rule.answer = "stopped";
  }
  return rule;
}

std::vector<Rule> rules_on_aws(const Json& ingress) {
  std::vector<Rule> rules;
  const Json& spec_rules = member(member(ingress, "spec"), "rules");
  for (const Json& rule : list(spec_rules)) {
    const Json& of_rule = member(member(rule, "http"), "paths");
    std::vector<Json> paths(of_rule.begin(), of_rule.end());
    std::stable_sort(paths.begin(), paths.end(), [](const Json& a, const Json& b) {
      if (rank(a) != rank(b) || rank(a) != 1) {
        return rank(a) < rank(b);
      }
      return text(member(a, "path")).size() > text(member(b, "path")).size();
    });
    for (const Json& path : paths) {
      rules.push_back(rule_of(ingress, text(member(rule, "host")), path));
    }
  }
  return rules;
}

// How long the match is; 0 is none.
std::size_t match_on_gke(const Json& path, const std::string& request) {
  std::string pattern = text(member(path, "path"));
  const std::string type = text(member(path, "pathType"));
  if (type == "Prefix" && pattern != "/") {
    pattern = pattern.substr(0, pattern.find_last_not_of('/') + 1);
    if (request == pattern) {
      return pattern.size() + 1;
    }
    pattern += "/*";
  } else if (pattern.empty() || (type == "Prefix" && pattern == "/")) {
    pattern = "/*";
  }
  if (pattern.size() > 1 && pattern.substr(pattern.size() - 2) == "/*") {
    const std::string stem = pattern.substr(0, pattern.size() - 1);
    return request.compare(0, stem.size(), stem) == 0 ? stem.size() : 0;
  }
  return request == pattern ? pattern.size() + 1 : 0;
}

// The paths of the nearest host; a later rule of the same host replaces an earlier one.
const Json& paths_on_gke(const Json& ingress, const std::string& host) {
  const Json* best = nullptr;
  std::size_t length = 0;
  for (const Json& rule : list(member(member(ingress, "spec"), "rules"))) {
    const std::string name = text(member(rule, "host"));
    const bool star = name.rfind("*.", 0) == 0;
    const bool matches = name.empty() || name == host || (star && glob(name, host));
    const std::size_t nearness = name.empty() ? 1 : name == host ? 1000 : name.size();
    if (matches && nearness >= length && member(rule, "http").is_object()) {
      best = &member(member(rule, "http"), "paths");
      length = nearness;
    }
  }
  static const Json kNothing;
  return best == nullptr ? kNothing : *best;
}

void add_neighbours(const std::string& pattern, std::set<std::string>& paths) {
  for (const char* star : {"", "z", "z/z"}) {
    std::string path;
    for (const char c : pattern) {
      path += c == '*' ? star : std::string(1, c == '?' ? 'q' : c);
    }
    if (!path.empty() && path[0] == '/') {
      paths.insert({path, path + "z", path + "/z", path + "/"});
    }
  }
}

void add_host(std::string name, std::set<std::string>& hosts) {
  const std::size_t star = name.find('*');
  if (star != std::string::npos) {
    name.replace(star, 1, "q");
  }
  if (!name.empty()) {
    hosts.insert(lower(name));
  }
}

}  // namespace

std::vector<std::string> answers_on_aws(const Json& ingress, const std::vector<Request>& requests) {
  const std::vector<Rule> rules = rules_on_aws(ingress);
  const bool stopped = std::any_of(rules.begin(), rules.end(),
                                   [](const Rule& rule) { return rule.answer == "stopped"; });
  const Json& backend = member(member(ingress, "spec"), "defaultBackend");
  std::string by_default = backend.is_null() ? "404" : answer_of_backend(ingress, backend);
  by_default = by_default.empty() ? "shielded" : by_default;
  std::vector<std::string> answers;
  for (const Request& request : requests) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& candidate) {
      return !candidate.answer.empty() && any_glob(candidate.hosts, request.host) &&
             any_glob(candidate.paths, request.path);
    });
    answers.push_back(stopped ? "stopped" : rule == rules.end() ? by_default : rule->answer);
  }
  return answers;
}

std::string answer_on_gke(const Json& ingress, const Request& request) {
  const Json* backend = &member(member(ingress, "spec"), "defaultBackend");
  std::size_t longest = 0;
  for (const Json& path : list(paths_on_gke(ingress, request.host))) {
    const std::size_t length = match_on_gke(path, request.path);
    if (length > 0 && length >= longest) {
      longest = length;
      backend = &member(path, "backend");
    }
  }
  return backend->is_null() ? "404" : service_and_port(member(*backend, "service"));
}

std::vector<Request> requests_around(const Json& ingress) {
  std::set<std::string> hosts = {"elsewhere.example.net"};
  std::set<std::string> paths = {"/", "/nowhere"};
  for (const Rule& rule : rules_on_aws(ingress)) {
    for (const std::string& host : rule.hosts) {
      add_host(host, hosts);
    }
    for (const std::string& pattern : rule.paths) {
      add_neighbours(pattern, paths);
    }
  }
  std::vector<Request> requests;
  if (hosts.size() * paths.size() > kMostRequests) {
    return requests;
  }
  for (const std::string& host : hosts) {
    for (const std::string& path : paths) {
      requests.push_back({.host = host, .path = path});
    }
  }
  return requests;
}

std::vector<std::string> shielded_on_aws(const Json& ingress) {
  const std::vector<Request> requests = requests_around(ingress);
  const std::vector<std::string> answers = answers_on_aws(ingress, requests);
  std::vector<std::string> shielded;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i] == "shielded" || answers[i] == "stopped") {
      shielded.push_back(requests[i].host + requests[i].path);
    }
  }
  return shielded;
}

}  // namespace support
