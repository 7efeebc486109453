#include "aws/call.h"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "cluster/http.h"
#include "cluster/proxy.h"
#include "cluster/retry.h"
#include "translator/json.h"

namespace aws {
namespace {

using cluster::Deadline;
using translator::Error;
using translator::Result;

constexpr std::size_t kMostAnswerBytes = std::size_t{1} << 20U;
constexpr std::size_t kMostMessageLength = 300;

Headers all_headers(const Call& call) {
  SignedRequest request;
  request.headers = call.headers;
  request.headers.emplace_back("Host", call.server.authority());
  request.body = call.body;
  Headers headers =
      call.credentials == nullptr ? request.headers : sign(request, call.scope, *call.credentials);
  // The connection writes the same Host itself.
  headers.erase(std::remove_if(headers.begin(), headers.end(),
                               [](const auto& header) { return header.first == "Host"; }),
                headers.end());
  return headers;
}

std::string first_line(std::string_view text) {
  std::string line(text.substr(0, std::min(text.find_first_of("\r\n"), kMostMessageLength)));
  line.erase(
      std::remove_if(line.begin(), line.end(),
                     [](unsigned char character) { return character < 0x20 || character >= 0x7f; }),
      line.end());
  return line;
}

std::string json_text(const translator::Json& answer, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (auto text = translator::string_at(answer, translator::Pointer(name))) {
      return *text;
    }
  }
  return "";
}

// AWS's signature failures quote the request from their second line on; a proxy in between may
// quote more. Such an answer is not repeated.
bool quotes_secret(const std::string& text, const Call& call) {
  if (call.credentials == nullptr) {
    return text.find("eyJ") != std::string::npos;  // the beginning of every web identity token
  }
  for (const SecretText* secret :
       {&call.credentials->secret_access_key, &call.credentials->session_token}) {
    if (!secret->empty() && text.find(secret->revealed()) != std::string::npos) {
      return true;
    }
  }
  return text.find(call.credentials->access_key_id) != std::string::npos;
}

Error refusal(const Call& call, unsigned status, const std::string& body) {
  const std::string text = failure_text(status, body);
  return {quotes_secret(text, call) ? fmt::format("AWS answers with HTTP status {}", status) : text,
          call.server.authority()};
}

}  // namespace

cluster::Url server_at(const std::string& host) {
  cluster::Url url;
  url.tls = true;
  url.host = host;
  url.port = "443";
  return url;
}

std::string failure_text(unsigned status, std::string_view body) {
  std::string code;
  std::string message;
  if (const auto document = translator::parse_json(body)) {
    code = json_text(document->value, {"/__type", "/code"});
    message = json_text(document->value, {"/message", "/Message"});
    code = code.substr(code.find('#') + 1);
  } else {
    code = xml_text(body, "Code");
    message = xml_text(body, "Message");
  }
  std::string text = fmt::format("AWS answers with HTTP status {}", status);
  for (const std::string& part : {first_line(code), first_line(message)}) {
    text += part.empty() ? "" : ": " + part;
  }
  return text;
}

std::string xml_text(std::string_view xml, std::string_view name) {
  const std::string open = fmt::format("<{}>", name);
  const auto begin = xml.find(open);
  const auto end = xml.find(fmt::format("</{}>", name), begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) {
    return "";
  }
  std::string text(xml.substr(begin + open.size(), end - begin - open.size()));
  static constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : kEntities) {
    for (auto at = text.find(entity); at != std::string::npos;
         at = text.find(entity, at + character.size())) {
      text.replace(at, entity.size(), character);
    }
  }
  return text;
}

Result<std::string> post(const Call& call, const Network& network, Deadline deadline) {
  const auto proxy = cluster::proxy_from_environment(call.server);
  if (!proxy) {
    return proxy.error();
  }
  cluster::TlsOptions options;
  options.authorities = network.authorities;
  auto connection = cluster::HttpConnection::make(call.server, options, *proxy);
  if (!connection) {
    return connection.error();
  }
  const cluster::HttpRequest request{"POST", "/", all_headers(call), call.body};
  for (int attempt = 1;; ++attempt) {
    const auto response = cluster::exchange(*connection, request, deadline, kMostAnswerBytes);
    if (response && response->status == 200) {
      return response->body;
    }
    if (!response && !connection->lost_connection()) {
      return response.error();
    }
    cluster::FailedAttempt failed;
    failed.number = attempt;
    if (response) {
      failed.status = response->status;
      failed.retry_after = response->retry_after;
    }
    const auto pause = cluster::pause_before_retry(failed, deadline);
    if (!pause) {
      return response ? refusal(call, response->status, response->body) : response.error();
    }
    std::this_thread::sleep_for(*pause);
  }
}

}  // namespace aws
