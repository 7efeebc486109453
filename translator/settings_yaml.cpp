#include "translator/settings_yaml.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/catalogue.h"
#include "translator/settings_tree.h"
#include "translator/settings_words.h"
#include "translator/spelling.h"

namespace translator {
namespace {

using Kind = SettingsNode::Kind;
using Problems = std::vector<SettingsProblem>;

std::string below(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

// A key or value as it stands in a sentence.
std::string shown(const SettingsNode& node) {
  constexpr std::size_t kLongest = 80;
  switch (node.kind) {
    case Kind::null:
      return "nothing";
    case Kind::sequence:
      return "a list";
    case Kind::mapping:
      return "a mapping";
    case Kind::scalar:
      break;
  }
  std::size_t end = std::min(node.text.size(), kLongest);
  while (end < node.text.size() && (static_cast<unsigned char>(node.text[end]) & 0xC0U) == 0x80U) {
    --end;  // not inside a character
  }
  return fmt::format("\"{}{}\"", node.text.substr(0, end), end < node.text.size() ? "..." : "");
}

void tell(Problems& problems, const SettingsNode& at, std::string path, std::string message,
          std::string next_step) {
  problems.push_back({.line = at.line,
                      .column = at.column,
                      .path = std::move(path),
                      .message = std::move(message),
                      .next_step = std::move(next_step)});
}

// What a mapping with known keys says about one of them.
struct Given {
  const SettingsNode* value = nullptr;  // null when absent or unreadable
  bool unreadable = false;              // twice, or a slip for this key: its safe default counts
};

// A mapping whose keys are known.
class Section {
 public:
  Section(const SettingsNode& node, std::string path, std::vector<std::string_view> keys,
          Problems& problems)
      : path_(std::move(path)), keys_(std::move(keys)), problems_(problems) {
    if (node.kind != Kind::mapping) {
      wrong_type_ = node.kind != Kind::null;
      if (wrong_type_) {
        tell(problems_, node, path_,
             fmt::format("A mapping is expected here, not {}; the defaults are used.", shown(node)),
             fmt::format("Write its keys below it: {}.", fmt::join(keys_, ", ")));
      }
      return;
    }
    for (const auto& [key, value] : node.entries) {
      if (is_known(key)) {
        take_known(key, value);
      }
    }
    for (const auto& [key, value] : node.entries) {
      if (!is_known(key)) {
        take_unknown(key);
      }
    }
  }

  [[nodiscard]] Given operator[](std::string_view key) const {
    const auto found = given_.find(key);
    return found == given_.end() ? Given{.value = nullptr, .unreadable = wrong_type_}
                                 : found->second;
  }
  [[nodiscard]] std::string path_of(std::string_view key) const { return below(path_, key); }

 private:
  [[nodiscard]] bool is_known(const SettingsNode& key) const {
    return key.kind == Kind::scalar &&
           std::find(keys_.begin(), keys_.end(), key.text) != keys_.end();
  }

  void take_known(const SettingsNode& key, const SettingsNode& value) {
    const std::string_view name = *std::find(keys_.begin(), keys_.end(), key.text);
    if (given_.count(name) == 0) {
      given_[name] = {.value = value.kind == Kind::null ? nullptr : &value, .unreadable = false};
      return;
    }
    given_[name] = {.value = nullptr, .unreadable = true};
    tell(problems_, key, below(path_, name),
         "This key stands twice, so neither is obeyed; its safe default is used.",
         "Keep one of them.");
  }

  void take_unknown(const SettingsNode& key) {
    const std::string_view near =
        key.kind == Kind::scalar ? nearest_word(key.text, keys_) : std::string_view();
    std::string message = fmt::format("There is no setting {} here", shown(key));
    if (!near.empty() && given_.count(near) == 0) {
      given_[near] = {.value = nullptr, .unreadable = true};
      message += fmt::format("; {} has its safe default", near);
    }
    tell(problems_, key, path_, message + ".",
         near.empty() ? fmt::format("Known here: {}.", fmt::join(keys_, ", "))
                      : fmt::format("Did you mean {}?", near));
  }

  std::string path_;
  std::vector<std::string_view> keys_;
  Problems& problems_;
  std::map<std::string_view, Given> given_;
  bool wrong_type_ = false;
};

// What a value must be, in words and as a test.
struct Form {
  bool (*fits)(std::string_view text);
  std::string_view words;  // "an ACM ARN (arn:aws:acm:...)"
};

bool is_any_text(std::string_view text) { return !text.empty(); }
bool is_ecr_host(std::string_view text) { return is_private_ecr_host(text); }
bool is_namespace_choice(std::string_view text) { return text == "*" || is_label(text); }
bool is_aws_policy_name(std::string_view text) {
  return text.find_first_of(" \t\n") == std::string_view::npos && !text.empty();
}

constexpr Form kObject{is_object_name, "the namespace and name of an object, such as shop/web"};
constexpr Form kGoogleName{is_google_name,
                           "a name in the Google project (small letters, digits and -)"};
constexpr Form kSecretName{is_subdomain, "the name of a Secret"};
constexpr Form kCertificateArn{
    is_certificate_arn, "the ARN of a certificate (arn:aws:acm:REGION:ACCOUNT:certificate/ID)"};
constexpr Form kProtection{is_protection_value,
                           "an ARN, a CIDR block such as 203.0.113.0/24, or an id of AWS"};
constexpr Form kAwsPolicy{is_aws_policy_name, "the name of an AWS security policy"};
constexpr Form kEcrHost{is_ecr_host,
                        "the whole host of a private ECR registry "
                        "(ACCOUNT.dkr.ecr.REGION.amazonaws.com)"};
constexpr Form kNamespace{is_namespace_choice, "a namespace, or \"*\""};
constexpr Form kRegistryPath{is_registry_path,
                             "a registry path without https:// (HOST/PROJECT/REPOSITORY)"};
constexpr Form kAnyText{is_any_text, "a text"};

// The text when it fits; else tells what is wrong. `effect` says what follows from it.
std::optional<std::string> text_in(const SettingsNode& node, const Form& form,
                                   const std::string& path, std::string_view effect,
                                   Problems& problems) {
  if (node.kind == Kind::scalar && form.fits(node.text)) {
    return node.text;
  }
  tell(problems, node, path, fmt::format("{} is not {}; {}.", shown(node), form.words, effect),
       fmt::format("Write {}.", form.words));
  return std::nullopt;
}

// A word of a fixed list; `safe` when it cannot be read.
template <typename Word>
void read_word(const Section& section, std::string_view key,
               std::initializer_list<std::pair<std::string_view, Word>> words,
               std::string_view safe, Problems& problems, Word& target) {
  const Given given = section[key];
  const auto word = [&](std::string_view text) {
    return std::find_if(words.begin(), words.end(),
                        [&](const auto& one) { return one.first == text; });
  };
  if (given.value != nullptr) {
    const auto found = given.value->kind == Kind::scalar ? word(given.value->text) : words.end();
    if (found != words.end()) {
      target = found->second;
      return;
    }
    std::string known;
    for (const auto& [text, value] : words) {
      known += (known.empty() ? "" : ", ") + std::string(text);
    }
    tell(problems, *given.value, section.path_of(key),
         fmt::format("{} is none of: {}; {} is used.", shown(*given.value), known, safe),
         fmt::format("Write one of: {}.", known));
  }
  if (given.value != nullptr || given.unreadable) {
    target = word(safe)->second;
  }
}

// `safe` is used when it cannot be read; absent leaves the target as it is.
void read_bool(const Section& section, std::string_view key, bool safe, Problems& problems,
               bool& target) {
  const Given given = section[key];
  const SettingsNode* value = given.value;
  const bool readable = value != nullptr && value->kind == Kind::scalar && value->plain &&
                        (value->text == "true" || value->text == "false");
  if (readable) {
    target = value->text == "true";
    return;
  }
  if (value != nullptr) {
    tell(problems, *value, section.path_of(key),
         fmt::format("{} is neither true nor false; {} is used.", shown(*value), safe),
         "Write true or false, without quotes.");
  }
  if (value != nullptr || given.unreadable) {
    target = safe;
  }
}

// Each entry of a table whose key fits and stands once.
void for_each_entry(const Section& section, std::string_view key, const Form& form,
                    Problems& problems,
                    const std::function<void(const SettingsNode& name, const SettingsNode& value,
                                             const std::string& path)>& take) {
  const SettingsNode* table = section[key].value;
  const std::string path = section.path_of(key);
  if (table == nullptr) {
    return;
  }
  if (table->kind != Kind::mapping) {
    tell(problems, *table, path,
         fmt::format("A mapping is expected here, not {}; nothing of it is used.", shown(*table)),
         fmt::format("Write a mapping whose keys are each {}.", form.words));
    return;
  }
  std::map<std::string_view, int> count;
  for (const auto& [name, value] : table->entries) {
    ++count[name.text];
  }
  for (const auto& [name, value] : table->entries) {
    if (count[name.text] > 1 && name.kind == Kind::scalar) {
      tell(problems, name, path,
           fmt::format("{} stands twice; no entry of it counts.", shown(name)),
           "Keep one of them.");
    } else if (text_in(name, form, path, "the entry is left out", problems)) {
      take(name, value, below(path, name.text));
    }
  }
}

std::map<std::string, std::string> read_names(const Section& section, std::string_view key,
                                              const Form& keys, const Form& values,
                                              Problems& problems) {
  std::map<std::string, std::string> names;
  for_each_entry(
      section, key, keys, problems,
      [&](const SettingsNode& name, const SettingsNode& value, const std::string& path) {
        if (auto text = text_in(value, values, path, "the entry is left out", problems)) {
          names.emplace(name.text, *std::move(text));
        }
      });
  return names;
}

// The entries of a list that fit, each once.
std::vector<std::string> read_list(const SettingsNode& list, const Form& form,
                                   const std::string& path, std::string_view effect,
                                   Problems& problems) {
  std::vector<std::string> texts;
  if (list.kind != Kind::sequence) {
    tell(problems, list, path,
         fmt::format("A list is expected here, not {}; {}.", shown(list), effect),
         fmt::format("Write a list of which each entry is {}.", form.words));
    return texts;
  }
  std::set<std::string> seen;
  for (const SettingsNode& item : list.items) {
    auto text = text_in(item, form, path, effect, problems);
    if (!text) {
      continue;
    }
    if (!seen.insert(*text).second) {
      tell(problems, item, path, fmt::format("{} stands twice; it counts once.", shown(item)),
           "Remove one of them.");
      continue;
    }
    texts.push_back(*std::move(text));
  }
  return texts;
}

// The text of a required or optional key of an entry; nothing when it is absent or does not fit.
std::optional<std::string> entry_text(const Section& entry, std::string_view key, const Form& form,
                                      Problems& problems) {
  const SettingsNode* value = entry[key].value;
  return value == nullptr
             ? std::nullopt
             : text_in(*value, form, entry.path_of(key), "the whole entry is left out", problems);
}

// An entry with a fault is left out: half of it must not be obeyed.
bool is_clean(const Problems& problems, std::size_t before) { return problems.size() == before; }

void read_pre_shared(const SettingsNode& node, const std::string& path, CertificateMapping& mapping,
                     Problems& problems) {
  const Section names(node, path, {"global", "regional"}, problems);
  mapping.global = entry_text(names, "global", kGoogleName, problems).value_or("");
  mapping.regional = entry_text(names, "regional", kGoogleName, problems).value_or("");
}

std::optional<CertificateMapping> read_certificate(const SettingsNode& node,
                                                   const std::string& path, Problems& problems) {
  const std::size_t before = problems.size();
  const Section entry(node, path, {"managed", "preSharedCert"}, problems);
  CertificateMapping mapping;
  read_bool(entry, "managed", false, problems, mapping.managed);
  if (const SettingsNode* names = entry["preSharedCert"].value) {
    read_pre_shared(*names, entry.path_of("preSharedCert"), mapping, problems);
  }
  const bool has_names = !mapping.global.empty() || !mapping.regional.empty();
  if (is_clean(problems, before) && mapping.managed == has_names) {
    tell(problems, node, path,
         mapping.managed ? "Both a managed certificate and one that exists are named; the entry is "
                           "left out."
                         : "Nothing is named that serves this certificate; the entry is left out.",
         "Write either {managed: true} or {preSharedCert: {global: NAME, regional: NAME}}.");
  }
  return is_clean(problems, before) ? std::optional(std::move(mapping)) : std::nullopt;
}

void read_certificates(const Section& section, IngressSettings& ingress, Problems& problems) {
  for_each_entry(section, "certificates", kCertificateArn, problems,
                 [&](const SettingsNode& name, const SettingsNode& value, const std::string& path) {
                   if (auto mapping = read_certificate(value, path, problems)) {
                     ingress.certificates.emplace_back(name.text, *std::move(mapping));
                   }
                 });
}

std::optional<SecurityPolicyMapping> read_security_policy(const SettingsNode& node,
                                                          const std::string& path,
                                                          Problems& problems) {
  const std::size_t before = problems.size();
  const Section entry(node, path, {"replaces", "policy"}, problems);
  SecurityPolicyMapping mapping;
  mapping.policy = entry_text(entry, "policy", kGoogleName, problems).value_or("");
  if (const SettingsNode* list = entry["replaces"].value) {
    mapping.replaces = read_list(*list, kProtection, entry.path_of("replaces"),
                                 "the whole entry is left out", problems);
  }
  if (is_clean(problems, before) && (mapping.policy.empty() || mapping.replaces.empty())) {
    tell(problems, node, path,
         "An entry needs both `replaces` and `policy`; it is left out, and the Ingress stays "
         "parked.",
         "Write {replaces: [every protection of the Ingress], policy: NAME}.");
  }
  return is_clean(problems, before) ? std::optional(std::move(mapping)) : std::nullopt;
}

void read_ingress(const SettingsNode& node, IngressSettings& ingress, Problems& problems) {
  const Section section(node, "ingress",
                        {"certificates", "securityPolicies", "sslPolicies", "addresses", "iap"},
                        problems);
  read_certificates(section, ingress, problems);
  for_each_entry(section, "securityPolicies", kObject, problems,
                 [&](const SettingsNode& name, const SettingsNode& value, const std::string& path) {
                   if (auto mapping = read_security_policy(value, path, problems)) {
                     ingress.security_policies.emplace(name.text, *std::move(mapping));
                   }
                 });
  ingress.ssl_policies = read_names(section, "sslPolicies", kAwsPolicy, kGoogleName, problems);
  ingress.addresses = read_names(section, "addresses", kObject, kGoogleName, problems);
  for_each_entry(section, "iap", kObject, problems,
                 [&](const SettingsNode& name, const SettingsNode& value, const std::string& path) {
                   const std::size_t before = problems.size();
                   const Section entry(value, path, {"oauthSecret"}, problems);
                   const auto secret = entry_text(entry, "oauthSecret", kSecretName, problems);
                   if (is_clean(problems, before) && !secret) {
                     tell(problems, value, path, "No Secret is named; the entry is left out.",
                          "Write {oauthSecret: NAME}.");
                   }
                   if (is_clean(problems, before)) {
                     ingress.iap.emplace(name.text, *secret);
                   }
                 });
}

void read_service(const SettingsNode& node, ServiceSettings& service, Problems& problems) {
  const Section section(node, "service",
                        {"addresses", "subnets", "style", "globalAccess", "resourceLabels"},
                        problems);
  service.addresses = read_names(section, "addresses", kObject, kGoogleName, problems);
  service.subnets = read_names(section, "subnets", kObject, kGoogleName, problems);
  read_word<ServiceStyle>(
      section, "style",
      {{"annotation", ServiceStyle::annotation}, {"class", ServiceStyle::load_balancer_class}},
      "annotation", problems, service.style);
  read_bool(section, "globalAccess", false, problems, service.global_access);
  read_bool(section, "resourceLabels", false, problems, service.resource_labels);
}

void read_credentials(const Section& section, PullSecretSettings& pull_secrets,
                      Problems& problems) {
  const SettingsNode* node = section["credentials"].value;
  if (node == nullptr) {
    return;
  }
  const std::size_t before = problems.size();
  const std::string path = section.path_of("credentials");
  const Section entry(*node, path, {"secret", "velero"}, problems);
  const auto secret = entry_text(entry, "secret", kSecretName, problems);
  bool velero = false;
  read_bool(entry, "velero", false, problems, velero);
  if (is_clean(problems, before) && velero == secret.has_value()) {
    tell(problems, *node, path, "Exactly one source of credentials is needed; none is used.",
         "Write either {secret: NAME} or {velero: true}.");
  }
  if (is_clean(problems, before)) {
    pull_secrets.credentials_secret = secret.value_or("");
    pull_secrets.velero_credentials = velero;
  }
}

// A strategy that cannot work is told here, not by each Secret.
void check_strategy(const Section& section, PullSecretSettings& pull_secrets, Problems& problems) {
  std::string lacks;
  if (pull_secrets.strategy == PullSecretStrategy::refresh &&
      (pull_secrets.registries.empty() ||
       (pull_secrets.credentials_secret.empty() && !pull_secrets.velero_credentials))) {
    lacks = "refresh needs credentials and registries";
  }
  if (pull_secrets.strategy == PullSecretStrategy::rewrite && pull_secrets.rewrite.empty()) {
    lacks = "rewrite needs the table `rewrite`";
  }
  if (lacks.empty()) {
    return;
  }
  pull_secrets.strategy = PullSecretStrategy::keep;
  tell(problems, *section["strategy"].value, section.path_of("strategy"), lacks + "; keep is used.",
       "Add what is missing, or write keep.");
}

void read_pull_secrets(const SettingsNode& node, PullSecretSettings& pull_secrets,
                       Problems& problems) {
  const Section section(
      node, "pullSecrets",
      {"strategy", "credentials", "registries", "namespaces", "create", "rewrite"}, problems);
  read_word<PullSecretStrategy>(section, "strategy",
                                {{"keep", PullSecretStrategy::keep},
                                 {"refresh", PullSecretStrategy::refresh},
                                 {"rewrite", PullSecretStrategy::rewrite}},
                                "keep", problems, pull_secrets.strategy);
  read_credentials(section, pull_secrets, problems);
  if (const SettingsNode* list = section["registries"].value) {
    pull_secrets.registries = read_list(*list, kEcrHost, section.path_of("registries"),
                                        "this registry gets no token", problems);
  }
  const Given namespaces = section["namespaces"];
  if (namespaces.unreadable) {
    pull_secrets.namespaces.clear();
  } else if (namespaces.value != nullptr) {
    pull_secrets.namespaces =
        read_list(*namespaces.value, kNamespace, section.path_of("namespaces"),
                  "no namespace is taken from it", problems);
  }
  read_bool(section, "create", false, problems, pull_secrets.create);
  pull_secrets.rewrite = read_names(section, "rewrite", kEcrHost, kRegistryPath, problems);
  check_strategy(section, pull_secrets, problems);
}

bool is_rule_for(const Rule& rule, const std::string& kind) {
  return std::any_of(rule.resources.begin(), rule.resources.end(),
                     [&](const Resource& resource) { return resource.kind == kind; });
}

// A slip in an entry of `accept` would stay unseen: the refusal just goes on.
void check_rule(const SettingsNode& node, const Section& entry, const Acceptance& acceptance,
                Problems& problems) {
  const Rule* rule = rule_by_id(acceptance.rule);
  if (rule == nullptr) {
    const std::string near = nearest_name(acceptance.rule);
    tell(problems, *entry["rule"].value, entry.path_of("rule"),
         fmt::format("There is no rule {}; the entry is left out.", shown(*entry["rule"].value)),
         near.empty() ? "Copy the line from the finding, or see `eks2gke explain`."
                      : fmt::format("Did you mean {}?", near));
  } else if (!is_rule_for(*rule, acceptance.kind)) {
    tell(problems, node, entry.path_of("kind"),
         fmt::format("Rule {} says nothing about a {}; the entry is left out.", acceptance.rule,
                     shown(*entry["kind"].value)),
         "Copy the line from the finding.");
  }
}

std::optional<Acceptance> read_acceptance(const SettingsNode& node, Problems& problems) {
  const std::size_t before = problems.size();
  const Section entry(node, "accept", {"rule", "kind", "object", "value", "because"}, problems);
  const auto text = [&](std::string_view key, const Form& form) {
    return entry_text(entry, key, form, problems).value_or("");
  };
  Acceptance acceptance{.rule = text("rule", kAnyText),
                        .kind = text("kind", kAnyText),
                        .object = text("object", kObject),
                        .value = text("value", kAnyText),
                        .because = text("because", kAnyText)};
  if (!is_clean(problems, before)) {
    return std::nullopt;
  }
  std::string missing;
  for (const char* key : {"rule", "kind", "object", "value", "because"}) {
    if (entry[key].value == nullptr) {
      missing += (missing.empty() ? "" : ", ") + std::string(key);
    }
  }
  if (!missing.empty()) {
    tell(problems, node, "accept",
         fmt::format("The entry lacks {}; it is left out, and the refusal stays.", missing),
         "Copy the line from the finding, and say why in `because`.");
  } else {
    check_rule(node, entry, acceptance, problems);
  }
  return is_clean(problems, before) ? std::optional(std::move(acceptance)) : std::nullopt;
}

void read_accept(const SettingsNode& list, std::vector<Acceptance>& accept, Problems& problems) {
  if (list.kind != Kind::sequence) {
    tell(problems, list, "accept",
         fmt::format("A list is expected here, not {}; nothing is accepted.", shown(list)),
         "Begin each entry with a dash.");
    return;
  }
  std::set<std::array<std::string, 4>> seen;
  for (const SettingsNode& item : list.items) {
    auto acceptance = read_acceptance(item, problems);
    if (!acceptance) {
      continue;
    }
    if (!seen.insert({acceptance->rule, acceptance->kind, acceptance->object, acceptance->value})
             .second) {
      tell(problems, item, "accept", "The same refusal is accepted twice; the first entry counts.",
           "Remove one of them.");
      continue;
    }
    accept.push_back(*std::move(acceptance));
  }
}

void read_duration(const Section& section, std::string_view key, Problems& problems,
                   std::int64_t& seconds) {
  const SettingsNode* value = section[key].value;
  if (value == nullptr) {
    return;
  }
  const auto read = value->kind == Kind::scalar ? seconds_in(value->text) : std::nullopt;
  if (read) {
    seconds = *read;
    return;
  }
  tell(problems, *value, section.path_of(key),
       fmt::format("{} is no time of at most 24h; {}m is used.", shown(*value), seconds / 60),
       "Write hours, minutes and seconds, such as 1h30m, 15m or 90s, or 0 to turn it off.");
}

}  // namespace

Settings parse_settings(std::string_view text) {
  SettingsTree tree = read_settings_tree(text);
  if (!tree.problems.empty()) {
    return unreadable_settings(std::move(tree.problems.front()));
  }
  Settings settings;
  Problems& problems = settings.problems;
  const Section top(tree.root, "",
                    {"waitForAddress", "parked", "needsAction", "dns", "ingress", "service",
                     "pullSecrets", "accept"},
                    problems);
  read_duration(top, "waitForAddress", problems, settings.wait_for_address_seconds);
  read_word<OnParked>(top, "parked", {{"fail", OnParked::fail}, {"warn", OnParked::warn}}, "fail",
                      problems, settings.parked);
  read_word<OnNeedsAction>(top, "needsAction",
                           {{"describe", OnNeedsAction::describe}, {"fail", OnNeedsAction::fail}},
                           "describe", problems, settings.needs_action);
  read_word<DnsPolicy>(top, "dns", {{"keep", DnsPolicy::keep}, {"hold", DnsPolicy::hold}}, "hold",
                       problems, settings.dns);
  if (const SettingsNode* node = top["ingress"].value) {
    read_ingress(*node, settings.ingress, problems);
  }
  if (const SettingsNode* node = top["service"].value) {
    read_service(*node, settings.service, problems);
  }
  if (const SettingsNode* node = top["pullSecrets"].value) {
    read_pull_secrets(*node, settings.pull_secrets, problems);
  }
  if (const SettingsNode* node = top["accept"].value) {
    read_accept(*node, settings.accept, problems);
  }
  std::stable_sort(problems.begin(), problems.end(),
                   [](const SettingsProblem& a, const SettingsProblem& b) {
                     return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                   });
  return settings;
}

}  // namespace translator
