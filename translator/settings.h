#pragma once

// The operator's choices, as rules look at them: what stands in for a thing of AWS on GKE, and
// which refusals are knowingly overridden. A plain value; where it comes from (the ConfigMap, a
// file) is the doors' affair, and its spelling that of translator/settings_yaml.h. Every entry is
// described in docs/settings.md.
//
// A default-constructed Settings has the documented defaults: nothing is mapped, nothing accepted.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace translator {

// What a parked item, or one that needs action, does to the restore.
enum class OnParked { fail, warn };
enum class OnNeedsAction { describe, fail };
// hold: external-dns leaves the restored objects alone; see translator/dns_hold.h.
enum class DnsPolicy { keep, hold };
// How a Service asks for a load balancer of GKE: by annotation, or by spec.loadBalancerClass.
enum class ServiceStyle { annotation, load_balancer_class };
enum class PullSecretStrategy { keep, refresh, rewrite };

// What serves a certificate of AWS on GKE: either a ManagedCertificate, or certificates that stand
// in the Google project already. Never both; a name that is "" is not there.
struct CertificateMapping {
  bool managed = false;
  std::string global;    // for external load balancers
  std::string regional;  // for internal ones
  friend bool operator==(const CertificateMapping&, const CertificateMapping&) = default;
};

// A Cloud Armor policy that stands in for protections of one Ingress.
struct SecurityPolicyMapping {
  std::vector<std::string> replaces;  // exact values; a rule must find ALL protections in it
  std::string policy;
  friend bool operator==(const SecurityPolicyMapping&, const SecurityPolicyMapping&) = default;
};

struct IngressSettings {
  // By ARN or pattern, in the order written; see certificate_for(). An entry that could not be read
  // names nothing, and keeps wider patterns from answering in its place.
  std::vector<std::pair<std::string, CertificateMapping>> certificates;
  // All of the following but ssl_policies by "namespace/name" in the backup.
  std::map<std::string, SecurityPolicyMapping> security_policies;
  std::map<std::string, std::string> ssl_policies;  // by the name of the AWS policy
  std::map<std::string, std::string> addresses;
  std::map<std::string, std::string> iap;  // the Secret with the OAuth client
  friend bool operator==(const IngressSettings&, const IngressSettings&) = default;
};

struct ServiceSettings {
  std::map<std::string, std::string> addresses;  // by "namespace/name" in the backup
  std::map<std::string, std::string> subnets;
  ServiceStyle style = ServiceStyle::annotation;
  bool global_access = false;
  bool resource_labels = false;
  friend bool operator==(const ServiceSettings&, const ServiceSettings&) = default;
};

struct PullSecretSettings {
  PullSecretStrategy strategy = PullSecretStrategy::keep;
  std::string credentials_secret;               // in Velero's namespace; "" when none is named
  bool velero_credentials = false;              // Velero's own AWS credentials, knowingly
  std::vector<std::string> registries;          // whole ECR hosts: no other host ever gets a token
  std::vector<std::string> namespaces = {"*"};  // "*" stands for all of them
  bool create = true;                           // also where pods name no Secret
  std::map<std::string, std::string> rewrite;   // ECR host -> registry path
  friend bool operator==(const PullSecretSettings&, const PullSecretSettings&) = default;
};

// One refusal that the operator knowingly overrides.
struct Acceptance {
  std::string rule;
  std::string kind;
  std::string object;  // "namespace/name" in the backup
  std::string value;
  std::string because;
  friend bool operator==(const Acceptance&, const Acceptance&) = default;
};

// What could not be obeyed. The part with the fault has its safe default.
struct SettingsProblem {
  int line = 0;  // counted from 1; 0 when it is about no place in the text
  int column = 0;
  std::string path;       // "ingress.certificates"; "" when the whole text could not be read
  std::string message;    // one sentence: what is wrong, and what is done instead
  std::string next_step;  // one sentence
  friend bool operator==(const SettingsProblem&, const SettingsProblem&) = default;
};

struct Settings {
  std::int64_t wait_for_address_seconds = std::int64_t{15} * 60;  // 0: do not wait
  OnParked parked = OnParked::fail;
  OnNeedsAction needs_action = OnNeedsAction::describe;
  DnsPolicy dns = DnsPolicy::keep;
  IngressSettings ingress;
  ServiceSettings service;
  PullSecretSettings pull_secrets;
  std::vector<Acceptance> accept;
  // Part of the value, so that no door can forget to tell: the fold says them on each item that a
  // rule has something to say about.
  std::vector<SettingsProblem> problems;
  // Entries that are written and read, and that this version does not act on yet ("dns"). Each door
  // says so once.
  std::vector<std::string> not_in_effect;
  friend bool operator==(const Settings&, const Settings&) = default;
};

// The defaults, for the life of the process.
[[nodiscard]] const Settings& default_settings();

// For settings that exist and cannot be read: the defaults, except that no DNS name moves (whoever
// wrote `dns: hold` must not lose it to a slip elsewhere), and the problem.
[[nodiscard]] Settings unreadable_settings(SettingsProblem problem);

// True when `text` matches `pattern`, in which '*' stands for any characters, none included.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view text);

// What serves the certificate; null when nothing does. An exact entry wins over a pattern, a longer
// pattern over a shorter one, and of two equally long ones the first.
[[nodiscard]] const CertificateMapping* certificate_for(const Settings& settings,
                                                        std::string_view arn);

// `object` is "namespace/name" in the backup, here and below. Null when there is no entry. The rule
// must check that `replaces` holds every protection of the Ingress.
[[nodiscard]] const SecurityPolicyMapping* security_policy_for(const Settings& settings,
                                                               std::string_view object);

// The name that an entry gives; "" when there is no entry.
[[nodiscard]] std::string ssl_policy_for(const Settings& settings, std::string_view aws_policy);
[[nodiscard]] std::string iap_secret_for(const Settings& settings, std::string_view object);
[[nodiscard]] std::string subnet_for(const Settings& settings, std::string_view object);
// `kind` is "Ingress" or "Service": each has its own table.
[[nodiscard]] std::string address_for(const Settings& settings, std::string_view kind,
                                      std::string_view object);

// The operator's acceptance of exactly this refusal; null when there is none. `value` is the exact
// value that was refused, as settings_line_accepting() spells it: another value is refused again.
// That an acceptance never makes something internal external is NOT guarded here but in the rules:
// a rule asks for refusals of what is lost, never for its decision about the scheme.
[[nodiscard]] const Acceptance* is_accepted(const Settings& settings, std::string_view rule,
                                            std::string_view kind, std::string_view object,
                                            std::string_view value);

// For the next step of such a refusal: the line to put under `accept:` in the settings, in YAML
// that reads back as exactly these values. A very long value is not printed but described.
[[nodiscard]] std::string settings_line_accepting(std::string_view rule, std::string_view kind,
                                                  std::string_view object, std::string_view value);

}  // namespace translator
