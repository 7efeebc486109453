#pragma once

// What the plan has to say about the surroundings of the translated objects, and no rule can: it
// needs the whole input, or is about tools that act after the restore. Not findings: a restore
// tells findings too, and both must agree.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cmd/story.h"
#include "translator/json.h"

namespace cmd {

struct Hint {
  std::string id;                    // "network-policy", "gitops", "external-dns"
  std::vector<std::string> objects;  // "NetworkPolicy shop/web-only"
  std::string message;
  std::string next_step;
};

// The tool that would put the object back as its source has it: "Argo CD", "Flux", "Helm"; "" for
// none that is known.
[[nodiscard]] std::string_view manager_of(const translator::Json& object);

// Collects while the plan is made.
class Hints {
 public:
  // Every object of the input.
  void see(const translator::Json& object);
  // An Ingress or Service that the restore changes.
  void see_changed(const translator::Json& object);

  [[nodiscard]] std::vector<Hint> about(const Stories& stories) const;

 private:
  struct Pods {
    std::string name_space;
    translator::Json labels;
  };

  [[nodiscard]] std::vector<Hint> about_policies(const Stories& stories) const;

  std::map<std::string, std::vector<translator::Json>> policies_;  // by namespace
  std::map<std::string, translator::Json> services_;               // by key_of()
  std::vector<Pods> pods_;                                         // and pod templates
  std::map<std::string_view, std::vector<std::string>> managed_;   // by the tool
  std::vector<std::string> named_in_dns_;
};

[[nodiscard]] translator::Json to_json(const Hint& hint);

}  // namespace cmd
