#include "plugin/fresh_tokens.h"

#include <utility>

#include "translator/pull_secret_refresh.h"

namespace plugin {
namespace {

using translator::Finding;
using translator::Verdict;

Finding no_token(const std::string& host, const std::string& reason) {
  Finding finding;
  finding.verdict = Verdict::needs_action;
  finding.key = host;
  finding.message = "No fresh token could be had, so the old one is kept: " + reason + ".";
  finding.next_step =
      "Mend the cause, then run `eks2gke pull-secrets refresh`, or make the Secret anew.";
  finding.rule = "pull-secret-no-token";
  finding.site = {.file = __FILE__, .line = __LINE__};
  return finding;
}

Finding odd_clock(const std::string& host) {
  Finding finding;
  finding.verdict = Verdict::needs_action;
  finding.key = host;
  finding.message =
      "AWS names an end of the fresh token that cannot be true by the clock of this machine; "
      "twelve hours are assumed.";
  finding.next_step = "Check the clock of the node that Velero runs on.";
  finding.rule = "pull-secret-clock";
  finding.site = {.file = __FILE__, .line = __LINE__};
  return finding;
}

}  // namespace

FreshTokens fetch_tokens(const translator::ItemTranslation& item, RestoreSession& session,
                         cluster::Deadline latest) {
  FreshTokens fresh;
  const translator::Json& object = item.translation.object;
  // A Secret that no rule speaks of is no pull Secret for ECR: the settings are not asked for.
  if (translator::kind_of(object) != "Secret" || item.translation.findings.empty()) {
    return fresh;
  }
  for (const std::string& host :
       translator::hosts_to_refresh(object, session.settings().pull_secrets)) {
    const auto registry = translator::parse_ecr_host(host);
    auto token = registry ? session.ecr_token(*registry, latest)
                          : translator::Error{.what = "it is no host of ECR", .where = host};
    if (!token) {
      fresh.failed.push_back(host);
      fresh.findings.push_back(no_token(host, token.error().text()));
      continue;
    }
    if (token->life.clock_is_odd) {
      fresh.findings.push_back(odd_clock(host));
    }
    fresh.tokens.emplace(host, std::move(*token));
  }
  return fresh;
}

translator::Status put_tokens(translator::ItemTranslation& item, const aws::EcrTokens& tokens) {
  auto document = translator::parse_json(item.bytes);
  if (!document || !document->inexact_number.empty()) {
    return translator::Error{"the Secret cannot be read exactly", ""};
  }
  auto secret = aws::with_tokens(std::move(document->value), tokens);
  if (!secret) {
    return secret.error();
  }
  item.bytes = translator::to_text(*secret);
  return translator::Done{};
}

}  // namespace plugin
