#include "cmd/conversion.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "cmd/judgement.h"
#include "cmd/velero_item.h"
#include "translator/patches.h"
#include "translator/report.h"
#include "translator/resources.h"

namespace cmd {
namespace {

using translator::Companion;
using translator::Fate;
using translator::Json;
using translator::ObjectName;
using translator::Patch;
using translator::Result;
using translator::Status;

Json without_server_fields(Json object) {
  const auto metadata = object.find("metadata");
  if (metadata != object.end() && metadata->is_object()) {
    metadata->erase("managedFields");
    const auto annotations = metadata->find("annotations");
    if (annotations != metadata->end() && annotations->is_object()) {
      annotations->erase("kubectl.kubernetes.io/last-applied-configuration");
      annotations->erase("velero.io/restore-status");  // a word to Velero, not to the cluster
      if (annotations->empty()) {
        metadata->erase("annotations");
      }
    }
  }
  return object;
}

translator::ItemReport report_of(const Json& object, Fate fate) {
  return {.object = translator::object_name_of(object),
          .fate = fate,
          .summary = {},
          .findings = {},
          .companions = {},
          .patched = {}};
}

using Key = std::tuple<std::string, std::string, std::string, std::string>;

Key key_of(const ObjectName& name) {
  return {name.api_version, name.kind, name.name_space, name.name};
}

// Ingresses come last: a controller that sees one before its Service or its BackendConfig acts
// without them.
int rank_of(const std::string& kind) {
  if (kind == "Namespace" || kind == "CustomResourceDefinition") {
    return 0;
  }
  return kind == "Ingress" ? 3 : kind == "Service" ? 2 : 1;
}

auto apply_order(const ConvertedObject& converted) {
  const Json& object = converted.object();
  const std::string kind = translator::kind_of(object);
  return std::make_tuple(rank_of(kind), translator::namespace_of(object), kind,
                         translator::name_of(object));
}

// One word for a shell, whatever is in it.
std::string shell_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text) {
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return word + "'";
}

std::string annotate_command(const Json& object) {
  const std::string kind = translator::kind_of(object);
  const std::string name = translator::name_of(object);
  const std::string name_space = translator::namespace_of(object);
  std::string command = fmt::format(
      "{} {}/{} is in no input; it needs this: kubectl annotate {} {}"
      " --namespace {}",
      kind, name_space, name, kind, shell_word(name), shell_word(name_space));
  for (const auto& [key, value] : object["metadata"]["annotations"].items()) {
    command += " " + shell_word(key + "=" + value.get<std::string>());
  }
  return command;
}

class Collection {
 public:
  void see(const Json& object, const Treatment& treatment) {
    if (treatment.left_out.empty() && !treatment.judged) {
      Json item = without_server_fields(item_of_input(object));
      add({.before = item, .after = item, .report = report_of(item, Fate::untouched)});
    }
  }

  void add(const Judgement& judgement) {
    const translator::Translation& translation = judgement.translation;
    std::optional<Json> after;
    if (translation.fate != Fate::skipped) {
      after = without_server_fields(judgement.restored());
    }
    add({.before = without_server_fields(judgement.item),
         .after = std::move(after),
         .report = translator::report_of(judgement.object, translation)});
    for (const Companion& companion : translation.companions) {
      add(companion);
    }
    patches_.insert(patches_.end(), translation.patches.begin(), translation.patches.end());
  }

  Conversion finish() {
    for (const Patch& patch : patches_) {
      write(patch);
    }
    for (const auto& [key, object] : missing_) {
      conversion_.missing.push_back(annotate_command(object));
    }
    std::stable_sort(conversion_.objects.begin(), conversion_.objects.end(),
                     [](const ConvertedObject& a, const ConvertedObject& b) {
                       return apply_order(a) < apply_order(b);
                     });
    return std::move(conversion_);
  }

 private:
  void add(ConvertedObject converted) {
    places_.emplace(key_of(translator::object_name_of(converted.object())),
                    conversion_.objects.size());
    conversion_.objects.push_back(std::move(converted));
  }

  // Null when no input has it, or when it is not restored.
  Json* restored(const ObjectName& name) {
    const auto place = places_.find(key_of(name));
    if (place == places_.end() || !conversion_.objects[place->second].after) {
      return nullptr;
    }
    return &*conversion_.objects[place->second].after;
  }

  // Two Ingresses can need the same object; what the later one says holds, as on a cluster.
  void add(const Companion& companion) {
    if (Json* const known = restored(companion.name); known != nullptr) {
      *known = companion.object;
      return;
    }
    add({.before = {},
         .after = companion.object,
         .report = report_of(companion.object, Fate::translated)});
  }

  void write(const Patch& patch) {
    Json* const target = restored(patch.object);
    if (target == nullptr) {
      Json& missing = missing_[key_of(patch.object)];
      missing["kind"] = patch.object.kind;
      missing["metadata"]["name"] = patch.object.name;
      missing["metadata"]["namespace"] = patch.object.name_space;
      merge(missing, patch);
    } else {
      merge(*target, patch);
    }
  }

  void merge(Json& object, const Patch& patch) {
    if (const auto merged = translator::merge_patches(object, {&patch, 1}); !merged) {
      conversion_.missing.push_back(fmt::format("{} {} is left without {}: {}", patch.object.kind,
                                                translator::label_of(patch.object),
                                                patch.annotation, merged.error().text()));
    }
  }

  Conversion conversion_;
  std::map<Key, std::size_t> places_;  // in the objects above
  std::vector<Patch> patches_;
  std::map<Key, Json> missing_;  // what objects of no input need, as objects that hold only that
};

}  // namespace

Result<Conversion> make_conversion(const std::vector<std::string>& inputs,
                                   const translator::Settings& settings, Console& console) {
  Collection collection;
  const JudgementVisitor visitor{
      .see = [&](const Json& object,
                 const Treatment& treatment) { collection.see(object, treatment); },
      .judge = [&](const Judgement& judgement) { collection.add(judgement); }};
  const Status status = judge_inputs(inputs, settings, visitor, console);
  if (!status) {
    return status.error();
  }
  return collection.finish();
}

bool has_problems(const Conversion& conversion, translator::Verdict limit) {
  const auto& all = conversion.objects;
  return std::any_of(all.begin(), all.end(), [limit](const ConvertedObject& one) {
    return one.report.fate == Fate::parked || translator::worst_of(one.report.findings) >= limit;
  });
}

}  // namespace cmd
