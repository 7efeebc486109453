#pragma once

// The heart: what a rule is, what it may look at, and what it may answer.
//
// A rule is a row. It looks at the ORIGINAL item and answers with edits, findings, parts of
// companions and patches; it never writes anything. The selector that Velero asks for, `explain`,
// docs/rules.md, the tests of the examples and the coverage checks are all derived from the rows.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "translator/finding.h"
#include "translator/json.h"
#include "translator/settings.h"
#include "translator/surroundings.h"

namespace translator {

// The Velero actions (RestoreItemActionV2) that this project registers; see action_name().
enum class Action { ingress, service, pull_secret, workload, aws_only };

// A kind of object, and the one action that gets it: selectors must stay disjoint.
struct Resource {
  std::string_view group;  // "" is the core group
  std::string_view kind;
  std::string_view plural;
  Action action;

  // "ingresses.networking.k8s.io"; "services" for the core group.
  [[nodiscard]] std::string qualified() const;
  [[nodiscard]] bool matches(const Json& object) const;
};

// One change to the item. Without a value the path is removed.
struct Edit {
  Pointer path;
  std::optional<Json> value;
  Site site = {};
};

struct ObjectName {
  std::string api_version;
  std::string kind;
  std::string name_space;  // as in the backup: the doors apply the restore's namespace mapping
  std::string name;

  friend bool operator==(const ObjectName&, const ObjectName&) = default;
};

// A piece of another object that the result needs on GKE. Rules contribute pieces; the fold
// assembles them into one object per name. `path` points into the object, e.g. /spec/timeoutSec.
struct CompanionPart {
  ObjectName object;
  Pointer path;
  Json value;
  Site site = {};
};

// A change INSIDE the JSON text of an annotation of another object: `cloud.google.com/neg` and
// `cloud.google.com/backend-config` are one string for all ports and all Ingresses of a Service.
struct Patch {
  ObjectName object;
  std::string annotation;
  Pointer inside;
  Json value;
  Site site = {};
};

struct Outcome {
  std::vector<Edit> edits = {};
  std::vector<Finding> findings = {};
  std::vector<CompanionPart> companions = {};
  std::vector<Patch> patches = {};
  bool skip = false;  // do not restore the item; a finding says why
};

struct Companion {
  ObjectName name;
  Json object;  // complete but for the labels of the restore, which the doors add
};

// What becomes of another object of the backup.
struct Neighbour {
  std::vector<Finding> findings;
  std::vector<Companion> companions;
  std::vector<Patch> patches;
  bool parked = false;
};

// What a rule may look at besides the item.
struct Context {
  const Surroundings& surroundings;
  const Settings& settings;
  // The object as it stands in the backup, with its status; the item itself has none. Null when
  // the caller has no such object.
  const Json* backup_item = nullptr;
  // Judges another object of the backup: a member of the same group, an Ingress in front of a
  // Service. It remembers objects by their address, so they must be those of the surroundings, or
  // the item. Empty where the answer would ask for this item again.
  std::function<Neighbour(const Json& object)> judge = {};
};

// Shown by `explain` and in docs/rules.md, and run by a test: this rule alone turns `before` into
// `after` (empty: unchanged), says `says` in one of its findings, and is silent on `after`.
struct Example {
  std::string_view before;
  std::string_view after = {};
  std::string_view says;
  std::string_view with = {};      // other objects of the backup: a JSON array
  std::string_view settings = {};  // the operator's settings: YAML
};

struct Rule {
  std::string_view id;       // topic-what-is-recognised; never renamed: it is API
  std::string_view summary;  // one sentence
  std::string_view why;      // one or two sentences
  std::span<const Resource> resources;
  // The AWS keys that this row answers for, to be found by `explain KEY`. A trailing '*' stands for
  // any rest. Annotation keys in full, or finalizers, or fields.
  std::span<const std::string_view> keys;
  Example example;
  Outcome (*apply)(const Json& object, const Context& context);
};

// Makers of edits and findings. Each call remembers its own place in the source.
[[nodiscard]] Edit set(Pointer path, Json value, Site site = {__builtin_FILE(), __builtin_LINE()});
[[nodiscard]] Edit erase(Pointer path, Site site = {__builtin_FILE(), __builtin_LINE()});
[[nodiscard]] Finding say(Verdict verdict, Finding finding,
                          Site site = {__builtin_FILE(), __builtin_LINE()});
[[nodiscard]] CompanionPart part(ObjectName object, Pointer path, Json value,
                                 Site site = {__builtin_FILE(), __builtin_LINE()});
[[nodiscard]] Patch patch(ObjectName object, std::string_view annotation, Pointer inside,
                          Json value, Site site = {__builtin_FILE(), __builtin_LINE()});

}  // namespace translator
