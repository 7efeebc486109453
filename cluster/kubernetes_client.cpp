#include "cluster/kubernetes_client.h"

#include <mutex>
#include <thread>
#include <utility>

#include "cluster/bearer_token.h"
#include "cluster/http.h"
#include "cluster/proxy.h"
#include "cluster/retry.h"
#include "version.h"

namespace cluster {

namespace {

using translator::Error;
using translator::Json;
using translator::Pointer;
using translator::Result;

constexpr std::string_view kFieldManager = "fieldManager=eks2gke";
constexpr std::size_t kPageItems = 500;

// One request as the callers below see it.
struct Call {
  std::string method;
  ObjectAddress address;
  std::string query = {};
  std::string content_type = {};
  std::string body = {};
};

ApiError::Kind kind_of(unsigned status, const Json& answer) {
  switch (status) {
    case 401:
    case 403:
      return ApiError::Kind::forbidden;
    case 404:
      // The API server names the missing object in a Status; of a path that it does not know it
      // says only "404 page not found".
      return translator::kind_of(answer) == "Status" ? ApiError::Kind::not_found
                                                     : ApiError::Kind::unknown_resource;
    case 409:
      return translator::string_at(answer, Pointer("/reason")) == "AlreadyExists"
                 ? ApiError::Kind::already_exists
                 : ApiError::Kind::conflict;
    default:
      return ApiError::Kind::other;
  }
}

std::string message_of(unsigned status, const Json& answer) {
  const auto message = translator::string_at(answer, Pointer("/message"));
  if (message && !message->empty()) {
    return *message;
  }
  if (status == 404) {
    return "the cluster does not know this kind of object";
  }
  return "the Kubernetes API answered with HTTP status " + std::to_string(status);
}

// Items of a list lack what the list says for all of them.
Json with_type(const Json& item, const Json& list) {
  Json complete = Json::object();
  complete["apiVersion"] = translator::string_at(list, Pointer("/apiVersion")).value_or("");
  const auto kind = translator::kind_of(list);
  complete["kind"] = kind.ends_with("List") ? kind.substr(0, kind.size() - 4) : kind;
  complete.update(item);
  return complete;
}

}  // namespace

struct KubernetesClient::State {
  HttpConnection connection;
  ClientOptions options;
  std::string prefix;  // of every path; "" for most clusters
  std::string name_space;
  BearerToken token;
  std::timed_mutex busy = {};

