#pragma once

// Credentials from another program, as kubectl gets them (client.authentication.k8s.io/v1 and
// v1beta1, k8s.io/client-go plugin/pkg/client/auth/exec): the program of the kubeconfig prints an
// ExecCredential. Used for the CLI, with gke-gcloud-auth-plugin and the like. Programs that ask a
// person on the terminal are refused.

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cluster/deadline.h"
#include "translator/result.h"

namespace cluster {

struct ExecProgram {
  std::string api_version = "client.authentication.k8s.io/v1";
  std::string command;  // a path, or a name to be looked up in PATH
  std::vector<std::string> arguments = {};
  std::vector<std::pair<std::string, std::string>> environment = {};  // besides our own
  std::string install_hint = {};  // told when the program is missing
  std::string cluster = {};       // JSON of spec.cluster when the program wants it, else ""
  std::string place = {};         // in the kubeconfig, for messages
};

struct ExecCredential {
  std::string token;
  std::string certificate;  // PEM, with `key`; both or none
  std::string key;
  std::optional<std::chrono::sys_seconds> expires;
};

inline constexpr std::chrono::seconds kMaxExecTime{30};

// Runs the program to its end, without a shell. What it prints on stderr goes to ours; its stdin is
// empty. It is killed at the deadline. Error: it cannot be started, fails, takes too long, or
// prints no ExecCredential; where = its place in the kubeconfig. No output of it is in a message.
[[nodiscard]] translator::Result<ExecCredential> run_exec_program(
    const ExecProgram& program, Deadline deadline = deadline_in(kMaxExecTime));

}  // namespace cluster
