#include <map>

#include <fmt/format.h>

#include "cmd/text.h"
#include "cmd/verify.h"
#include "translator/report.h"

namespace cmd {
namespace {

using translator::Json;

struct Words {
  const char* text;
  const char* key;
  Style style;
};

Words words_for(Serving serving) {
  switch (serving) {
    case Serving::serving:
      return {"serving", "serving", Style::good};
    case Serving::unhealthy:
      return {"unhealthy", "unhealthy", Style::bad};
    case Serving::no_address:
      return {"no address", "noAddress", Style::bad};
    case Serving::deleting:
      return {"being deleted", "deleting", Style::caution};
    case Serving::parked:
      return {"parked", "parked", Style::caution};
    case Serving::opted_out:
      break;
  }
  return {"no address needed", "noAddressNeeded", Style::faint};
}

constexpr std::size_t kVerdictWidth = 19;

std::string one_text(const Verified& one, const Look& look) {
  const Words words = words_for(one.serving);
  std::string text = styled(look, words.style, fmt::format("{:<{}}", words.text, kVerdictWidth)) +
                     fmt::format("{} {}", one.object.kind, printable(label_of(one.object)));
  if (!one.address.empty()) {
    text += "  " + printable(one.address);
  }
  text += "\n";
  const Margins margins{.first = kVerdictWidth, .rest = kVerdictWidth, .width = look.width};
  for (const std::string& backend : one.unhealthy) {
    text += wrapped("unhealthy: " + printable(backend), margins);
  }
  if (!one.warning.empty()) {
    text += wrapped(printable(one.warning), margins);
  }
  if (!one.next_step.empty()) {
    text += wrapped("Next: " + printable(one.next_step), margins);
  }
  return text;
}

std::map<Serving, std::size_t> counts_of(const Verification& verification) {
  std::map<Serving, std::size_t> counts;
  for (const Verified& one : verification.objects) {
    ++counts[one.serving];
  }
  return counts;
}

}  // namespace

Json to_json(const Verification& verification) {
  Json objects = Json::array();
  for (const Verified& one : verification.objects) {
    objects.push_back({{"apiVersion", one.object.api_version},
                       {"kind", one.object.kind},
                       {"namespace", one.object.name_space},
                       {"name", one.object.name},
                       {"state", words_for(one.serving).key},
                       {"address", one.address},
                       {"unhealthyBackends", one.unhealthy},
                       {"warning", one.warning},
                       {"nextStep", one.next_step}});
  }
  Json totals = Json::object();
  for (const auto& [serving, count] : counts_of(verification)) {
    totals[words_for(serving).key] = count;
  }
  return {{"schema", "eks2gke.io/verify/v1"},
          {"objects", std::move(objects)},
          {"totals", std::move(totals)}};
}

std::string to_text(const Verification& verification, const Look& look) {
  if (verification.objects.empty()) {
    return "Nothing of this restore was translated: no Ingress or Service of AWS came with it, or "
           "the "
           "plugin was not installed.\n";
  }
  std::string text;
  for (const Verified& one : verification.objects) {
    text += one_text(one, look);
  }
  std::string summary;
  for (const auto& [serving, count] : counts_of(verification)) {
    summary += fmt::format("{}{} {}", summary.empty() ? "" : ", ", count, words_for(serving).text);
  }
  return text + "\n" + summary + "\n";
}

}  // namespace cmd
