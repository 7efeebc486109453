// The part of alb_actions.h about the redirect of the old action form.

#include "translator/alb.h"
#include "translator/alb_actions.h"

namespace translator {
namespace {

bool is_every_path(const Json& path, bool regex) {
  const std::string text = string_at(path, Pointer("/path")).value_or("");
  const std::string type = string_at(path, Pointer("/pathType")).value_or("ImplementationSpecific");
  if (type == "Prefix") {
    return text == "/";
  }
  return type == "ImplementationSpecific" && (text.empty() || (text == "/*" && !regex));
}

// The redirect to HTTPS that a backend means, whatever its path.
std::optional<HttpsRedirect> redirect_behind(const Json& ingress, const Json& owner,
                                             const char* backend) {
  const Json* service = find(owner, Pointer(backend));
  if (service == nullptr || !is_action_backend(*service)) {
    return std::nullopt;
  }
  const std::string name = string_at(*service, Pointer("/name")).value_or("");
  const Result<AlbAction> action = action_of(ingress, name);
  const Result<std::vector<Condition>> conditions = conditions_of(ingress, name);
  const auto port = action ? https_port_of(*action) : std::nullopt;
  if (!port || !conditions || !conditions->empty()) {
    return std::nullopt;
  }
  return HttpsRedirect{.port = *port, .status = std::get<Redirect>(*action).status, .action = name};
}

std::optional<HttpsRedirect> first_redirect_of(const Json& ingress, const Json& rule, bool regex) {
  const Json& paths = array_at(rule, Pointer("/http/paths"));
  if (paths.empty() || !is_every_path(paths[0], regex)) {
    return std::nullopt;
  }
  return redirect_behind(ingress, paths[0], "/backend/service");
}

}  // namespace

std::optional<HttpsRedirect> https_redirect(const Json& ingress, const Context& context) {
  const Result<bool> regex = paths_are_regex(ingress);
  if (!regex || read_alb_ingress(ingress, context).owner != IngressOwner::alb) {
    return std::nullopt;
  }
  std::optional<HttpsRedirect> common;
  for (const Json& rule : array_at(ingress, Pointer("/spec/rules"))) {
    if (array_at(rule, Pointer("/http/paths")).empty()) {
      continue;  // the AWS controller makes nothing of it
    }
    const std::optional<HttpsRedirect> own = first_redirect_of(ingress, rule, *regex);
    if (!own || (common && !common->is_like(*own))) {
      return std::nullopt;
    }
    common = common ? common : own;
    if (string_at(rule, Pointer("/host")).value_or("").empty()) {
      common->every_host = true;
      return common;  // before all that follow, and before the default backend
    }
  }
  // Requests for other hosts go to the default backend, if there is one.
  return find(ingress, Pointer("/spec/defaultBackend")) == nullptr ? common : std::nullopt;
}

std::optional<int> https_redirect_port(const Json& ingress, const Context& context) {
  const auto redirect = https_redirect(ingress, context);
  return redirect ? std::optional<int>(redirect->port) : std::nullopt;
}

}  // namespace translator
