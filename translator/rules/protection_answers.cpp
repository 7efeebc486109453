#include "translator/rules/protection_answers.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "translator/alb_group.h"
#include "translator/rules/acceptance.h"
#include "translator/rules/backend_settings.h"

namespace translator::rules {
namespace {

// What replaces a kind of protection on an external load balancer of GKE.
enum class Means { security_policy, iap, none };

struct KindRow {
  ProtectionKind kind;
  std::string_view rule;
  std::string_view what;  // what AWS did, a main clause
  Means means;
  std::string_view without;  // when `means` is none: why GKE cannot
};

constexpr std::array kKinds = {
    KindRow{ProtectionKind::addresses, "ingress-inbound-cidrs",
            "Only certain addresses could connect", Means::security_policy, ""},
    KindRow{ProtectionKind::prefix_lists, "ingress-prefix-lists",
            "Only addresses of certain prefix lists could connect", Means::security_policy, ""},
    KindRow{ProtectionKind::security_groups, "ingress-security-groups",
            "Security groups of the VPC decided who could connect", Means::security_policy, ""},
    KindRow{ProtectionKind::web_acl, "ingress-waf", "A web ACL of AWS WAF looked at each request",
            Means::security_policy, ""},
    KindRow{ProtectionKind::shield, "ingress-shield",
            "Shield Advanced guarded the load balancer against floods", Means::security_policy, ""},
    KindRow{ProtectionKind::login, "ingress-login",
            "The load balancer let nobody in without a login", Means::iap, ""},
    KindRow{ProtectionKind::token, "ingress-token",
            "The load balancer let in only requests with a valid token", Means::none,
            "GKE Ingress checks no tokens"},
    KindRow{ProtectionKind::client_certificates, "ingress-client-certificates",
            "The load balancer asked clients for certificates", Means::none,
            "GKE Ingress asks clients for none"},
};

const KindRow& row_for(ProtectionKind kind) {
  return *std::find_if(kKinds.begin(), kKinds.end(),
                       [&](const KindRow& row) { return row.kind == kind; });
}

std::string object_name(const Json& ingress) {
  return namespace_of(ingress) + "/" + name_of(ingress);
}

// One Ingress with its protections and the operator's word about them.
struct Case {
  const Json& ingress;
  const Context& context;
  std::string object;
  bool internet_facing = false;
  Protections protections;

  [[nodiscard]] bool is_given_up(const Protection& protection) const {
    return is_accepted(context.settings, rule_for(protection.kind), "Ingress", object,
                       protection.written) != nullptr;
  }
};

Case read_case(const Json& ingress, const AlbIngress& alb, const Context& context) {
  return {.ingress = ingress,
          .context = context,
          .object = object_name(ingress),
          .internet_facing = scheme_of(ingress, alb, context).internet_facing,
          .protections = protections_of(ingress, alb, context)};
}

// How the entry of the settings and the protections of an Ingress fit together.
struct Coverage {
  std::vector<std::string> all;      // every value that a policy has to replace, each once
  std::vector<std::string> missing;  // those that the entry does not name
  std::vector<std::string> stale;    // named, and not in force: the policy may let in more
  std::string policy;                // "" when there is no entry

