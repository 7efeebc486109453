#include "cluster/kubeconfig.h"

#include <string>
#include <utility>

#include "cluster/kubeconfig_exec.h"
#include "cluster/kubeconfig_file.h"
#include "cluster/proxy.h"

namespace cluster {

namespace {

using translator::Error;
using translator::Result;
using translator::Status;
using Path = std::filesystem::path;
using File = KubeconfigFile;
using Entry = KubeconfigEntry;

std::string current_context(const std::vector<File>& files) {
  for (const auto& file : files) {
    const YAML::Node context = file.root["current-context"];
    if (context && context.IsScalar() && !context.Scalar().empty()) {
      return context.Scalar();
    }
  }
  return "";
}

Status read_pem(const Entry& entry, const char* key, std::string& pem) {
  auto text = pem_at(entry, key);
  if (!text) {
    return text.error();
  }
  pem = std::move(*text);
  return translator::Done{};
}

Status read_server(const Entry& entry, ClusterAccess& access) {
  const auto server = text_at(entry, "server");
  if (!server) {
    return server.error();
  }
  if (!server->has_value()) {
    return Error{"is missing", entry.place_of("server")};
  }
  auto url = parse_url(**server);
  if (!url) {
    return Error{url.error().what, entry.place_of("server")};
  }
  access.server = std::move(*url);
  return translator::Done{};
}

Status read_cluster(const Entry& entry, ClusterAccess& access) {
  const auto proxy = text_at(entry, "proxy-url");
  if (!proxy) {
    return proxy.error();
  }
  if (proxy->has_value()) {
    auto url = parse_proxy(**proxy);
    if (!url) {
      return Error{url.error().what, entry.place_of("proxy-url")};
    }
    access.proxy = std::move(*url);
  }
  if (auto status = read_server(entry, access); !status) {
    return status;
  }
  if (auto status = read_flag(entry, "insecure-skip-tls-verify", access.tls.insecure); !status) {
    return status;
  }
  if (auto status = read_text(entry, "tls-server-name", access.tls.server_name); !status) {
    return status;
  }
  return read_pem(entry, "certificate-authority", access.tls.authorities);
}

Status refuse_unknown_credentials(const Entry& entry) {
  for (const char* key : {"auth-provider", "username"}) {
    if (entry.values[key]) {
      return Error{
          "this way to log in is not supported; use a token, a tokenFile, a client certificate or "
          "exec",
          entry.place_of(key)};
    }
  }
  return translator::Done{};
}

Status read_user(const Entry& entry, ClusterAccess& access) {
  if (auto status = refuse_unknown_credentials(entry); !status) {
    return status;
  }
  if (auto status = read_text(entry, "token", access.token); !status) {
    return status;
  }
  std::string token_file;
  if (auto status = read_text(entry, "tokenFile", token_file); !status) {
    return status;
  }
  if (!token_file.empty()) {
    access.token_file = entry.folder / token_file;
  }
  if (auto status = read_pem(entry, "client-certificate", access.tls.certificate); !status) {
    return status;
  }
  if (auto status = read_pem(entry, "client-key", access.tls.key); !status) {
    return status;
  }
  if (access.tls.certificate.empty() != access.tls.key.empty()) {
    return Error{"client-certificate and client-key must be given together", entry.place};
  }
  return translator::Done{};
}

Result<ClusterAccess> read_context(const std::vector<File>& files, const std::string& name) {
  const auto context = entry_named(files, "contexts", "context", name);
  if (!context) {
    return context.error();
  }
  std::string cluster_name;
  std::string user_name;
  ClusterAccess access;
  for (const auto& [key, target] :
       {std::pair{"cluster", &cluster_name}, std::pair{"user", &user_name},
        std::pair{"namespace", &access.name_space}}) {
    if (auto status = read_text(*context, key, *target); !status) {
      return status.error();
    }
  }
  const auto cluster = entry_named(files, "clusters", "cluster", cluster_name);
  if (!cluster) {
    return cluster.error();
  }
  if (auto status = read_cluster(*cluster, access); !status) {
    return status.error();
  }
  if (!user_name.empty()) {
    const auto user = entry_named(files, "users", "user", user_name);
    if (!user) {
      return user.error();
    }
    if (auto status = read_user(*user, access); !status) {
      return status.error();
    }
    if (auto status = read_exec(*user, access); !status) {
      return status.error();
    }
  }
  access.origin = "kubeconfig " + files.front().path.string() + ", context " + name;
  return access;
}

}  // namespace

std::vector<Path> kubeconfig_files(std::string_view value) {
  std::vector<Path> files;
  while (!value.empty()) {
    const auto end = std::min(value.find(':'), value.size());
    if (end > 0) {
      files.emplace_back(value.substr(0, end));
    }
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return files;
}

Result<ClusterAccess> read_kubeconfig(const std::vector<Path>& files,
                                      std::string_view context) try {
  const auto parsed = parse_kubeconfig_files(files);
  if (!parsed) {
    return parsed.error();
  }
  const auto name = context.empty() ? current_context(*parsed) : std::string(context);
  if (name.empty()) {
    return Error{"no current-context is set; choose one with: kubectl config use-context NAME",
                 parsed->front().path.string()};
  }
  return read_context(*parsed, name);
} catch (const std::exception& failure) {  // what yaml-cpp has left to say
  return Error{std::string("cannot be read as a kubeconfig: ") + failure.what(),
               files.empty() ? "" : files.front().string()};
}

}  // namespace cluster
