#include "cluster/events.h"

#include "cluster/timestamp.h"
#include "translator/gke_names.h"

namespace cluster {

namespace {

using translator::Done;
using translator::Error;
using translator::Json;
using translator::Pointer;
using translator::Result;
using translator::Status;

std::string text_at(const Json& object, const char* path) {
  return translator::string_at(object, Pointer(path)).value_or("");
}

// Events about cluster-scoped objects stand in "default".
std::string namespace_for(const Json& live) {
  const std::string name_space = translator::namespace_of(live);
  return name_space.empty() ? "default" : name_space;
}

// Cut between characters: UTF-8 continuation bytes are 10xxxxxx.
std::string shortened(const std::string& text) {
  constexpr std::string_view kCut = "...";
  if (text.size() <= kLongestMessage) {
    return text;
  }
  std::size_t end = kLongestMessage - kCut.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end).append(kCut);
}

Json event_for(const Json& live, const Announcement& announcement) {
  constexpr std::size_t kDigits = 16;
  const std::string uid = text_at(live, "/metadata/uid");
  const std::string digits =
      translator::sha256_of(uid + " " + announcement.reason + " " + announcement.once_for);
  const std::string time = timestamp(announcement.time);
  // The name of an object may be as long as that of an event.
  return {{"apiVersion", "v1"},
          {"kind", "Event"},
          {"metadata",
           {{"name", "eks2gke." + digits.substr(0, kDigits)}, {"namespace", namespace_for(live)}}},
          {"involvedObject",
           {{"apiVersion", text_at(live, "/apiVersion")},
            {"kind", translator::kind_of(live)},
            {"namespace", translator::namespace_of(live)},
            {"name", translator::name_of(live)},
            {"uid", uid}}},
          {"reason", announcement.reason},
          {"message", shortened(announcement.message)},
          {"type", announcement.is_warning ? "Warning" : "Normal"},
          {"source", {{"component", std::string(kEventSource)}}},
          {"firstTimestamp", time},
          {"lastTimestamp", time},
          {"count", 1}};
}

}  // namespace

Status announce(KubernetesClient& client, const Json& live, const Announcement& announcement,
                Deadline latest) {
  const auto created = client.create(
      {.api_version = "v1", .plural = "events", .name_space = namespace_for(live), .name = ""},
      event_for(live, announcement), latest);
  if (!created && !created.failed_with(ApiError::Kind::already_exists)) {
    return created.error().as_error();
  }
  return Done{};
}

Result<std::vector<Json>> events_about(KubernetesClient& client, const Json& live,
                                       Deadline latest) {
  auto events = client.list(
      {.api_version = "v1", .plural = "events", .name_space = namespace_for(live), .name = ""},
      {.fields = "involvedObject.uid=" + text_at(live, "/metadata/uid")}, latest);
  if (!events) {
    return events.error().as_error();
  }
  return std::move(*events);
}

}  // namespace cluster