  [[nodiscard]] bool holds() const { return !policy.empty() && missing.empty() && stale.empty(); }
};

Coverage coverage_of(const Case& subject) {
  std::set<std::string> all;
  std::set<std::string> accepted;
  for (const Protection& protection : subject.protections.in_force) {
    if (row_for(protection.kind).means == Means::security_policy) {
      all.insert(protection.values.begin(), protection.values.end());
      if (subject.is_given_up(protection)) {
        accepted.insert(protection.values.begin(), protection.values.end());
      }
    }
  }
  Coverage coverage;
  coverage.all.assign(all.begin(), all.end());
  const SecurityPolicyMapping* entry =
      security_policy_for(subject.context.settings, subject.object);
  std::set<std::string> named;
  if (entry != nullptr) {
    coverage.policy = entry->policy;
    named.insert(entry->replaces.begin(), entry->replaces.end());
  }
  for (const std::string& value : all) {
    if (named.count(value) == 0 && accepted.count(value) == 0) {
      coverage.missing.push_back(value);
    }
  }
  for (const std::string& value : named) {
    if (all.count(value) == 0) {
      coverage.stale.push_back(value);
    }
  }
  return coverage;
}

std::string quoted_list(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    text += (text.empty() ? "" : ", ") + to_text(Json(value));
  }
  return text;
}

std::string why_not_covered(const Case& subject, const Coverage& coverage) {
  if (!subject.internet_facing) {
    return "GKE has no Cloud Armor for an internal Ingress";
  }
  if (coverage.policy.empty()) {
    return "on GKE a Cloud Armor policy can do so, and the settings name none";
  }
  std::string why = "the settings entry for " + subject.object +
                    " does not name exactly these "
                    "protections";
  if (!coverage.missing.empty()) {
    why += fmt::format(" (missing: {})", quoted_list(coverage.missing));
  }
  if (!coverage.stale.empty()) {
    why += fmt::format(" (not in force: {})", quoted_list(coverage.stale));
  }
  return why;
}

std::string policy_line(const Case& subject, const Coverage& coverage) {
  return fmt::format("{}: {{replaces: [{}], policy: NAME}}", to_text(Json(subject.object)),
                     quoted_list(coverage.all));
}

Finding refuse(const Case& subject, const Protection& protection, const Coverage& coverage) {
  const KindRow& row = row_for(protection.kind);
  std::string why = std::string(row.without);
  std::string step;
  if (row.means == Means::security_policy) {
    why = why_not_covered(subject, coverage);
    step = subject.internet_facing
               ? "Make a Cloud Armor policy that does the same and write this below "
                 "ingress.securityPolicies in the settings, with its name for NAME: " +
                     policy_line(subject, coverage) + "."
               : std::string("Make a firewall rule of the Google VPC that does the same.");
  } else if (row.means == Means::iap && subject.internet_facing) {
    why = "on GKE Identity-Aware Proxy can do so, and the settings name no OAuth client for it";
    step = fmt::format(
        "Make a Secret with client_id and client_secret and write this below ingress.iap in the "
        "settings, with its name for NAME: {}: {{oauthSecret: NAME}}.",
        to_text(Json(subject.object)));
  } else if (row.means == Means::iap) {
    why = "Identity-Aware Proxy stands before external load balancers only";
    step = "Let the application itself ask for a login.";
  } else {
    step = "Let the application itself do it.";
  }
  return say(Verdict::refused,
             {.key = protection.key,
              .from = protection.written,
              .message = fmt::format("{}{}; {}.", row.what, in_brackets(protection.place), why),
              .next_step = std::move(step)});
}

// What the finding of a covered protection says; nothing when it is not covered.
std::optional<Finding> covered(const Case& subject, const Protection& protection,
                               const Coverage& coverage) {
  const KindRow& row = row_for(protection.kind);
  Finding finding{.key = protection.key, .from = protection.written};
  const std::string place = in_brackets(protection.place);
  if (!subject.internet_facing) {
    return std::nullopt;
  }
  if (row.means == Means::security_policy && coverage.holds()) {
    finding.to = "securityPolicy: " + coverage.policy;
    finding.message = fmt::format(
        "{}{}; Cloud Armor policy {} takes its place, as the settings say: what it lets in is not "
        "checked here.",
        row.what, place, coverage.policy);
    return say(Verdict::approximated, std::move(finding));
  }
  const std::string secret = iap_secret_for(subject.context.settings, subject.object);
  if (row.means == Means::iap && !secret.empty()) {
    finding.to = "iap: " + secret;
    finding.message = fmt::format(
        "{}{}; Identity-Aware Proxy takes its place, as the settings say: people log in with "
        "Google identities, and the application gets other headers{}.",
        row.what, place,
        protection.lets_strangers_pass ? "; requests without a login, which AWS passed on, are "
                                         "turned away"
                                       : "");
    return say(Verdict::approximated, std::move(finding));
  }
  return std::nullopt;
}

void judge(const Case& subject, const Protection& protection, const Coverage& coverage,
           Outcome& outcome) {
  if (protection.kind == ProtectionKind::shield && !subject.internet_facing &&
      protection.problem.empty()) {
    add_once(outcome.findings,
             say(Verdict::dropped,
                 {.key = protection.key,
                  .from = protection.written,
                  .message = "Shield Advanced guards against floods from the internet, which does "
                             "not reach an internal load balancer."}));
    return;
  }
  if (!protection.problem.empty()) {
    add_once(outcome.findings,
             say(Verdict::invalid,
                 {.key = protection.key,
                  .from = protection.written,
                  .message = fmt::format("This value cannot be read{}: {}; it counts as a "
                                         "protection that would be lost.",
                                         in_brackets(protection.place), protection.problem),
                  .next_step = "Correct it in the source."}));
  }
  auto finding = covered(subject, protection, coverage);
  if (finding) {
    add_once(outcome.findings, std::move(*finding));
  } else if (protection.problem.empty() || !subject.internet_facing) {
    add_once(outcome.findings,
             unless_accepted(refuse(subject, protection, coverage), rule_for(protection.kind),
                             subject.ingress, protection.written, subject.context));
  }
}

// Each key that is written gets an answer, also where another one decided.
void answer_rest(std::span<const std::string_view> keys, const Json& ingress, bool in_force,
                 Outcome& outcome) {
  for (const std::string_view key : keys) {
    const auto value = annotation(ingress, key);
    const bool said = std::any_of(outcome.findings.begin(), outcome.findings.end(),
                                  [&](const Finding& finding) { return finding.key == key; });
    if (value && !said) {
      outcome.findings.push_back(
          say(Verdict::dropped,
              {.key = std::string(key),
               .from = *value,
               .message = in_force ? "Belongs to the protection that is told beside it."
                                   : "Kept nobody out: what it belongs to was not switched on."}));
    }
  }
}

}  // namespace

