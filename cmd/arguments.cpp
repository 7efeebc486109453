#include "cmd/arguments.h"

#include <CLI/CLI.hpp>

#include "cmd/text.h"

namespace cmd {
namespace {

constexpr const char* kPlanExamples =
    "Examples:\n"
    "  eks2gke plan backup.tar.gz                       a Velero backup (velero backup download)\n"
    "  eks2gke plan manifests/ extra.yaml               a folder and a file, judged together\n"
    "  kubectl get ingress,svc -A -o yaml | eks2gke plan -\n"
    "  eks2gke plan backup.tar.gz -o json | jq .totals\n"
    "  eks2gke plan backup.tar.gz --settings settings.yaml\n"
    "  eks2gke plan backup.tar.gz --fail-on refused     exit 1 when something would be parked";

constexpr const char* kConvertExamples =
    "Examples:\n"
    "  eks2gke convert backup.tar.gz > gke.yaml         what changes, and what it needs on GKE\n"
    "  eks2gke convert manifests/ --output-dir gke      a file per object\n"
    "  kubectl get ingress,svc -A -o yaml | eks2gke convert - --all | kubectl apply -f -\n"
    "  eks2gke convert backup.tar.gz --settings settings.yaml --fail-on refused\n"
    "\n"
    "What became of each object, and why, is on standard error.";

constexpr const char* kDiffExamples =
    "Examples:\n"
    "  eks2gke diff backup.tar.gz\n"
    "  eks2gke diff manifests/ --settings settings.yaml\n"
    "  kubectl get ingress web -o yaml | eks2gke diff -";

constexpr const char* kExplainExamples =
    "Examples:\n"
    "  eks2gke explain                                  all rules, one line each\n"
    "  eks2gke explain ingress-class                    one rule in full\n"
    "  eks2gke explain alb.ingress.kubernetes.io/scheme what happens to a key of AWS\n"
    "  eks2gke explain success-codes                    the prefix may be left out\n"
    "  eks2gke explain 'load-balancer-attributes: idle_timeout.timeout_seconds'\n"
    "  eks2gke explain 'IngressClassParams spec.scheme'\n"
    "  eks2gke explain --all -o markdown > rules.md";

constexpr const char* kRehearseExamples =
    "Examples:\n"
    "  eks2gke rehearse backup.tar.gz\n"
    "  eks2gke rehearse backup.tar.gz --output-dir result\n"
    "  eks2gke rehearse backup.tar.gz --namespace-mappings shop:shop-test,pay:pay-test\n"
    "  eks2gke rehearse backup.tar.gz --settings settings.yaml";

constexpr const char* kSettingsExamples =
    "Examples:\n"
    "  eks2gke settings check settings.yaml\n"
    "  eks2gke settings check configmap.yaml            the manifest of the ConfigMap will do, "
    "too\n"
    "  kubectl -n velero get configmap eks2gke-settings -o yaml | eks2gke settings check -\n"
    "  eks2gke settings check settings.yaml -o json | jq .problems";

constexpr const char* kPullSecretsExamples =
    "Examples:\n"
    "  eks2gke pull-secrets list\n"
    "  eks2gke pull-secrets refresh --settings settings.yaml\n"
    "  eks2gke pull-secrets refresh --registry 111122223333.dkr.ecr.us-east-1.amazonaws.com\n"
    "  eks2gke pull-secrets refresh --settings settings.yaml --force -o json\n"
    "\n"
    "Credentials for AWS come from the variables of its SDKs: AWS_ACCESS_KEY_ID with\n"
    "AWS_SECRET_ACCESS_KEY, AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE, or AWS_PROFILE.\n"
    "\n"
    "Exit status: 0 done; 1 a token is dead, could not be renewed, or is for a host that is not\n"
    "listed; 2 wrong usage; 3 cluster out of reach.";

constexpr const char* kVerifyExamples =
    "Examples:\n"
    "  eks2gke verify --restore shop                    after `velero restore create shop ...`\n"
    "  eks2gke verify --restore shop --context gke_shop_us-central1_prod\n"
    "  eks2gke verify --restore shop -o json | jq '.objects[] | select(.state != \"serving\")'\n"
    "\n"
    "Exit status: 0 all that was translated serves; 1 something does not, or is parked.";

constexpr const char* kFixExamples =
    "Examples:\n"
    "  eks2gke fix                                      what would change, as a difference\n"
    "  eks2gke fix --apply                              change it\n"
    "  eks2gke fix -n shop --settings settings.yaml     with settings that the cluster has not "
    "yet\n"
    "  eks2gke fix --restore shop --apply               only what this restore made\n"
    "  eks2gke fix --finish-deletions --apply           let go what waits for AWS's controllers\n"
    "  eks2gke fix --release-dns --apply                let the names move that `dns: hold` held\n"
    "\n"
    "Looks at Ingresses and Services: those that a restore without the plugin left, and those "
    "that\n"
    "were parked. What is translated and right is left alone.\n"
    "\n"
    "Exit status: 0 done; 1 an object failed, the others are done; 2 wrong usage; 3 cluster out "
    "of\n"
    "reach.";

constexpr const char* kExamples =
    "Examples:\n"
    "  eks2gke plan backup.tar.gz                       what a restore will do, object by object\n"
    "  eks2gke diff backup.tar.gz                       the same, line by line\n"
    "  eks2gke rehearse backup.tar.gz --output-dir out  the plugin at work, without a cluster\n"
    "  eks2gke explain alb.ingress.kubernetes.io/scheme\n"
    "  eks2gke settings check settings.yaml             your choices, checked before a restore\n"
    "  eks2gke verify --restore NAME                    afterwards: does everything serve?\n"
    "  eks2gke fix                                      mend what came without the plugin\n"
    "  eks2gke pull-secrets refresh --settings settings.yaml\n"
    "\n"
    "Exit status: 0 done; 1 done with problems; 2 wrong usage or unreadable input;\n"
    "3 cluster out of reach.";

struct Parsed {
  PlanArguments plan;
  ConvertArguments convert;
  DiffArguments diff;
  ExplainArguments explain;
  RehearseArguments rehearse;
  PullSecretsArguments pull_secrets;
  SettingsCheckArguments check;
  VerifyArguments verify;
  FixArguments fix;
  std::string format;
  std::string fail_on;
  bool version = false;
};

void add_inputs(CLI::App& command, std::vector<std::string>& inputs) {
  command
      .add_option("INPUT", inputs,
                  "Velero backup archives, folders, YAML or JSON manifests, - for standard input")
      ->required();
}

void add_fail_on(CLI::App& command, std::string& fail_on) {
  command
      .add_option("--fail-on", fail_on,
                  "Exit 1 when an object needs-action, or is refused (parked)")
      ->check(CLI::IsMember({"needs-action", "refused"}));
}

void add_restore_settings(CLI::App& command, std::string& settings) {
  command.add_option("--settings", settings,
                     "The settings that the restore will have: a YAML file, their ConfigMap, or -");
}

CLI::App* add_plan(CLI::App& app, Parsed& parsed) {
  CLI::App* plan = app.add_subcommand(
      "plan", "Say what a restore to GKE will do with each object, without doing anything");
  add_inputs(*plan, parsed.plan.inputs);
  plan->add_option("-o,--output", parsed.format, "text (for people) or json (for programs)")
      ->check(CLI::IsMember({"text", "json"}))
      ->default_str("text");
  add_fail_on(*plan, parsed.fail_on);
  plan->add_flag("-v,--verbose", parsed.plan.verbose, "List the untouched objects, too");
  add_restore_settings(*plan, parsed.plan.settings);
  plan->footer(kPlanExamples);
  return plan;
}

CLI::App* add_convert(CLI::App& app, Parsed& parsed) {
  CLI::App* convert = app.add_subcommand(
      "convert", "Print the manifests that a restore to GKE would write, ready to apply");
  add_inputs(*convert, parsed.convert.inputs);
  convert->add_option("-o,--output", parsed.format, "yaml, or json (one List)")
      ->check(CLI::IsMember({"yaml", "json"}))
      ->default_str("yaml");
  convert->add_option("--output-dir", parsed.convert.output_dir,
                      "Write a YAML file per object into this folder, which must be new or empty");
  convert->add_flag("--all", parsed.convert.all, "The objects that stay as they are, too");
  add_fail_on(*convert, parsed.fail_on);
  add_restore_settings(*convert, parsed.convert.settings);
  convert->footer(kConvertExamples);
  return convert;
}

CLI::App* add_diff(CLI::App& app, Parsed& parsed) {
  CLI::App* diff = app.add_subcommand(
      "diff", "Show what a restore to GKE changes in each object, as a unified difference");
  add_inputs(*diff, parsed.diff.inputs);
  add_fail_on(*diff, parsed.fail_on);
  add_restore_settings(*diff, parsed.diff.settings);
  diff->footer(kDiffExamples);
  return diff;
}

CLI::App* add_explain(CLI::App& app, Parsed& parsed) {
  CLI::App* explain =
      app.add_subcommand("explain", "Explain a rule, or what happens to a key of AWS");
  explain->add_option(
      "NAME", parsed.explain.name,
      "A rule (ingress-class), a topic (ingress), or a key of AWS: an annotation, an "
      "attribute, a field of IngressClassParams, a finalizer, a class, a kind");
  explain->add_flag("--all", parsed.explain.all, "All rules in full");
  explain
      ->add_option(
          "--keys", parsed.explain.keys,
          "All keys of an ingress, or of a service, and what becomes of them, as tables in "
          "Markdown")
      ->check(CLI::IsMember({"ingress", "service"}));
  explain->add_option("-o,--output", parsed.format, "text or markdown")
      ->check(CLI::IsMember({"text", "markdown"}))
      ->default_str("text");
  explain->footer(kExplainExamples);
  return explain;
}

CLI::App* add_rehearse(CLI::App& app, Parsed& parsed) {
  CLI::App* rehearse = app.add_subcommand(
      "rehearse", "Restore a backup through the plugin binary into a cluster played in memory");
  rehearse->add_option("ARCHIVE", parsed.rehearse.archive, "A Velero backup archive")->required();
  rehearse->add_option("--plugin", parsed.rehearse.plugin,
                       "The plugin binary (default: beside eks2gke, then in ../plugin, then in "
                       "PATH)");
  rehearse->add_option("--output-dir", parsed.rehearse.output_dir,
                       "Write the resulting objects into this folder, which must be new or empty");
  rehearse
      ->add_option("--namespace-mappings", parsed.rehearse.namespace_mappings,
                   "Restore into other namespaces: old:new,old:new")
      ->delimiter(',');
  rehearse->add_option("--settings", parsed.rehearse.settings,
                       "Settings for the plugin: a YAML file, their ConfigMap, or -");
  rehearse->footer(kRehearseExamples);
  return rehearse;
}

void add_cluster_options(CLI::App& command, ClusterArguments& cluster) {
  command.add_option("--kubeconfig", cluster.kubeconfig,
                     "Default: KUBECONFIG, else ~/.kube/config, else the pod's own account");
  command.add_option("--context", cluster.context, "A context of the kubeconfig");
}

struct PullSecretsCommands {
  const CLI::App* refresh;
  const CLI::App* list;
};

CLI::App* add_pull_secrets_command(CLI::App& group, const char* name, const char* about,
                                   Parsed& parsed) {
  CLI::App* command = group.add_subcommand(name, about);
  command
      ->add_option("--namespace", parsed.pull_secrets.namespaces,
                   "Only in these namespaces (default: those of the settings, or all)")
      ->delimiter(',');
  command->add_option("--settings", parsed.pull_secrets.settings,
                      "The settings of the plugin: a YAML file, their ConfigMap, or -");
  command->add_option("-o,--output", parsed.format, "text (for people) or json (for programs)")
      ->check(CLI::IsMember({"text", "json"}))
      ->default_str("text");
  add_cluster_options(*command, parsed.pull_secrets.cluster);
  command->footer(kPullSecretsExamples);
  return command;
}

PullSecretsCommands add_pull_secrets(CLI::App& app, Parsed& parsed) {
  CLI::App* group = app.add_subcommand(
      "pull-secrets", "Renew the tokens of ECR in pull Secrets, or show how long they are good");
  group->require_subcommand(1);
  group->footer(kPullSecretsExamples);
  CLI::App* refresh = add_pull_secrets_command(
      *group, "refresh", "Renew what has less than half of its life left", parsed);
  refresh
      ->add_option("--registry", parsed.pull_secrets.registries,
                   "Hosts of ECR that may get a token (default: those of the settings)")
      ->delimiter(',');
  refresh->add_flag("--force", parsed.pull_secrets.force, "Renew the others, too");
  const CLI::App* list = add_pull_secrets_command(
      *group, "list", "Show the pull Secrets, how long their tokens are good, and who uses them",
      parsed);
  return {refresh, list};
}

const CLI::App* add_settings(CLI::App& app, Parsed& parsed) {
  CLI::App* settings = app.add_subcommand("settings", "Check the settings of the plugin");
  settings->require_subcommand(1);
  settings->footer(kSettingsExamples);
  CLI::App* check = settings->add_subcommand(
      "check", "Say what in the settings cannot be obeyed, by line and column");
  check
      ->add_option("FILE", parsed.check.file,
                   "The settings, or the manifest of their ConfigMap; - for standard input")
      ->required();
  check->add_option("-o,--output", parsed.format, "text (for people) or json (for programs)")
      ->check(CLI::IsMember({"text", "json"}))
      ->default_str("text");
  check->footer(kSettingsExamples);
  return check;
}

CLI::App* add_verify(CLI::App& app, Parsed& parsed) {
  CLI::App* verify = app.add_subcommand(
      "verify", "Look on the cluster whether everything that a restore translated serves");
  verify->add_option("--restore", parsed.verify.restore, "The name of the Velero restore")
      ->required();
  verify->add_option("--velero-namespace", parsed.verify.velero_namespace, "Where Velero runs")
      ->capture_default_str();
  add_cluster_options(*verify, parsed.verify.cluster);
  verify->add_option("-o,--output", parsed.format, "text (for people) or json (for programs)")
      ->check(CLI::IsMember({"text", "json"}))
      ->default_str("text");
  verify->footer(kVerifyExamples);
  return verify;
}

CLI::App* add_fix(CLI::App& app, Parsed& parsed) {
  CLI::App* fix = app.add_subcommand(
      "fix", "Translate in place what a restore without the plugin left, and what was parked");
  fix->add_flag("--apply", parsed.fix.apply, "Write; without it nothing is changed");
  fix->add_option("-n,--namespace", parsed.fix.namespaces,
                  "Only in these namespaces of the cluster")
      ->delimiter(',');
  fix->add_option("--restore", parsed.fix.restore, "Only what this Velero restore made");
  fix->add_option(
      "--settings", parsed.fix.settings,
      "The settings: a YAML file, their ConfigMap, or - (default: those that the plugin "
      "reads in the cluster)");
  fix->add_flag("--finish-deletions", parsed.fix.finish_deletions,
                "Take AWS's finalizers from what is being deleted");
  fix->add_flag("--release-dns", parsed.fix.release_dns,
                "Put back the names for external-dns that `dns: hold` held");
  fix->add_option("--velero-namespace", parsed.fix.velero_namespace, "Where Velero runs")
      ->capture_default_str();
  add_cluster_options(*fix, parsed.fix.cluster);
  fix->add_option("-o,--output", parsed.format, "text (for people) or json (for programs)")
      ->check(CLI::IsMember({"text", "json"}))
      ->default_str("text");
  fix->footer(kFixExamples);
  return fix;
}

std::optional<translator::Verdict> limit_of(const std::string& fail_on) {
  if (fail_on.empty()) {
    return std::nullopt;
  }
  return fail_on == "refused" ? translator::Verdict::refused : translator::Verdict::needs_action;
}

// CLI11 has the words for what is wrong; the hint what to do next is ours.
Notice usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> rest = app.remaining();
  if (app.get_subcommands().empty() && !rest.empty() && !rest.front().starts_with('-')) {
    return {.text = "error: there is no command \"" + printable(rest.front()) +
                    "\"\nRun `eks2gke --help` for the list.\n",
            .is_error = true};
  }
  std::string command = "eks2gke";
  for (const CLI::App* sub : app.get_subcommands()) {
    command += " " + sub->get_name();
  }
  return {.text = "error: " + printable(error.what()) + "\nRun `" + command +
                  " --help` for usage and examples.\n",
          .is_error = true};
}

}  // namespace

