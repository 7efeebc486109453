#include "cmd/plugin_log.h"

#include <algorithm>
#include <array>
#include <optional>

#include "translator/json.h"

namespace cmd {
namespace {

using translator::Json;
using translator::Verdict;

std::string field(const Json& line, const char* name) {
  const auto found = line.find(name);
  return found != line.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<Verdict> verdict_named(std::string_view name) {
  constexpr std::array kVerdicts = {Verdict::translated,   Verdict::dropped, Verdict::approximated,
                                    Verdict::needs_action, Verdict::invalid, Verdict::unknown,
                                    Verdict::refused};
  const auto* found = std::find_if(kVerdicts.begin(), kVerdicts.end(), [&](Verdict verdict) {
    return translator::name_of(verdict) == name;
  });
  return found == kVerdicts.end() ? std::nullopt : std::optional(*found);
}

translator::Finding finding_of(const Json& line, Verdict verdict) {
  translator::Finding finding;
  finding.verdict = verdict;
  finding.key = field(line, "key");
  finding.from = field(line, "from");
  finding.to = field(line, "to");
  finding.message = field(line, "@message");
  finding.next_step = field(line, "nextStep");
  finding.rule = field(line, "rule");
  return finding;
}

bool is_serious(const Json& line) {
  const std::string level = field(line, "@level");
  return level != "trace" && level != "debug" && level != "info";
}

}  // namespace

void PluginLog::add(std::string_view line) {
  const auto document = translator::parse_json(line);
  const std::lock_guard lock(mutex_);
  if (!document || !document->value.is_object()) {
    remarks_.emplace_back(line);
    return;
  }
  const Json& entry = document->value;
  const std::string item = field(entry, "item");
  if (item.empty()) {
    if (is_serious(entry)) {
      remarks_.push_back(field(entry, "@message"));
    }
    return;
  }
  LoggedItem& logged = items_[{field(entry, "kind"), item}];
  if (const auto verdict = verdict_named(field(entry, "verdict"))) {
    logged.findings.push_back(finding_of(entry, *verdict));
  } else if (entry.contains("outcome")) {
    logged.outcome = field(entry, "outcome");
    logged.summary = field(entry, "@message");
  }
}

LoggedItem PluginLog::take(const std::string& kind, const std::string& item) {
  const std::lock_guard lock(mutex_);
  const auto found = items_.find({kind, item});
  if (found == items_.end()) {
    return {};
  }
  LoggedItem logged = std::move(found->second);
  items_.erase(found);
  return logged;
}

std::vector<std::string> PluginLog::remarks() const {
  const std::lock_guard lock(mutex_);
  return remarks_;
}

}  // namespace cmd
