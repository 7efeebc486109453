#include "cluster/backup_download.h"

#include <algorithm>
#include <random>
#include <string>
#include <thread>

#include "cluster/http.h"
#include "cluster/proxy.h"
#include "translator/json.h"

namespace cluster {

namespace {

using translator::BackupObjects;
using translator::Error;
using translator::Json;
using translator::Pointer;
using translator::Result;

constexpr std::chrono::milliseconds kFirstPause{50};
constexpr std::chrono::milliseconds kLongestPause{500};

std::string unique_name() {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::random_device source;
  std::string name = "eks2gke-";
  for (int digit = 0; digit < 16; ++digit) {
    name += kHex[source() & 15U];
  }
  return name;
}

Json request_for(const ObjectAddress& address, std::string_view backup_name) {
  Json request = Json::object();
  request["apiVersion"] = address.api_version;
  request["kind"] = "DownloadRequest";
  request["metadata"]["name"] = address.name;
  request["metadata"]["namespace"] = address.name_space;
  request["metadata"]["labels"]["app.kubernetes.io/managed-by"] = "eks2gke";
  request["spec"]["target"]["kind"] = "BackupContents";
  request["spec"]["target"]["name"] = backup_name;
  return request;
}

// Velero takes some tenths of a second to answer.
Result<std::string> wait_for_address(KubernetesClient& client, const ObjectAddress& address,
                                     Deadline deadline) {
  auto pause = kFirstPause;
  while (true) {
    const auto request = client.get(address, deadline);
    if (!request) {
      return request.error().as_error();
    }
    const auto url = translator::string_at(*request, Pointer("/status/downloadURL"));
    if (url && !url->empty()) {
      return *url;
    }
    if (time_left(deadline) <= pause) {
      return Error{
          "Velero did not answer the download request in time; is the backup still there, and its "
          "storage location available?",
          "DownloadRequest " + address.name_space + "/" + address.name};
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

Result<BackupObjects> read_from(const std::string& address, std::string_view backup_name,
                                Deadline deadline, Limits limits) {
  const auto name = "backup " + std::string(backup_name);
  const auto url = parse_url(address);
  if (!url) {
    return Error{"Velero's download address cannot be used: " + url.error().what, name};
  }
  auto proxy = proxy_from_environment(*url);
  if (!proxy) {
    return proxy.error();
  }
  auto connection = HttpConnection::make(*url, {}, std::move(*proxy));
  if (!connection) {
    return connection.error();
  }
  const auto status = connection->start({"GET", url->target}, deadline);
  if (!status) {
    return status.error();
  }
  if (*status != 200) {
    return Error{"the storage of the backup answered with HTTP status " + std::to_string(*status) +
                     "; can this pod reach it, and has the address not expired?",
                 url->authority()};
  }
  limits.time = time_left(deadline);
  return read_surroundings([&] { return connection->next_piece(deadline); }, name, limits);
}

}  // namespace

Result<BackupObjects> download_backup(KubernetesClient& client, std::string_view velero_namespace,
                                      std::string_view backup_name, const Limits& limits) {
  const auto end = deadline_in(limits.time);
  const auto deadline = end - limits.time / 10;
  const ObjectAddress collection{"velero.io/v1", "downloadrequests", std::string(velero_namespace),
                                 ""};
  auto request = collection;
  request.name = unique_name();
  const auto created = client.create(collection, request_for(request, backup_name), deadline);
  if (!created && created.error().http_status != 0) {
    return created.error().as_error();
  }
  Result<BackupObjects> objects = [&]() -> Result<BackupObjects> {
    if (!created) {
      return created.error().as_error();
    }
    const auto address = wait_for_address(client, request, deadline);
    return address ? read_from(*address, backup_name, deadline, limits) : address.error();
  }();
  // Also when the answer to create() was lost: the request may be there. A failure is no reason to
  // give up what was read.
  (void)client.remove(request, end);
  return objects;
}

}  // namespace cluster
