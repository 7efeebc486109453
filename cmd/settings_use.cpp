#include "cmd/settings_use.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "translator/aws_values.h"

namespace cmd {
namespace {

using translator::Acceptance;
using translator::Finding;
using translator::ItemReport;
using translator::Verdict;

class Use {
 public:
  explicit Use(const std::vector<ItemReport>& items) : items_(items) {
    for (const ItemReport& item : items) {
      if (item.fate != translator::Fate::untouched) {
        objects_.insert(item.object.kind + " " + label_of(item.object));
      }
      for (const Finding& finding : item.findings) {
        for (const std::string& value : translator::aws_list(finding.from)) {
          values_.insert(value);
        }
      }
    }
  }

  // An Ingress or Service that the restore changes.
  [[nodiscard]] bool has_object(const std::string& kind, const std::string& name) const {
    return objects_.contains(kind + " " + name);
  }

  // A value of AWS that some finding is about.
  [[nodiscard]] bool has_value(const std::string& pattern) const {
    return std::any_of(values_.begin(), values_.end(), [&pattern](const std::string& value) {
      return translator::matches_pattern(pattern, value);
    });
  }

  // The finding of an accepted refusal quotes the reason.
  [[nodiscard]] bool has_accepted(const Acceptance& acceptance) const {
    const std::string reason = fmt::format("\"{}\"", acceptance.because);
    return std::any_of(items_.begin(), items_.end(), [&](const ItemReport& item) {
      return item.object.kind == acceptance.kind && label_of(item.object) == acceptance.object &&
             std::any_of(item.findings.begin(), item.findings.end(), [&](const Finding& finding) {
               return finding.rule == acceptance.rule && finding.verdict == Verdict::dropped &&
                      finding.message.find(reason) != std::string::npos;
             });
    });
  }

 private:
  const std::vector<ItemReport>& items_;
  std::set<std::string> objects_;
  std::set<std::string> values_;
};

// Entries of a mapping by object, or by name.
template <typename Entries, typename IsUsed>
void look_at(const char* path, const Entries& entries, const IsUsed& is_used,
             std::vector<UnusedEntries>& unused) {
  UnusedEntries found{.path = path, .entries = {}};
  for (const auto& [name, value] : entries) {
    if (!is_used(name)) {
      found.entries.push_back(name);
    }
  }
  if (!found.entries.empty()) {
    unused.push_back(std::move(found));
  }
}

}  // namespace

std::vector<UnusedEntries> unused_entries(const translator::Settings& settings,
                                          const std::vector<ItemReport>& items) {
  const Use use(items);
  const auto value = [&use](const std::string& pattern) { return use.has_value(pattern); };
  const auto ingress = [&use](const std::string& name) { return use.has_object("Ingress", name); };
  const auto service = [&use](const std::string& name) { return use.has_object("Service", name); };
  std::vector<UnusedEntries> unused;
  look_at("ingress.certificates", settings.ingress.certificates, value, unused);
  look_at("ingress.securityPolicies", settings.ingress.security_policies, ingress, unused);
  look_at("ingress.sslPolicies", settings.ingress.ssl_policies, value, unused);
  look_at("ingress.addresses", settings.ingress.addresses, ingress, unused);
  look_at("ingress.iap", settings.ingress.iap, ingress, unused);
  look_at("service.addresses", settings.service.addresses, service, unused);
  look_at("service.subnets", settings.service.subnets, service, unused);
  UnusedEntries accepted{.path = "accept", .entries = {}};
  for (const Acceptance& one : settings.accept) {
    if (!use.has_accepted(one)) {
      accepted.entries.push_back(fmt::format("{} of {} {}", one.rule, one.kind, one.object));
    }
  }
  if (!accepted.entries.empty()) {
    unused.push_back(std::move(accepted));
  }
  return unused;
}

}  // namespace cmd
