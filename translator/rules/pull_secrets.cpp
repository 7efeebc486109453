// Docker credentials for ECR.

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "translator/aws_names.h"
#include "translator/resources.h"
#include "translator/rules/rows.h"

namespace translator::rules {
namespace {

// Decodes base64 as the Kubernetes API writes it; nothing when it is none.
std::optional<std::string> decoded(const std::string& text) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) {
    return std::nullopt;
  }
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') {
    ++padding;
  }
  bytes.resize(static_cast<std::size_t>(size) - padding);
  return bytes;
}

// "https://HOST/v1/" -> "HOST". A '*' in front stands for an account.
std::string host_of(std::string name) {
  const std::size_t scheme = name.find("://");
  if (scheme != std::string::npos) {
    name.erase(0, scheme + 3);
  }
  return name.substr(0, name.find('/'));
}

bool is_ecr(const std::string& host) {
  const bool any_account = !host.empty() && host.front() == '*';
  return is_private_ecr_host(any_account ? "000000000000" + host.substr(1) : host);
}

void add_hosts(const Json* credentials, std::vector<std::string>& hosts) {
  if (credentials == nullptr || !credentials->is_object()) {
    return;
  }
  for (const auto& [name, value] : credentials->items()) {
    const std::string host = host_of(name);
    if (is_ecr(host) && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) {
      hosts.push_back(host);
    }
  }
}

// The ECR hosts in one entry of a Secret's data.
std::vector<std::string> ecr_hosts(const std::string& key, const std::string& value) {
  std::vector<std::string> hosts;
  const auto text = decoded(value);
  const Result<Document> document = parse_json(text.value_or(""));
  if (!document || !document->value.is_object()) {
    return hosts;
  }
  if (key == ".dockercfg") {  // the legacy form has no level "auths"
    add_hosts(&document->value, hosts);
    return hosts;
  }
  add_hosts(find(document->value, Pointer("/auths")), hosts);
  add_hosts(find(document->value, Pointer("/credHelpers")), hosts);
  return hosts;
}

Outcome pull_secret_ecr(const Json& secret, const Context&) {
  Outcome outcome;
  for (const std::string_view key : {".dockerconfigjson", ".dockercfg", "config.json"}) {
    const Pointer path = Pointer("/data") / std::string(key);
    const auto value = string_at(secret, path);
    const std::vector<std::string> hosts =
        value ? ecr_hosts(std::string(key), *value) : std::vector<std::string>();
    if (hosts.empty()) {
      continue;
    }
    const std::string list = fmt::format("{}", fmt::join(hosts, ", "));
    outcome.findings.push_back(
        say(Verdict::needs_action,
            {.key = path.to_string(),
             .message =
                 fmt::format("Holds a token for ECR ({}). ECR tokens are dead twelve hours after "
                             "they were made: pods that pull with this Secret will fail.",
                             list),
             .next_step = fmt::format(
                 "kubectl create secret docker-registry {} --namespace {} --docker-server={} "
                 "--docker-username=AWS --docker-password=\"$(aws ecr get-login-password --region "
                 "REGION)\" --dry-run=client -o yaml | kubectl apply -f -",
                 name_of(secret), namespace_of(secret), hosts.front())}));
  }
  return outcome;
}

const std::array kRules = {
    Rule{
        .id = "pull-secret-ecr",
        .summary = "Secret: a pull Secret for ECR is kept, and said to be dead.",
        .why = "An ECR token lives for twelve hours, so the one in a backup has nearly always "
               "ended. The Secret is recognised by its content and stays byte for byte.",
        .resources = kSecrets,
        .keys = {},
        .example =
            {.before =
                 R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"regcred","namespace":"shop"},"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"eyJhdXRocyI6eyIxMTExMjIyMjMzMzMuZGtyLmVjci51cy1lYXN0LTEuYW1hem9uYXdzLmNvbSI6e319fQ=="}})",
             .says = "dead twelve hours after"},
        .apply = pull_secret_ecr},
};

}  // namespace

std::span<const Rule> pull_secrets() { return kRules; }

}  // namespace translator::rules
