#include "plugin/operation.h"

#include <algorithm>
#include <array>

#include "plugin/log.h"
#include "translator/intent.h"
#include "translator/result_annotations.h"

namespace plugin {
namespace {

using translator::Error;
using translator::Fate;
using translator::Finding;
using translator::Json;
using translator::Pointer;
using translator::Result;
using translator::Settings;
using translator::string_at;
using translator::Translation;
using translator::Verdict;

constexpr std::string_view kSchema = "eks2gke.io/operation/v1";
constexpr std::size_t kLongestText = 1500;

bool needs_action(const Translation& translation) {
  return translation.fate != Fate::parked &&
         translator::worst_of(translation.findings) >= Verdict::needs_action;
}

// Does GKE make a load balancer for it?
bool gets_an_address(const Translation& translation) {
  const std::string kind = translator::kind_of(translation.object);
  return translation.fate == Fate::translated &&
         (kind == "Ingress" ||
          (kind == "Service" &&
           string_at(translation.object, Pointer("/spec/type")) == "LoadBalancer"));
}

std::string with_next_step(std::string text, const std::string& next_step) {
  return next_step.empty() ? text : text + " Next: " + next_step;
}

// The first of those findings that need somebody most.
std::string action_of(const Translation& translation) {
  const Finding* most = nullptr;
  for (const Finding& finding : translation.findings) {
    if (most == nullptr || finding.verdict > most->verdict) {
      most = &finding;
    }
  }
  return (most->key.empty() ? "" : most->key + ": ") +
         with_next_step(most->message, most->next_step);
}

std::string text_of(const Translation& translation) {
  if (translation.fate == Fate::parked) {
    return with_next_step(
        translation.summary,
        translator::annotation(translation.object, translator::kNextStepAnnotation).value_or(""));
  }
  if (!needs_action(translation)) {
    return translation.summary;
  }
  const std::string action = "needs action: " + action_of(translation);
  return translation.fate == Fate::untouched ? action : translation.summary + "; " + action;
}

std::optional<Fate> fate_named(std::string_view name) {
  for (const Fate fate : {Fate::untouched, Fate::translated, Fate::parked, Fate::skipped}) {
    if (translator::name_of(fate) == name) {
      return fate;
    }
  }
  return std::nullopt;
}

std::int64_t integer_at(const Json& object, const char* path) {
  const Json* value = translator::find(object, Pointer(path));
  return value != nullptr && value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

}  // namespace

std::optional<Operation> operation_for(const Translation& translation, const Settings& settings,
                                       std::int64_t now) {
  const bool action = needs_action(translation);
  if (translation.fate == Fate::untouched && !action) {
    return std::nullopt;
  }
  const Json& object = translation.object;
  Operation operation;
  operation.object = {.api_version = string_at(object, Pointer("/apiVersion")).value_or(""),
                      .kind = translator::kind_of(object),
                      .name_space = translator::namespace_of(object),
                      .name = translator::name_of(object)};
  operation.fate = translation.fate;
  operation.says = one_line(text_of(translation), kLongestText);
  operation.fails =
      (translation.fate == Fate::parked && settings.parked == translator::OnParked::fail) ||
      (action && settings.needs_action == translator::OnNeedsAction::fail);
  operation.made = now;
  operation.wait = gets_an_address(translation) ? settings.wait_for_address_seconds : 0;
  operation.intent = translation.fate == Fate::translated || translation.fate == Fate::parked
                         ? translator::intent_of(object)
                         : Json::object();
  return operation;
}

std::string id_of(const Operation& operation) {
  Json id = {{"schema", std::string(kSchema)},
             {"apiVersion", operation.object.api_version},
             {"kind", operation.object.kind},
             {"namespace", operation.object.name_space},
             {"name", operation.object.name},
             {"outcome", std::string(translator::name_of(operation.fate))},
             {"says", operation.says},
             {"fails", operation.fails},
             {"made", operation.made},
             {"wait", operation.wait},
             {"intent", operation.intent}};
  return translator::to_text(id);
}

Result<Operation> read_operation(std::string_view id) {
  const Result<translator::Document> parsed = translator::parse_json(id);
  const Json& json = parsed ? parsed->value : Json();
  const auto text = [&](const char* path) { return string_at(json, Pointer(path)).value_or(""); };
  const std::optional<Fate> fate = fate_named(text("/outcome"));
  if (text("/schema") != kSchema || !fate) {
    return Error{.what = "this is no operation of this plugin", .where = "operation id"};
  }
  const Json* fails = translator::find(json, Pointer("/fails"));
  const Json* intent = translator::find(json, Pointer("/intent"));
  return Operation{.object = {.api_version = text("/apiVersion"),
                              .kind = text("/kind"),
                              .name_space = text("/namespace"),
                              .name = text("/name")},
                   .fate = *fate,
                   .says = text("/says"),
                   .fails = fails != nullptr && fails->is_boolean() && fails->get<bool>(),
                   .made = integer_at(json, "/made"),
                   .wait = integer_at(json, "/wait"),
                   .intent = intent != nullptr && intent->is_object() ? *intent : Json::object()};
}

std::string label_of(const Operation& operation, const std::string& name_space) {
  const std::string kind = operation.object.kind.empty() ? "object" : operation.object.kind;
  return kind + " " + (name_space.empty() ? "" : name_space + "/") + operation.object.name;
}

}  // namespace plugin
