#pragma once

// Kubernetes objects in memory with the manners of the API server: versions, conflicts, patches,
// and Status objects for what goes wrong. Knows no HTTP and no kinds: whatever it is given, it
// keeps. Used by MemoryCluster; refuses validation, defaulting, admission and watching.

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "translator/json.h"

namespace cmd {

struct ObjectKey {
  std::string group;   // "" is the core group
  std::string plural;  // "ingresses"
  std::string name_space;
  std::string name;

  friend bool operator<(const ObjectKey& a, const ObjectKey& b) { return a.tied() < b.tied(); }
  friend bool operator==(const ObjectKey& a, const ObjectKey& b) { return a.tied() == b.tied(); }

 private:
  [[nodiscard]] std::tuple<const std::string&, const std::string&, const std::string&,
                           const std::string&>
  tied() const {
    return std::tie(group, plural, name_space, name);
  }
};

// An object, or a Status when `code` is 400 or more.
struct ApiAnswer {
  unsigned code = 200;
  translator::Json body;

  [[nodiscard]] bool ok() const { return code < 400; }
};

[[nodiscard]] ApiAnswer failure(unsigned code, std::string_view reason, std::string_view message);

class MemoryObjects {
 public:
  using Json = translator::Json;

  // The kinds that this cluster does not know, as (group, plural): as if a CRD were missing.
  std::set<std::pair<std::string, std::string>> unknown_kinds;

  // Called before an update is looked at: for tests that let others interfere.
  std::function<void(const ObjectKey& key, const Json& wanted)> before_update;

  [[nodiscard]] ApiAnswer get(const ObjectKey& key) const;

  // With an empty name_space of all namespaces.
  [[nodiscard]] ApiAnswer list(const ObjectKey& collection, std::string_view label_selector) const;

  // 409 when it exists, 404 when its namespace does not, 400 for an object with a resourceVersion.
  // The name is taken from the object; metadata.generateName is completed.
  ApiAnswer create(const ObjectKey& collection, Json object);

  // The next three give 409 when the object bears a resourceVersion that is not the live one, and
  // change nothing (no new resourceVersion either) when the result is the same.
  ApiAnswer update(const ObjectKey& key, Json object);
  ApiAnswer merge_patch(const ObjectKey& key, const Json& patch);
  // Server-side apply by one manager: creates, or merges objects and replaces lists.
  ApiAnswer apply(const ObjectKey& key, const Json& object);

  ApiAnswer remove(const ObjectKey& key);

  [[nodiscard]] const std::map<ObjectKey, Json>& all() const { return objects_; }

 private:
  [[nodiscard]] bool knows(const ObjectKey& key) const;
  [[nodiscard]] bool has_namespace_of(const ObjectKey& key) const;
  ApiAnswer insert(const ObjectKey& key, Json object);
  ApiAnswer replace(Json& live, Json wanted);

  std::map<ObjectKey, Json> objects_;
  std::map<std::pair<std::string, std::string>, std::string> kinds_;  // seen: for the type of lists
  std::uint64_t version_ = 0;
  std::uint64_t identities_ = 0;
};

}  // namespace cmd
