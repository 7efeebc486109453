#include "cmd/memory_cluster.h"

#include <random>

#include <fmt/format.h>

#include "cmd/memory_server.h"

namespace cmd {
namespace {

using translator::Json;

std::string random_token() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

constexpr std::string_view kStorage = "/storage/";

}  // namespace

translator::Result<std::unique_ptr<MemoryCluster>> MemoryCluster::start() {
  std::unique_ptr<MemoryCluster> cluster(new MemoryCluster());
  cluster->token_ = random_token();
  auto server = MemoryServer::start(
      {.token = cluster->token_,
       .api = [raw = cluster.get()](const ApiRequest& request) { return raw->handle(request); },
       .file = [raw =
                    cluster.get()](const std::string& target) { return raw->archive_at(target); }});
  if (!server) {
    return server.error();
  }
  cluster->server_ = std::move(server.value());
  cluster->url_ = fmt::format("http://127.0.0.1:{}", cluster->server_->port());
  return cluster;
}

MemoryCluster::~MemoryCluster() = default;

std::string MemoryCluster::kubeconfig() const {
  return fmt::format(
      "apiVersion: v1\nkind: Config\ncurrent-context: rehearsal\n"
      "clusters:\n- name: rehearsal\n  cluster: {{server: \"{}\"}}\n"
      "users:\n- name: rehearsal\n  user: {{token: \"{}\"}}\n"
      "contexts:\n- name: rehearsal\n  context: {{cluster: rehearsal, user: rehearsal, namespace: "
      "velero}}\n",
      url_, token_);
}

void MemoryCluster::serve_backup(const std::string& backup, const std::filesystem::path& archive) {
  const std::lock_guard lock(mutex_);
  archives_[backup] = archive;
}

std::vector<std::string> MemoryCluster::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

ApiAnswer MemoryCluster::handle(const ApiRequest& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request.method + " " + request.target);
  ApiAnswer answered = answer(objects_, request);
  const auto target = parse_api_target(request.target);
  if (request.method == "POST" && answered.ok() && target && target->key.group == "velero.io" &&
      target->key.plural == "downloadrequests") {
    answer_download_request(*target, answered.body);
  }
  return answered;
}

// Velero's server does this a moment later; the client reads the address with a GET in both cases.
void MemoryCluster::answer_download_request(const ApiTarget& target, const Json& created) {
  const auto kind = translator::string_at(created, translator::Pointer("/spec/target/kind"));
  const auto name = translator::string_at(created, translator::Pointer("/spec/target/name"));
  if (kind != "BackupContents" || !name || !archives_.contains(*name)) {
    return;  // stays unanswered, as in Velero
  }
  ObjectKey key = target.key;
  key.name = translator::name_of(created);
  objects_.merge_patch(
      key, {{"status",
             {{"phase", "Processed"},
              {"downloadURL", fmt::format("{}{}{}/{}", url_, kStorage, token_, *name)}}}});
}

// The address has the token in it, as a presigned one has its signature.
std::filesystem::path MemoryCluster::archive_at(const std::string& target) const {
  const std::string prefix = std::string(kStorage) + token_ + "/";
  if (!target.starts_with(prefix)) {
    return {};
  }
  const std::lock_guard lock(mutex_);
  const auto found = archives_.find(target.substr(prefix.size()));
  return found == archives_.end() ? std::filesystem::path() : found->second;
}

}  // namespace cmd