Arguments read_arguments(int count, const char* const* words) {
  Parsed parsed;
  CLI::App app(
      "Translates EKS backups to GKE while Velero restores them: the companion of the "
      "plugin velero-plugin-eks-to-gke.",
      "eks2gke");
  app.footer(kExamples);
  app.require_subcommand(0, 1);
  app.add_flag("--version", parsed.version, "Print the version");
  const CLI::App* plan = add_plan(app, parsed);
  const CLI::App* convert = add_convert(app, parsed);
  const CLI::App* diff = add_diff(app, parsed);
  const CLI::App* explain = add_explain(app, parsed);
  const CLI::App* rehearse = add_rehearse(app, parsed);
  const PullSecretsCommands pull_secrets = add_pull_secrets(app, parsed);
  const CLI::App* check = add_settings(app, parsed);
  const CLI::App* verify = add_verify(app, parsed);
  const CLI::App* fix = add_fix(app, parsed);
  const CLI::App* version = app.add_subcommand("version", "Print the version");
  try {
    app.parse(count, words);
  } catch (const CLI::CallForHelp&) {
    return Notice{.text = app.help(), .is_error = false};
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error);
  }
  if (plan->parsed()) {
    parsed.plan.json = parsed.format == "json";
    parsed.plan.fail_on = limit_of(parsed.fail_on);
    return std::move(parsed.plan);
  }
  if (convert->parsed()) {
    parsed.convert.json = parsed.format == "json";
    parsed.convert.fail_on = limit_of(parsed.fail_on);
    return std::move(parsed.convert);
  }
  if (diff->parsed()) {
    parsed.diff.fail_on = limit_of(parsed.fail_on);
    return std::move(parsed.diff);
  }
  if (explain->parsed()) {
    parsed.explain.markdown = parsed.format == "markdown";
    return std::move(parsed.explain);
  }
  if (rehearse->parsed()) {
    return std::move(parsed.rehearse);
  }
  if (pull_secrets.refresh->parsed() || pull_secrets.list->parsed()) {
    parsed.pull_secrets.refresh = pull_secrets.refresh->parsed();
    parsed.pull_secrets.json = parsed.format == "json";
    return std::move(parsed.pull_secrets);
  }
  if (check->parsed()) {
    parsed.check.json = parsed.format == "json";
    return std::move(parsed.check);
  }
  if (verify->parsed()) {
    parsed.verify.json = parsed.format == "json";
    return std::move(parsed.verify);
  }
  if (fix->parsed()) {
    parsed.fix.json = parsed.format == "json";
    return std::move(parsed.fix);
  }
  if (version->parsed() || parsed.version) {
    return VersionArguments{};
  }
  return Notice{.text = app.help(), .is_error = true};
}

}  // namespace cmd
