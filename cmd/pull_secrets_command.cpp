#include "cmd/pull_secrets_command.h"

#include "aws/credential_sources.h"
#include "cmd/cluster_connection.h"
#include "cmd/pull_secrets.h"
#include "cmd/settings_file.h"
#include "cmd/text.h"
#include "translator/ecr_host.h"

namespace cmd {
namespace {

using translator::Error;
using translator::Result;

constexpr std::chrono::seconds kTokenLimit{20};  // one registry, credentials included

ExitCode fail(Console& console, const Error& error, ExitCode code) {
  console.err += styled(console.look, Style::plain, "error: " + printable(error.text())) + "\n";
  return code;
}

Result<PullSecretScope> scope_of(const PullSecretsArguments& arguments, Console& console) {
  PullSecretScope scope;
  if (!arguments.settings.empty()) {
    const auto file = read_settings(arguments.settings);
    if (!file) {
      return file.error();
    }
    warn_of_problems(file->settings, arguments.settings, console);
    scope.registries = file->settings.pull_secrets.registries;
    scope.namespaces = file->settings.pull_secrets.namespaces;
  }
  if (!arguments.registries.empty()) {
    scope.registries = arguments.registries;
  }
  if (!arguments.namespaces.empty()) {
    scope.namespaces = arguments.namespaces;
  }
  scope.force = arguments.force;
  for (const std::string& host : scope.registries) {
    if (!translator::is_private_ecr_host(host)) {
      return Error{
          "this is not the whole host of a private ECR registry "
          "(ACCOUNT.dkr.ecr.REGION.amazonaws.com)",
          host};
    }
  }
  if (arguments.refresh && scope.registries.empty()) {
    return Error{
        "no registry may get a token yet: name the hosts with --registry, or the settings "
        "that list them with --settings",
        ""};
  }
  return scope;
}

Result<aws::TokenSource> token_source() {
  auto network = aws::network_of(aws::environment_variables());
  if (!network) {
    return network.error();
  }
  return aws::TokenSource(
      [](const std::string& region, const aws::Occasion& occasion) {
        return credentials_of_variables(aws::environment_variables(), region, occasion);
      },
      std::move(*network), kTokenLimit, aws::system_now);
}

}  // namespace

ExitCode run_pull_secrets(const PullSecretsArguments& arguments, Console& console) {
  const auto scope = scope_of(arguments, console);
  if (!scope) {
    return fail(console, scope.error(), ExitCode::bad_input);
  }
  auto tokens = token_source();
  if (!tokens) {
    return fail(console, tokens.error(), ExitCode::bad_input);
  }
  auto client = connect(arguments.cluster);
  if (!client) {
    return fail(console, client.error(), ExitCode::unreachable);
  }
  const auto rows = arguments.refresh ? refresh_pull_secrets(*client, *tokens, *scope)
                                      : list_pull_secrets(*client, *scope, tokens->now());
  if (!rows) {
    return fail(console, rows.error(), ExitCode::unreachable);
  }
  // In ASCII: no name in it can steer a terminal.
  console.out += arguments.json ? to_json(*rows).dump(2, ' ', true) + "\n"
                                : to_text(*rows, !arguments.refresh);
  return has_failures(*rows) ? ExitCode::problems : ExitCode::done;
}

}  // namespace cmd
