#include "cluster/kubeconfig_exec.h"

#include <string>
#include <utility>

#include <openssl/evp.h>

#include "translator/json.h"

namespace cluster {

namespace {

using translator::Error;
using translator::Status;
using Entry = KubeconfigEntry;

std::string to_base64(const std::string& text) {
  // Four characters for three bytes, and the zero that OpenSSL puts behind them.
  std::string result((text.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  result.resize(static_cast<std::size_t>(length));
  return result;
}

std::string cluster_info(const ClusterAccess& access) {
  translator::Json info = {{"server", (access.server.tls ? "https://" : "http://") +
                                          access.server.authority() + access.server.target},
                           {"insecure-skip-tls-verify", access.tls.insecure}};
  if (!access.tls.server_name.empty()) {
    info["tls-server-name"] = access.tls.server_name;
  }
  if (!access.tls.authorities.empty()) {
    info["certificate-authority-data"] = to_base64(access.tls.authorities);
  }
  return info.dump();
}

// Lists of the kubeconfig: args are texts, env are maps of name and value.
Status read_exec_lists(const Entry& entry, ExecProgram& program) {
  for (const auto& argument : entry.values["args"]) {
    if (!argument.IsScalar()) {
      return Error{"must be a list of texts", entry.place_of("args")};
    }
    program.arguments.push_back(argument.Scalar());
  }
  for (const auto& variable : entry.values["env"]) {
    const bool good = variable.IsMap() && variable["name"] && variable["name"].IsScalar() &&
                      variable["value"] && variable["value"].IsScalar();
    if (!good) {
      return Error{"must be a list of maps with name and value", entry.place_of("env")};
    }
    program.environment.emplace_back(variable["name"].Scalar(), variable["value"].Scalar());
  }
  return translator::Done{};
}

Status check_exec(const Entry& entry, const ExecProgram& program, const std::string& mode) {
  if (program.command.empty()) {
    return Error{"is missing", entry.place_of("command")};
  }
  if (program.api_version != "client.authentication.k8s.io/v1" &&
      program.api_version != "client.authentication.k8s.io/v1beta1") {
    return Error{"must be client.authentication.k8s.io/v1 or v1beta1",
                 entry.place_of("apiVersion")};
  }
  if (mode == "Always") {
    return Error{"a program that asks on the terminal is not supported; use a token",
                 entry.place_of("interactiveMode")};
  }
  return translator::Done{};
}

}  // namespace

Status read_exec(const Entry& user, ClusterAccess& access) {
  const Entry entry{user.values["exec"], user.place_of("exec"), user.folder};
  if (!entry.values || entry.values.IsNull()) {
    return translator::Done{};
  }
  if (!entry.values.IsMap()) {
    return Error{"must be a map", entry.place};
  }
  ExecProgram program;
  program.place = entry.place;
  std::string mode;
  for (const auto& [key, target] :
       {std::pair{"apiVersion", &program.api_version}, std::pair{"command", &program.command},
        std::pair{"installHint", &program.install_hint}, std::pair{"interactiveMode", &mode}}) {
    if (auto status = read_text(entry, key, *target); !status) {
      return status;
    }
  }
  if (program.api_version.empty()) {
    program.api_version = ExecProgram().api_version;
  }
  if (auto status = check_exec(entry, program, mode); !status) {
    return status;
  }
  // A path with a slash starts at the kubeconfig; a bare name is looked up in PATH.
  if (program.command.find('/') != std::string::npos) {
    program.command = (entry.folder / program.command).string();
  }
  bool wants_cluster = false;
  if (auto status = read_flag(entry, "provideClusterInfo", wants_cluster); !status) {
    return status;
  }
  if (wants_cluster) {
    program.cluster = cluster_info(access);
  }
  auto status = read_exec_lists(entry, program);
  access.exec = std::move(program);
  return status;
}

}  // namespace cluster
