#include "translator/item.h"

#include <exception>
#include <utility>

#include <fmt/format.h>

#include "translator/aws_names.h"
#include "translator/catalogue.h"
#include "translator/mutation.h"
#include "translator/park.h"
#include "translator/wall.h"

namespace translator {
namespace {

ItemTranslation as_it_came(std::string_view item, std::vector<Finding> findings) {
  ItemTranslation result{.bytes = std::string(item), .translation = {}};
  result.translation.findings = mutation::without_left_out(std::move(findings));
  return result;
}

// The answer when the item cannot go through the rows: parked by the wall where it could open
// something, else as it came.
ItemTranslation behind_the_wall(std::string_view item, const Json& object, Finding finding) {
  const std::optional<std::string> parked = minimally_parked(object, finding.message);
  if (!parked) {
    return as_it_came(item, {std::move(finding)});
  }
  ItemTranslation result{.bytes = *parked, .translation = {}};
  result.translation.fate = Fate::parked;
  result.translation.summary = "parked: " + finding.message;
  result.translation.findings =
      mutation::without_left_out(std::vector<Finding>{std::move(finding)});
  if (const auto document = parse_json(*parked)) {
    result.translation.object = document->value;
  }
  return result;
}

// Anything that a row could take for AWS's, by the text alone.
bool has_aws_text(std::string_view item, std::string_view backup_item) {
  for (const std::string_view text : {item, backup_item}) {
    for (const std::string_view mark : {"alb.ingress.kubernetes.io/", "service.beta.kubernetes.io/",
                                        "k8s.aws", "amazonaws.com", "\"alb\""}) {
      if (text.find(mark) != std::string_view::npos) {
        return true;
      }
    }
  }
  return false;
}

// Velero drops an Ingress or Service that is answered with an error, and says so: better than to
// restore it unread. What has no kind is no object at all.
bool may_be_public(std::string_view item) {
  const std::string kind = kind_in(item);
  return kind.empty() || kind == "Ingress" || kind == "Service";
}

ItemTranslation translate_object(std::string_view item, const Json& object,
                                 std::string_view backup_item, const Surroundings& surroundings,
                                 const Settings& settings, std::vector<Finding> door_findings) {
  // Only Ingress and Service are judged by their old status.
  Json backup_object;
  if (can_be_parked(object) && !backup_item.empty()) {
    if (auto document = parse_json(backup_item)) {
      backup_object = std::move(document->value);
    }
  }
  const Context context = context_for(object, surroundings, settings,
                                      backup_object.is_object() ? &backup_object : nullptr);
  ItemTranslation result;
  result.translation = translate(object, context, std::move(door_findings));
  const Fate fate = result.translation.fate;
  result.bytes = fate == Fate::translated || fate == Fate::parked
                     ? to_text(result.translation.object)
                     : std::string(item);
  return result;
}

}  // namespace

Result<ItemTranslation> translate_item(std::string_view item, std::string_view backup_item,
                                       const Surroundings& surroundings, const Settings& settings,
                                       std::vector<Finding> door_findings) {
  Result<Document> document = parse_json(item);
  if (!document && document.error().where == kTooDeep && !may_be_public(item)) {
    return as_it_came(item, {say(Verdict::invalid,
                                 {.key = std::string(kTooDeep),
                                  .message = document.error().what + ", so it is not translated.",
                                  .next_step = "Look at the object by hand.",
                                  .rule = "unreadable-object"})});
  }
  if (!document) {
    return Error{
        .what = document.error().what + "; this item cannot be restored: make a new backup of it",
        .where = document.error().where};
  }
  const Json& object = document->value;
  if (!object.is_object() || kind_of(object).empty()) {
    return Error{.what = "the item is no Kubernetes object: a JSON object with a kind is needed",
                 .where = "item"};
  }
  if (!document->inexact_number.empty()) {
    Finding finding =
        say(Verdict::invalid,
            {.key = document->inexact_number,
             .message = fmt::format("The number {} cannot be kept exactly, so the object is not "
                                    "translated.",
                                    document->inexact_number),
             .next_step = "Correct the number in the source.",
             .rule = "inexact-number"});
    return can_be_parked(object) && has_aws_text(item, backup_item)
               ? behind_the_wall(item, object, std::move(finding))
               : as_it_came(item, {std::move(finding)});
  }
  try {
    return translate_object(item, object, backup_item, surroundings, settings,
                            std::move(door_findings));
  } catch (const std::exception& problem) {
    return behind_the_wall(
        item, object,
        say(Verdict::refused,
            {.key = kind_of(object),
             .message = fmt::format("The translator failed on this object ({}).", problem.what()),
             .next_step = "Compare this object with the backup, set it up by hand, and report the "
                          "error with the object.",
             .rule = "internal-error"}));
  }
}

}  // namespace translator
