#include "plugin/restore_report.h"

#include <utility>

#include "translator/json.h"

namespace plugin {
namespace {

using translator::Fate;
using translator::Json;
using translator::Translation;

// {"schema":…,"items":[…],"prerequisites":…}: the items are JSON already.
std::string document(const std::string& items, const Json& frame) {
  const std::string rest = translator::to_text(frame);
  return R"({"schema":")" + std::string(translator::kReportSchema) + R"(","items":[)" + items +
         "]," + rest.substr(1);
}

}  // namespace

void RestoreReport::add(const Translation& translation) {
  const translator::ItemReport item = translator::report_of(translation.object, translation);
  std::string text = translator::to_text(translator::to_json(item));
  const std::lock_guard lock(mutex_);
  changed_ = true;
  ++totals_.items;
  ++totals_.headings[translator::heading_of(item)];
  if (translation.fate != Fate::skipped && translation.fate != Fate::parked) {
    translator::count_restored(translation.object, translation.companions, frame_);
  }
  if (bytes_ + text.size() > kMostOfReport) {
    ++left_out_;
    return;
  }
  bytes_ += text.size();
  items_.push_back(std::move(text));
}

std::vector<std::string> RestoreReport::take_parts() {
  const std::lock_guard lock(mutex_);
  if (!std::exchange(changed_, false)) {
    return {};
  }
  Json frame = translator::frame_of(totals_, frame_);
  if (left_out_ > 0) {
    frame["totals"]["leftOutOfReport"] = left_out_;
  }
  std::vector<std::string> parts;
  std::string items;
  for (const std::string& item : items_) {
    if (!items.empty() && items.size() + item.size() > kMostOfReportPart) {
      parts.push_back(document(std::exchange(items, ""), frame));
    }
    items += (items.empty() ? "" : ",") + item;
  }
  parts.push_back(document(items, frame));
  return parts;
}

}  // namespace plugin
