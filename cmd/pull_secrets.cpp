#include "cmd/pull_secrets.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "aws/pull_secret.h"
#include "translator/docker_config.h"

namespace cmd {
namespace {

using aws::TokenLives;
using cluster::KubernetesClient;
using cluster::ObjectAddress;
using translator::Json;
using translator::Pointer;
using translator::Result;
using Rows = std::vector<PullSecretRow>;
using State = PullSecretRow::State;

bool lists(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Objects of a kind in the namespaces of the scope.
Result<std::vector<Json>> objects_of(KubernetesClient& client, const std::string& plural,
                                     const PullSecretScope& scope, const std::string& selector) {
  const bool all = lists(scope.namespaces, "*");
  std::vector<Json> objects;
  for (const std::string& name_space : all ? std::vector<std::string>{""} : scope.namespaces) {
    auto page = client.list({"v1", plural, name_space, ""}, {.labels = selector});
    if (!page) {
      return page.error().as_error();
    }
    objects.insert(objects.end(), page->begin(), page->end());
  }
  return objects;
}

Result<std::vector<Json>> marked_secrets(KubernetesClient& client, const PullSecretScope& scope) {
  return objects_of(client, "secrets", scope,
                    fmt::format("{}={}", aws::kPullSecretLabel, aws::kPullSecretLabelValue));
}

// The hosts that somebody has to renew: those of the mark, and those of ECR that it says nothing
// of although credentials for them are in the Secret.
std::vector<std::string> hosts_of(const Json& secret, const TokenLives& lives) {
  std::vector<std::string> hosts;
  for (const auto& [host, life] : lives) {
    hosts.push_back(host);
  }
  for (const auto& config : translator::docker_configs(secret)) {
    for (const std::string& host : config.hosts) {
      if (translator::is_private_ecr_host(host) && !lists(hosts, host)) {
        hosts.push_back(host);
      }
    }
  }
  return hosts;
}

void tell_life(const aws::TokenLife& life, PullSecretRow& row) {
  row.issued = aws::time_text(life.issued);
  row.expires = aws::time_text(life.expires);
}

PullSecretRow row_of(const Json& secret, const std::string& host, const TokenLives& lives,
                     const PullSecretScope& scope) {
  PullSecretRow row;
  row.name_space = translator::namespace_of(secret);
  row.name = translator::name_of(secret);
  row.host = host;
  if (const auto life = lives.find(host); life != lives.end()) {
    tell_life(life->second, row);
  }
  if (!lists(scope.registries, host)) {
    row.state = State::not_listed;
    row.reason = "not among the registries that may get a token";
  }
  return row;
}

void fail(PullSecretRow& row, const std::string& reason) {
  row.state = State::failed;
  row.reason = reason;
}

// The rows of one Secret; `tokens` gets what is to be written.
Rows renew_hosts(const Json& secret, aws::TokenSource& source, const PullSecretScope& scope,
                 aws::EcrTokens& tokens) {
  const TokenLives lives = aws::token_lives(secret);
  Rows rows;
  for (const std::string& host : hosts_of(secret, lives)) {
    PullSecretRow row = row_of(secret, host, lives, scope);
    const auto life = lives.find(host);
    const bool due = scope.force || life == lives.end() || aws::is_due(life->second, source.now());
    const auto registry = translator::parse_ecr_host(host);
    if (row.state != State::not_listed && due && registry) {
      auto token = source.token_for(*registry, cluster::kNoDeadline);
      if (token) {
        row.state = State::renewed;
        tell_life(token->life, row);
        row.reason = token->life.clock_is_odd
                         ? "AWS names an end that cannot be: check the clock; twelve hours assumed"
                         : "";
        tokens.emplace(host, std::move(*token));
      } else {
        fail(row, token.error().text());
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// Only what changes, and only when nobody else has changed the Secret meanwhile.
Json patch_of(const Json& secret, const Json& renewed) {
  Json patch = {{"metadata", {{"annotations", Json::object()}}}};
  if (const auto version = translator::string_at(secret, Pointer("/metadata/resourceVersion"))) {
    patch["metadata"]["resourceVersion"] = *version;
  }
  patch["metadata"]["annotations"][std::string(aws::kTokensAnnotation)] =
      translator::annotation(renewed, aws::kTokensAnnotation).value_or("");
  for (const auto& [key, value] : renewed.at("data").items()) {
    const auto before = translator::string_at(secret, Pointer("/data") / key);
    if (!before || *before != value) {
      patch["data"][key] = value;
    }
  }
  return patch;
}

// "" or why the Secret could not be written.
std::string write(KubernetesClient& client, const Json& secret, const aws::EcrTokens& tokens) {
  const auto renewed = aws::with_tokens(secret, tokens);
  if (!renewed) {
    return renewed.error().text();
  }
  const ObjectAddress address{"v1", "secrets", translator::namespace_of(secret),
                              translator::name_of(secret)};
  const auto written = client.merge_patch(address, patch_of(secret, *renewed));
  if (written) {
    return "";
  }
  return written.failed_with(cluster::ApiError::Kind::conflict)
             ? "somebody else changed the Secret meanwhile; run this again"
             : written.error().as_error().text();
}

void add_user(const Json& object, const Json& references,
              std::map<std::string, std::vector<std::string>>& users) {
  for (const Json& reference : references) {
    const auto name = translator::string_at(reference, Pointer("/name"));
    if (name) {
      users[translator::namespace_of(object) + "/" + *name].push_back(
          translator::kind_of(object) + " " + translator::name_of(object));
    }
  }
}

}  // namespace

Result<Rows> refresh_pull_secrets(KubernetesClient& client, aws::TokenSource& tokens,
                                  const PullSecretScope& scope) {
  const auto secrets = marked_secrets(client, scope);
  if (!secrets) {
    return secrets.error();
  }
  Rows all;
  for (const Json& secret : *secrets) {
    aws::EcrTokens fresh;
    Rows rows = renew_hosts(secret, tokens, scope, fresh);
    const std::string reason = fresh.empty() ? "" : write(client, secret, fresh);
    for (PullSecretRow& row : rows) {
      if (!reason.empty() && row.state == State::renewed) {
        fail(row, reason);
      }
      all.push_back(std::move(row));
    }
  }
  return all;
}

Result<Rows> list_pull_secrets(KubernetesClient& client, const PullSecretScope& scope,
                               aws::Moment now) {
  const auto secrets = marked_secrets(client, scope);
  if (!secrets) {
    return secrets.error();
  }
  std::map<std::string, std::vector<std::string>> users;  // by namespace/name of the Secret
  for (const char* plural : {"pods", "serviceaccounts"}) {
    const auto objects = objects_of(client, plural, scope, "");
    if (!objects) {
      return objects.error();
    }
    for (const Json& object : *objects) {
      const bool is_pod = translator::kind_of(object) == "Pod";
      add_user(object,
               translator::array_at(
                   object, Pointer(is_pod ? "/spec/imagePullSecrets" : "/imagePullSecrets")),
               users);
    }
  }
  Rows rows;
  for (const Json& secret : *secrets) {
    const TokenLives lives = aws::token_lives(secret);
    for (const std::string& host : hosts_of(secret, lives)) {
      // Who may get a token is a matter of refreshing.
      PullSecretRow row = row_of(secret, host, lives, {{host}, scope.namespaces, false});
      row.users = users[row.name_space + "/" + row.name];
      const auto life = lives.find(host);
      if (life == lives.end() || life->second.expires <= now) {
        fail(row, life == lives.end() ? "nobody knows until when" : "the token is dead");
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

bool has_failures(const Rows& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const PullSecretRow& row) {
    return row.state == State::failed || row.state == State::not_listed;
  });
}

}  // namespace cmd