std::string_view rule_for(ProtectionKind kind) { return row_for(kind).rule; }

bool is_read_by_each_member(std::string_view rule) {
  return std::any_of(kKinds.begin(), kKinds.end(), [&](const KindRow& row) {
    return row.rule == rule && governs_the_group(row.kind);
  });
}

Outcome answer_for(ProtectionKind kind, std::span<const std::string_view> keys, const Json& ingress,
                   const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  Outcome outcome;
  for (const std::string_view key : keys) {
    outcome.edits.push_back(erase(annotation_path(key)));
  }
  const Case subject = read_case(ingress, alb, context);
  const Coverage coverage = coverage_of(subject);
  bool in_force = false;
  for (const Protection& protection : subject.protections.in_force) {
    if (protection.kind == kind) {
      in_force = true;
      judge(subject, protection, coverage, outcome);
    }
  }
  for (const IdleKey& idle : subject.protections.idle) {
    if (idle.kind == kind) {
      outcome.findings.push_back(
          say(Verdict::dropped, {.key = idle.key, .from = idle.value, .message = idle.why}));
    }
  }
  answer_rest(keys, ingress, in_force, outcome);
  return outcome;
}

Substitute substitute_for(const Json& ingress, const Backend& backend, const Context& context) {
  const AlbIngress alb = read_alb_ingress(ingress, context);
  if (alb.owner != IngressOwner::alb) {
    return {};
  }
  const Case subject = read_case(ingress, alb, context);
  if (!subject.internet_facing) {
    return {};
  }
  Substitute substitute;
  const Coverage coverage = coverage_of(subject);
  // An entry for an Ingress that nothing kept closed is taken too: it can only close.
  if (coverage.holds() || coverage.all.empty()) {
    substitute.policy = coverage.policy;
  }
  for (const Protection& protection : subject.protections.in_force) {
    const auto& before = protection.backends;
    if (protection.kind == ProtectionKind::login &&
        std::find(before.begin(), before.end(), backend) != before.end()) {
      substitute.iap_secret = iap_secret_for(subject.context.settings, subject.object);
    }
  }
  return substitute;
}

}  // namespace translator::rules
