#include "translator/settings_parts/parts.h"
#include "translator/settings_parts/values.h"

namespace translator::settings_parts {
namespace {

void read_credentials(const Section& section, PullSecretSettings& pull_secrets,
                      Problems& problems) {
  const Node* node = section["credentials"].value;
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

}  // namespace

void read_pull_secrets(const Node& node, PullSecretSettings& pull_secrets, Problems& problems) {
  const Section section(
      node, "pullSecrets",
      {"strategy", "credentials", "registries", "namespaces", "create", "rewrite"}, problems);
  read_word<PullSecretStrategy>(section, "strategy",
                                {{"keep", PullSecretStrategy::keep},
                                 {"refresh", PullSecretStrategy::refresh},
                                 {"rewrite", PullSecretStrategy::rewrite}},
                                "keep", problems, pull_secrets.strategy);
  read_credentials(section, pull_secrets, problems);
  if (const Node* list = section["registries"].value) {
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

}  // namespace translator::settings_parts
