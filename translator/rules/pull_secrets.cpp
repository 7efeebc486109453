// Docker credentials for ECR.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "translator/docker_config.h"
#include "translator/pull_secret_refresh.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

std::vector<std::string> ecr_only(std::vector<std::string> hosts) {
  hosts.erase(std::remove_if(hosts.begin(), hosts.end(),
                             [](const std::string& host) { return !names_ecr(host); }),
              hosts.end());
  return hosts;
}

std::string joined(const std::vector<std::string>& hosts) {
  return fmt::format("{}", fmt::join(hosts, ", "));
}

std::string make_anew(const Json& secret, const std::string& host) {
  return fmt::format(
      "kubectl create secret docker-registry {} --namespace {} --docker-server={} "
      "--docker-username=AWS --docker-password=\"$(aws ecr get-login-password --region "
      "REGION)\" --dry-run=client -o yaml | kubectl apply -f -",
      name_of(secret), namespace_of(secret), host);
}

Finding dead_token(const Json& secret, const std::string& key, const DockerConfig& config,
                   const std::vector<std::string>& hosts) {
  if (config.form == DockerConfigForm::opaque) {
    return say(
        Verdict::needs_action,
        {.key = key,
         .message = fmt::format("Holds a token for ECR ({}) for a tool, not for the kubelet. "
                                "ECR tokens are dead twelve hours after they were made.",
                                joined(hosts)),
         .next_step = "Give the tool that mounts this Secret credentials that work on GKE."});
  }
  return say(Verdict::needs_action,
             {.key = key,
              .message = fmt::format("Holds a token for ECR ({}). ECR tokens are dead twelve hours "
                                     "after they were made: pods that pull with this Secret will "
                                     "fail.",
                                     joined(hosts)),
              .next_step = make_anew(secret, hosts.front())});
}

// A helper is a program on the machine; the nodes of GKE have none for ECR.
void say_helper(const Json& secret, const std::string& key, const DockerConfig& config,
                Outcome& outcome) {
  const std::vector<std::string> hosts = ecr_only(config.helper_hosts);
  const bool ecr_store = config.store == "ecr-login";
  if (hosts.empty() && !ecr_store) {
    return;
  }
  const bool has_host = !hosts.empty();
  outcome.findings.push_back(
      say(Verdict::needs_action,
          {.key = key,
           .message = fmt::format(
               "Names a credential helper for ECR ({}), and holds no token: the kubelet does not "
               "read credHelpers and credsStore, so pods cannot pull with this Secret.",
               has_host ? joined(hosts) : "every host"),
           .next_step = make_anew(secret, has_host ? hosts.front() : "REGISTRY")}));
}

// The token itself is the plugin's work: no rule holds credentials.
Finding fresh_token(const std::string& key, const std::vector<std::string>& hosts) {
  return say(Verdict::approximated,
             {.key = key,
              .message = fmt::format("Gets a fresh token for ECR ({}) while it is restored. It is "
                                     "good for twelve hours: later pulls fail unless somebody "
                                     "renews it.",
                                     joined(hosts)),
              .next_step = "Let `eks2gke pull-secrets refresh` run every few hours."});
}

void take_out(std::vector<std::string>& hosts, const std::vector<std::string>& others) {
  hosts.erase(std::remove_if(hosts.begin(), hosts.end(),
                             [&](const std::string& host) {
                               return std::find(others.begin(), others.end(), host) != others.end();
                             }),
              hosts.end());
}

Outcome pull_secret_ecr(const Json& secret, const Context& context) {
  Outcome outcome;
  for (const DockerConfig& config : docker_configs(secret)) {
    const std::string key = (Pointer("/data") / config.data_key).to_string();
    std::vector<std::string> hosts = ecr_only(config.hosts);
    const std::vector<std::string> fresh =
        hosts_to_refresh(config, namespace_of(secret), context.settings.pull_secrets);
    take_out(hosts, fresh);
    if (!fresh.empty()) {
      outcome.findings.push_back(fresh_token(key, fresh));
      if (hosts.empty()) {
        continue;
      }
    }
    if (!config.broken.empty()) {
      outcome.findings.push_back(
          say(Verdict::invalid,
              {.key = key,
               .message = fmt::format("A pull Secret that cannot be read: {}. It comes back as it "
                                      "is; no pod can pull with it.",
                                      config.broken),
               .next_step = "Make it anew: kubectl create secret docker-registry."}));
    } else if (!hosts.empty()) {
      outcome.findings.push_back(dead_token(secret, key, config, hosts));
    } else {
      say_helper(secret, key, config, outcome);
    }
  }
  return outcome;
}

constexpr std::array<std::string_view, 3> kKeys = {"/data/.dockerconfigjson", "/data/.dockercfg",
                                                   "/data/config.json"};

const std::array kRules = {
    Rule{
        .id = "pull-secret-ecr",
        .summary = "Secret: a pull Secret for ECR is kept, and said to be dead.",
        .why = "An ECR token lives for twelve hours, so the one in a backup has nearly always "
               "ended. The Secret is recognised by its content and stays byte for byte.",
        .resources = kSecrets,
        .keys = kKeys,
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"regcred","namespace":"shop"},"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"eyJhdXRocyI6eyIxMTExMjIyMjMzMzMuZGtyLmVjci51cy1lYXN0LTEuYW1hem9uYXdzLmNvbSI6e319fQ=="}})",
             .says = "dead twelve hours after"},
        .apply = pull_secret_ecr},
};

}  // namespace

std::span<const Rule> pull_secrets() { return kRules; }

}  // namespace translator::rules