  ApiResult<HttpResponse> send(const Call& call, Deadline deadline, std::size_t most_bytes,
                               bool& lost);
  ApiResult<HttpResponse> send_patiently(const Call& call, Deadline deadline,
                                         std::size_t most_bytes);
  ApiResult<Json> perform(const Call& call, Deadline latest);
  ApiResult<Json> perform(const Call& call, Deadline deadline, std::size_t& bytes_left);
};

// `lost` tells whether the connection was refused or lost.
ApiResult<HttpResponse> KubernetesClient::State::send(const Call& call, Deadline deadline,
                                                      std::size_t most_bytes, bool& lost) {
  lost = false;
  const auto path = path_of(call.address);
  if (!path) {
    return ApiError{ApiError::Kind::other, 0, path.error().what, path.error().where};
  }
  const auto failed = [&](const Error& error) {
    return ApiError{ApiError::Kind::unreachable, 0, error.text(), call.method + " " + *path};
  };
  const std::unique_lock lock(busy, deadline);
  if (!lock.owns_lock()) {
    return failed({"other calls to the Kubernetes API took all the time", ""});
  }
  const auto bearer = token.current();
  if (!bearer) {
    return failed(bearer.error());
  }
  HttpRequest request{call.method, prefix + *path, {}, call.body};
  if (!call.query.empty()) {
    request.target += "?" + call.query;
  }
  request.headers = {{"Accept", "application/json"},
                     {"User-Agent", std::string("eks2gke/") + kVersion}};
  if (!bearer->empty()) {
    request.headers.emplace_back("Authorization", "Bearer " + *bearer);
  }
  if (!call.content_type.empty()) {
    request.headers.emplace_back("Content-Type", call.content_type);
  }
  auto response = exchange(connection, request, deadline, most_bytes);
  if (!response) {
    lost = connection.lost_connection();
    return failed(response.error());
  }
  return std::move(*response);
}

// Tries again what failed for a moment only; other threads may call during the pauses.
ApiResult<HttpResponse> KubernetesClient::State::send_patiently(const Call& call, Deadline deadline,
                                                                std::size_t most_bytes) {
  for (int number = 1;; ++number) {
    bool lost = false;
    auto response = send(call, deadline, most_bytes, lost);
    if (!response && !lost) {
      return response;
    }
    FailedAttempt attempt{.number = number, .repeatable = call.method != "POST"};
    if (response) {
      attempt.status = response->status;
      attempt.retry_after = response->retry_after;
    }
    const auto pause = pause_before_retry(attempt, deadline);
    if (!pause) {
      return response;
    }
    std::this_thread::sleep_for(*pause);
  }
}

ApiResult<Json> KubernetesClient::State::perform(const Call& call, Deadline deadline,
                                                 std::size_t& bytes_left) {
  const auto response = send_patiently(call, deadline, bytes_left);
  if (!response) {
    return response.error();
  }
  bytes_left -= response->body.size();
  auto document = translator::parse_json(response->body);
  const Json answer = document ? std::move(document->value) : Json();
  const bool good = response->status >= 200 && response->status < 300;
  if (good && answer.is_object()) {
    return answer;
  }
  auto where = call.method + " " + *path_of(call.address);
  if (good) {
    return ApiError{ApiError::Kind::other, response->status,
                    "the answer is no JSON object; is this a Kubernetes API?", std::move(where)};
  }
  return ApiError{kind_of(response->status, answer), response->status,
                  message_of(response->status, answer), std::move(where)};
}

ApiResult<Json> KubernetesClient::State::perform(const Call& call, Deadline latest) {
  std::size_t bytes_left = options.most_response_bytes;
  return perform(call, deadline_in(options.call_limit, latest), bytes_left);
}

KubernetesClient::KubernetesClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
KubernetesClient::KubernetesClient(KubernetesClient&&) noexcept = default;
KubernetesClient& KubernetesClient::operator=(KubernetesClient&&) noexcept = default;
KubernetesClient::~KubernetesClient() = default;

Result<KubernetesClient> KubernetesClient::from_environment(const ClientOptions& options) {
  const auto access = access_from_environment(options.account_folder);
  if (!access) {
    return access.error();
  }
  return make(*access, options);
}

Result<KubernetesClient> KubernetesClient::make(const ClusterAccess& access,
                                                const ClientOptions& options) {
  auto proxy = access.proxy ? Result<std::optional<Url>>(access.proxy)
                            : proxy_from_environment(access.server);
  if (!proxy) {
    return proxy.error();
  }
  TlsOptions tls = access.tls;
  BearerToken token(access.token, access.token_file);
  if (access.exec) {
    const auto credential = run_exec_program(*access.exec);
    if (!credential) {
      return credential.error();
    }
    if (!credential->key.empty()) {
      tls.certificate = credential->certificate;
      tls.key = credential->key;
    }
    token = BearerToken(*access.exec, *credential);
  }
  auto connection = HttpConnection::make(access.server, tls, std::move(*proxy));
  if (!connection) {
    return Error{connection.error().text(), access.origin};
  }
  auto prefix = access.server.target.substr(0, access.server.target.find('?'));
  prefix.erase(prefix.find_last_not_of('/') + 1);
  // NOLINTNEXTLINE(modernize-make-unique): clang 14 cannot make an aggregate with it.
  return KubernetesClient(std::unique_ptr<State>(new State{
      std::move(*connection), options, std::move(prefix), access.name_space, std::move(token)}));
}

const std::string& KubernetesClient::name_space() const { return state_->name_space; }

ApiResult<Json> KubernetesClient::get(const ObjectAddress& object, Deadline latest) {
  return state_->perform({"GET", object}, latest);
}

ApiResult<std::vector<Json>> KubernetesClient::list(const ObjectAddress& collection,
                                                    const Selection& selection, Deadline latest) {
  const auto deadline = deadline_in(state_->options.call_limit, latest);
  std::size_t bytes_left = state_->options.most_response_bytes;
  std::string query = "limit=" + std::to_string(kPageItems);
  if (!selection.labels.empty()) {
    query += "&labelSelector=" + percent_encoded(selection.labels);
  }
  if (!selection.fields.empty()) {
    query += "&fieldSelector=" + percent_encoded(selection.fields);
  }
  std::vector<Json> items;
  std::string next;
  do {
    const Call call{"GET", collection,
                    next.empty() ? query : query + "&continue=" + percent_encoded(next)};
    const auto page = state_->perform(call, deadline, bytes_left);
    if (!page) {
      return page.error();
    }
    for (const auto& item : translator::array_at(*page, Pointer("/items"))) {
      if (item.is_object()) {
        items.push_back(with_type(item, *page));
      }
    }
    next = translator::string_at(*page, Pointer("/metadata/continue")).value_or("");
  } while (!next.empty());
  return items;
}

ApiResult<Json> KubernetesClient::create(const ObjectAddress& collection, const Json& object,
                                         Deadline latest) {
  return state_->perform({"POST", collection, std::string(kFieldManager), "application/json",
                          translator::to_text(object)},
                         latest);
}

ApiStatus KubernetesClient::remove(const ObjectAddress& object, Deadline latest) {
  const auto answer = state_->perform({"DELETE", object}, latest);
  if (!answer) {
    return answer.error();
  }
  return translator::Done{};
}

ApiResult<Json> KubernetesClient::apply(const ObjectAddress& address, const Json& object,
                                        Deadline latest) {
  return state_->perform({"PATCH", address, std::string(kFieldManager) + "&force=true",
                          "application/apply-patch+yaml", translator::to_text(object)},
                         latest);
}

ApiResult<Json> KubernetesClient::update(const ObjectAddress& address, const Json& object,
                                         Deadline latest) {
  return state_->perform(
      {"PUT", address, std::string(kFieldManager), "application/json", translator::to_text(object)},
      latest);
}

ApiResult<Json> KubernetesClient::merge_patch(const ObjectAddress& address, const Json& patch,
                                              Deadline latest) {
  return state_->perform({"PATCH", address, std::string(kFieldManager),
                          "application/merge-patch+json", translator::to_text(patch)},
                         latest);
}

}  // namespace cluster
