#include "plugin/item_log.h"

#include <string>

#include "translator/json.h"

namespace plugin {
namespace {

using translator::Fate;
using translator::Finding;
using translator::Verdict;

LogLevel level_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::needs_action:
    case Verdict::invalid:
    case Verdict::unknown:
    case Verdict::refused:
      return LogLevel::warn;
    case Verdict::translated:
    case Verdict::dropped:
    case Verdict::approximated:
      break;
  }
  return LogLevel::info;
}

void log_finding(Log& log, const Finding& finding, Fields fields) {
  fields.insert(fields.end(), {{"rule", finding.rule},
                               {"verdict", std::string(translator::name_of(finding.verdict))},
                               {"key", finding.key},
                               {"from", finding.from},
                               {"to", finding.to},
                               {"nextStep", finding.next_step}});
  log.write(level_of(finding.verdict), finding.message, fields, finding.site.text());
}

}  // namespace

std::string label_of(const translator::Json& object) {
  const std::string name_space = translator::namespace_of(object);
  return (name_space.empty() ? "" : name_space + "/") + translator::name_of(object);
}

void log_item(Log& log, const translator::Translation& translation) {
  if (translation.fate == Fate::untouched && translation.findings.empty()) {
    return;
  }
  const Fields item = {{"kind", translator::kind_of(translation.object)},
                       {"item", label_of(translation.object)}};
  for (const Finding& finding : translation.findings) {
    log_finding(log, finding, item);
  }
  if (translation.fate == Fate::untouched) {
    return;
  }
  Fields fields = item;
  fields.emplace_back("outcome", std::string(translator::name_of(translation.fate)));
  log.write(LogLevel::info, translation.summary, fields,
            translator::Site{__FILE__, __LINE__}.text());
}

}  // namespace plugin
