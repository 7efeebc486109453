#include "translator/load_balancer.h"

#include <algorithm>

#include <fmt/format.h>

namespace translator {
namespace {

std::string text_at(const Json& object, const char* path) {
  return string_at(object, Pointer(path)).value_or("");
}

// RFC 3339 in UTC, so that texts compare as times do. Events of the newer API leave the older
// fields empty, and the other way round.
std::string last_seen(const Json& event) {
  std::string latest;
  for (const char* path : {"/lastTimestamp", "/series/lastObservedTime", "/eventTime",
                           "/metadata/creationTimestamp"}) {
    // The first 19 characters are the seconds: fractions are there in some fields only.
    latest = std::max(latest, text_at(event, path).substr(0, 19));
  }
  return latest;
}

std::int64_t times(const Json& event) {
  std::int64_t most = 1;
  for (const char* path : {"/count", "/series/count"}) {
    const Json* count = find(event, Pointer(path));
    if (count != nullptr && count->is_number_integer()) {
      most = std::max(most, count->get<std::int64_t>());
    }
  }
  return most;
}

// What the plugin says of a parked object is no trouble of GKE's.
bool is_warning(const Json& event) {
  return text_at(event, "/type") == "Warning" && text_at(event, "/source/component") != "eks2gke";
}

bool is_cured(const Json& warning, const std::vector<Json>& events) {
  return text_at(warning, "/reason") == "Translate" && times(warning) == 1 &&
         std::any_of(events.begin(), events.end(), [&](const Json& event) {
           return !is_warning(event) && last_seen(event) > last_seen(warning);
         });
}

}  // namespace

std::string address_of(const Json& object) {
  for (const Json& entry : array_at(object, Pointer("/status/loadBalancer/ingress"))) {
    std::string address = text_at(entry, "/ip");
    if (!address.empty()) {
      return address;
    }
  }
  return "";
}

std::optional<std::string> standing_warning(const std::vector<Json>& events) {
  const Json* last = nullptr;
  for (const Json& event : events) {
    const bool counts = is_warning(event) && !is_cured(event, events);
    if (counts && (last == nullptr || last_seen(event) >= last_seen(*last))) {
      last = &event;
    }
  }
  if (last == nullptr) {
    return std::nullopt;
  }
  const std::int64_t count = times(*last);
  return fmt::format("{}: {}{}", text_at(*last, "/reason"), text_at(*last, "/message"),
                     count > 1 ? fmt::format(" ({} times)", count) : "");
}

}  // namespace translator
