#pragma once

// `eks2gke pull-secrets`: renews the tokens of ECR in the pull Secrets that the plugin marked, and
// lists them. Only hosts that the operator listed get a token, whatever a mark says.

#include <string>
#include <vector>

#include "aws/token_source.h"
#include "cluster/kubernetes_client.h"
#include "translator/json.h"
#include "translator/result.h"

namespace cmd {

struct PullSecretScope {
  std::vector<std::string> registries;          // whole hosts
  std::vector<std::string> namespaces = {"*"};  // "*" for all
  bool force = false;                           // also tokens with more than half of their life
};

// One host of one pull Secret.
struct PullSecretRow {
  enum class State {
    renewed,
    fresh,       // more than half of the life is left
    failed,      // `reason` says why
    not_listed,  // not among the registries of the operator
  };
  std::string name_space;
  std::string name;
  std::string host;
  State state = State::fresh;
  std::string issued;   // "" when unknown
  std::string expires;  // likewise
  std::string reason;
  std::vector<std::string> users;  // "Pod web", "ServiceAccount default"; for list_pull_secrets()
};

// Renews what is due. What fails is told in its row, and the others are done.
// Error: the cluster does not tell which Secrets there are.
[[nodiscard]] translator::Result<std::vector<PullSecretRow>> refresh_pull_secrets(
    cluster::KubernetesClient& client, aws::TokenSource& tokens, const PullSecretScope& scope);

// The same rows without renewing anything, with the pods and ServiceAccounts that use the Secret.
[[nodiscard]] translator::Result<std::vector<PullSecretRow>> list_pull_secrets(
    cluster::KubernetesClient& client, const PullSecretScope& scope, aws::Moment now);

[[nodiscard]] bool has_failures(const std::vector<PullSecretRow>& rows);

[[nodiscard]] std::string to_text(const std::vector<PullSecretRow>& rows, bool with_users);

// {"schema":"eks2gke.io/pull-secrets/v1","secrets":[{"namespace","name","host","state","issued",
// "expires","reason","users"}]}
[[nodiscard]] translator::Json to_json(const std::vector<PullSecretRow>& rows);

}  // namespace cmd
