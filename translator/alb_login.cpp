#include "translator/alb_login.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace translator {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// A member whatever the case of its name; null when absent.
const Json* member_of(const Json& object, std::string_view name) {
  if (!object.is_object()) {
    return nullptr;
  }
  for (const auto& [key, value] : object.items()) {
    if (same_word(key, name)) {
      return &value;
    }
  }
  return nullptr;
}

std::string text_of(const Json& object, std::string_view name) {
  const Json* value = member_of(object, name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

// Why an object lacks one of the texts it must have; "" when it has all of them.
std::string missing_text(const Json& object, std::span<const std::string_view> names) {
  if (!object.is_object()) {
    return "it is no JSON object";
  }
  for (const std::string_view name : names) {
    if (text_of(object, name).empty()) {
      return fmt::format("{} is missing or is no text", name);
    }
  }
  return "";
}

// The parsed text, or null and a reason.
Json read_document(std::string_view text, std::string& problem) {
  const auto document = parse_json(text);
  if (!document) {
    problem = "it is no JSON (" + document.error().where + ")";
    return nullptr;
  }
  return document->value;
}

constexpr std::array<std::string_view, 5> kOidcTexts = {
    "issuer", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint", "secretName"};
constexpr std::array<std::string_view, 3> kCognitoTexts = {"userPoolARN", "userPoolClientID",
                                                           "userPoolDomain"};
constexpr std::array<std::string_view, 2> kTokenTexts = {"jwksEndpoint", "issuer"};

// The annotation of the Service when it may speak and does, else of the Ingress.
struct Speaker {
  const Json& ingress;
  const Json* service = nullptr;

  [[nodiscard]] std::optional<std::string> word(std::string_view name) const {
    const auto of_service = service == nullptr ? std::nullopt : annotation(*service, alb_key(name));
    return of_service ? of_service : annotation(ingress, alb_key(name));
  }
  [[nodiscard]] bool is_service(std::string_view name) const {
    return service != nullptr && annotation(*service, alb_key(name)).has_value();
  }
};

void read_provider(const Speaker& speaker, const std::string& type, Login& login) {
  const bool oidc = type == "oidc";
  const std::string name = oidc ? "auth-idp-oidc" : "auth-idp-cognito";
  const auto text = speaker.word(name);
  if (!text) {
    login.problem = fmt::format("auth-type {} needs {}, which is not there", type, name);
    return;
  }
  std::string problem;
  const Json provider = read_document(*text, problem);
  if (problem.empty()) {
    problem = oidc ? missing_text(provider, kOidcTexts) : missing_text(provider, kCognitoTexts);
  }
  if (!problem.empty()) {
    login.problem = name + ": " + problem;
    return;
  }
  login.identity += " " + text_of(provider, oidc ? "issuer" : "userPoolARN");
}

std::optional<Login> login_of(const Speaker& speaker) {
  const std::string type = speaker.word("auth-type").value_or("none");
  if (type == "none") {
    return std::nullopt;
  }
  Login login;
  login.identity = type;
  if (speaker.is_service("auth-type")) {
    login.place = "Service " + name_of(*speaker.service);
  }
  login.lets_strangers_pass = speaker.word("auth-on-unauthenticated-request") == "allow";
  if (type == "oidc" || type == "cognito") {
    read_provider(speaker, type, login);
  } else {
    login.problem = "'" + type + "' is no way to log in (none, oidc or cognito)";
  }
  return login;
}

bool is_same(const Login& a, const Login& b) {
  return a.identity == b.identity && a.place == b.place && a.problem == b.problem &&
         a.lets_strangers_pass == b.lets_strangers_pass;
}

void add_login(std::vector<Login>& logins, Login login, const Backend* backend) {
  auto known = std::find_if(logins.begin(), logins.end(),
                            [&](const Login& other) { return is_same(other, login); });
  if (known == logins.end()) {
    logins.push_back(std::move(login));
    known = std::prev(logins.end());
  }
  if (backend != nullptr) {
    known->backends.push_back(*backend);
  }
}

// Where an action may forward to several Services, only the Ingress speaks. To be sure, a Service
// then adds a login and never takes one away.
std::optional<Login> login_before(const Json& ingress, const Backend& backend, bool has_actions) {
  std::optional<Login> login = login_of({ingress, backend.object});
  return !login && has_actions ? login_of({ingress}) : login;
}

std::string problem_of_entry(const Json& entry) {
  const std::string mode = text_of(entry, "mode");
  const Json* port = member_of(entry, "port");
  if (!entry.is_object() || port == nullptr || !port->is_number_integer()) {
    return "it names no port";
  }
  if (mode != "off" && mode != "passthrough" && mode != "verify") {
    return fmt::format("'{}' is no mode (off, passthrough or verify)", mode);
  }
  if (mode == "verify" && text_of(entry, "trustStore").empty()) {
    return "mode verify needs a trustStore";
  }
  return "";
}

}  // namespace

std::vector<Login> logins_of(const Json& ingress, const Context& context) {
  std::vector<Login> logins;
  const std::vector<Backend> backends = backends_of(ingress, context);
  const bool has_actions = has_action_backend(ingress);
  for (const Backend& backend : backends) {
    if (auto login = login_before(ingress, backend, has_actions)) {
      add_login(logins, std::move(*login), &backend);
    }
  }
  // Nothing known is behind it, or an action that forwards nowhere known: the Ingress's own word.
  if (backends.empty() || has_actions) {
    if (auto login = login_of({ingress})) {
      add_login(logins, std::move(*login), nullptr);
    }
  }
  return logins;
}

ClientCertificates read_client_certificates(std::string_view text) {
  ClientCertificates read;
  const Json entries = read_document(text, read.problem);
  if (!read.problem.empty()) {
    return read;
  }
  if (!entries.is_array()) {
    read.problem = "it is no JSON array";
    return read;
  }
  read.off = true;
  int number = 0;
  for (const Json& entry : entries) {
    ++number;
    const std::string problem = problem_of_entry(entry);
    read.off = read.off && problem.empty() && text_of(entry, "mode") == "off";
    if (!problem.empty() && read.problem.empty()) {
      read.problem = fmt::format("entry {}: {}", number, problem);
    }
  }
  return read;
}

std::string problem_of_token(std::string_view text) {
  std::string problem;
  const Json token = read_document(text, problem);
  return problem.empty() ? missing_text(token, kTokenTexts) : problem;
}

}  // namespace translator
