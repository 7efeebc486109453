#pragma once

// Read access to the other objects of the backup: an Ingress is judged with its Services, its
// class, the parameters of that class, and the other members of its group.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "translator/json.h"

namespace translator {

class Surroundings {
 public:
  Surroundings() = default;
  Surroundings(const Surroundings&) = default;
  Surroundings(Surroundings&&) = default;
  Surroundings& operator=(const Surroundings&) = default;
  Surroundings& operator=(Surroundings&&) = default;
  virtual ~Surroundings() = default;

  // False when the backup could not be read: rules are conservative then.
  [[nodiscard]] virtual bool available() const = 0;

  // Why the backup could not be read; "" when it could.
  [[nodiscard]] virtual std::string why_unavailable() const = 0;

  // True when the backup is known to hold every namespace of its cluster, so that every member of
  // a group is in it.
  [[nodiscard]] virtual bool whole_cluster() const = 0;

  // Null when absent. `name_space` is "" for cluster-scoped objects. Pointers stay valid for the
  // life of the Surroundings.
  [[nodiscard]] virtual const Json* find(std::string_view group, std::string_view kind,
                                         std::string_view name_space,
                                         std::string_view name) const = 0;

  // The moment at which certificates have to be valid, in seconds since 1970. Whoever does not know
  // it has 0, and finds no certificate valid.
  [[nodiscard]] virtual std::int64_t now() const { return 0; }

  // All objects of a kind, ordered by namespace and name. Of Secrets only certificates are kept; of
  // pods, and what makes them, labels and containers.
  [[nodiscard]] virtual std::vector<const Json*> all(std::string_view group,
                                                     std::string_view kind) const = 0;
};

// True for the kinds that rules ask for; readers of an archive keep only these.
// `directory` is the name below resources/ in a Velero archive: "ingresses.networking.k8s.io".
[[nodiscard]] bool is_surrounding(std::string_view directory);

// Surroundings held in memory.
class BackupObjects : public Surroundings {
 public:
  void set_now(std::int64_t seconds) { now_ = seconds; }

  // Keeps the object when its kind is one that rules ask for. The same object again is ignored.
  void add(Json object);

  [[nodiscard]] bool available() const override { return true; }
  [[nodiscard]] std::string why_unavailable() const override { return ""; }

  [[nodiscard]] std::int64_t now() const override { return now_; }

  // A backup of the whole cluster holds the four namespaces that every cluster has (default,
  // kube-node-lease, kube-public, kube-system); a backup of chosen namespaces hardly has all four.
  [[nodiscard]] bool whole_cluster() const override;

  [[nodiscard]] const Json* find(std::string_view group, std::string_view kind,
                                 std::string_view name_space, std::string_view name) const override;
  [[nodiscard]] std::vector<const Json*> all(std::string_view group,
                                             std::string_view kind) const override;

 private:
  using Names = std::map<std::pair<std::string, std::string>, Json>;  // by namespace and name
  std::map<std::pair<std::string, std::string>, Names> kinds_;        // by group and kind
  std::int64_t now_ = 0;
};

// What there is when the backup cannot be read.
class NoSurroundings : public Surroundings {
 public:
  explicit NoSurroundings(std::string why) : why_(std::move(why)) {}

  [[nodiscard]] bool available() const override { return false; }
  [[nodiscard]] std::string why_unavailable() const override { return why_; }
  [[nodiscard]] bool whole_cluster() const override { return false; }
  [[nodiscard]] const Json* find(std::string_view, std::string_view, std::string_view,
                                 std::string_view) const override {
    return nullptr;
  }
  [[nodiscard]] std::vector<const Json*> all(std::string_view, std::string_view) const override {
    return {};
  }

 private:
  std::string why_;
};

}  // namespace translator
