#include "translator/settings_parts/tree.h"

#include <sstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "translator/json.h"

namespace translator::settings_parts {
namespace {

constexpr std::size_t kDeepest = 32;

// Thrown and caught in this file only: yaml-cpp throws anyway, so both have one way out.
struct Refused : std::runtime_error {
  Refused(const YAML::Mark& at, const char* what, std::string step)
      : std::runtime_error(what), mark(at), next_step(std::move(step)) {}
  YAML::Mark mark;
  std::string next_step;
};

// Builds the tree from yaml-cpp's events, so that nothing is shared and every place is kept.
class TreeBuilder : public YAML::EventHandler {
 public:
  Node root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    add(made(mark, Node::Kind::null));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused(mark, "aliases (*name) are not allowed in settings",
                  "Write the repeated part out.");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    Node node = made(mark, Node::Kind::scalar);
    node.plain = tag == "?" || tag.empty();
    node.text = value;
    if (node.plain && (value.empty() || value == "~" || value == "null")) {
      node.kind = Node::Kind::null;
    }
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(made(mark, Node::Kind::sequence), mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(made(mark, Node::Kind::mapping), mark);
  }
  void OnMapEnd() override { close(); }

 private:
  // A node that is not closed yet, and for a mapping the key that waits for its value.
  struct Open {
    Node node;
    bool has_key = false;
    Node key;
  };

  static Node made(const YAML::Mark& mark, Node::Kind kind) {
    Node node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }

  void open(Node node, const YAML::Mark& mark) {
    if (open_.size() >= kDeepest) {
      throw Refused(mark, "the settings are nested too deeply",
                    "Compare them with the example in docs/settings.md.");
    }
    open_.push_back({.node = std::move(node), .has_key = false, .key = {}});
  }

  void close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }

  void add(Node node) {
    if (open_.empty()) {
      root = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Node::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      parent.key = std::move(node);
      parent.has_key = true;
    } else {
      parent.node.entries.push_back({.key = std::move(parent.key), .value = std::move(node)});
      parent.has_key = false;
    }
  }

  std::vector<Open> open_;
};

// What is quoted in findings must be valid UTF-8.
bool is_text(std::string_view text) {
  try {
    return text.find('\0') == std::string_view::npos && !to_text(Json(text)).empty();
  } catch (const Json::exception&) {
    return false;
  }
}

Tree unreadable(const YAML::Mark& mark, const std::string& what, std::string next_step) {
  const bool placed = !mark.is_null();
  return {.root = {},
          .problems = {{.line = placed ? mark.line + 1 : 0,
                        .column = placed ? mark.column + 1 : 0,
                        .path = "",
                        .message = what + "; no setting is read.",
                        .next_step = std::move(next_step)}}};
}

}  // namespace

Tree read_tree(std::string_view text) {
  if (text.size() > kMostSettingsBytes) {
    return unreadable(YAML::Mark::null_mark(),
                      fmt::format("the settings have {} bytes, and at most {} are read",
                                  text.size(), kMostSettingsBytes),
                      "Replace entries for single objects by patterns.");
  }
  if (!is_text(text)) {
    return unreadable(YAML::Mark::null_mark(), "the settings are no text in UTF-8",
                      "Save the file as UTF-8.");
  }
  constexpr const char* kMend = "Mend the YAML at this place, or just before it.";
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder first;
    if (parser.HandleNextDocument(first)) {
      TreeBuilder second;
      if (parser.HandleNextDocument(second)) {
        YAML::Mark mark;
        mark.line = second.root.line - 1;
        mark.column = second.root.column - 1;
        return unreadable(mark, "the settings hold more than one document",
                          "Keep one document, without a second `---`.");
      }
    }
    return {.root = std::move(first.root), .problems = {}};
  } catch (const Refused& refused) {
    return unreadable(refused.mark, refused.what(), refused.next_step);
  } catch (const YAML::Exception& error) {
    return unreadable(error.mark, "this is no valid YAML: " + error.msg, kMend);
  } catch (const std::exception& error) {
    return unreadable(YAML::Mark::null_mark(),
                      std::string("this is no valid YAML: ") + error.what(), kMend);
  }
}

}  // namespace translator::settings_parts
