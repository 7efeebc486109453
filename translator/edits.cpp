#include "translator/edits.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "translator/aws_names.h"

namespace translator {
namespace {

bool contains_path(const std::string& outer, const std::string& inner) {
  return inner.size() > outer.size() && inner[outer.size()] == '/' &&
         inner.compare(0, outer.size(), outer) == 0;
}

// Edits by path; the same edit twice counts once.
std::vector<Edit> without_repetition(const std::vector<Edit>& edits) {
  std::vector<Edit> once;
  for (const Edit& edit : edits) {
    const auto same = std::find_if(once.begin(), once.end(),
                                   [&](const Edit& other) { return other.path == edit.path; });
    if (same == once.end()) {
      once.push_back(edit);
    } else if (same->value != edit.value) {
      throw std::logic_error("two edits of " + edit.path.to_string() + " differ");
    }
  }
  return once;
}

void refuse_overlap(const std::vector<Edit>& edits) {
  std::vector<std::string> paths;
  paths.reserve(edits.size());
  std::transform(edits.begin(), edits.end(), std::back_inserter(paths),
                 [](const Edit& edit) { return edit.path.to_string(); });
  for (const std::string& outer : paths) {
    for (const std::string& inner : paths) {
      if (contains_path(outer, inner)) {
        throw std::logic_error("an edit of " + outer + " overlaps one of " + inner);
      }
    }
  }
}

// The object that holds the last step of the path; made when `create`, else null when absent.
Json* parent_of(Json& object, const Pointer& path, bool create) {
  const Pointer parent_path = path.parent_pointer();
  if (object.contains(parent_path)) {
    return &object.at(parent_path);
  }
  if (!create) {
    return nullptr;
  }
  Json* grandparent = parent_of(object, parent_path, true);
  Json& parent = (*grandparent)[parent_path.back()];
  parent = Json::object();
  return &parent;
}

void write(Json& object, const Edit& edit) {
  Json* parent = parent_of(object, edit.path, edit.value.has_value());
  if (parent == nullptr) {
    return;
  }
  if (parent->is_null() && edit.value) {
    *parent = Json::object();  // "annotations": null
  }
  if (!edit.value) {
    parent->erase(edit.path.back());
  } else if (parent->is_array()) {
    parent->at(std::stoul(edit.path.back())) = *edit.value;
  } else {
    (*parent)[edit.path.back()] = *edit.value;
  }
}

bool changes_nothing(const Json& object, const Edit& edit) {
  const Json* present = find(object, edit.path);
  return edit.value ? present != nullptr && *present == *edit.value : present == nullptr;
}

Json entry_of(const Replaced& replaced) {
  Json entry = {{"path", replaced.path.to_string()}};
  if (replaced.value) {
    entry["value"] = *replaced.value;
  }
  return entry;
}

}  // namespace

Edited apply_edits(const Json& object, const std::vector<Edit>& edits) {
  const std::vector<Edit> once = without_repetition(edits);
  refuse_overlap(once);
  Edited edited{.object = object, .replaced = {}};
  for (const Edit& edit : once) {
    if (changes_nothing(object, edit)) {
      continue;
    }
    const Json* present = find(object, edit.path);
    edited.replaced.push_back(
        {.path = edit.path, .value = present ? std::optional<Json>(*present) : std::nullopt});
    write(edited.object, edit);
  }
  return edited;
}

OriginalText original_text(const std::vector<Replaced>& replaced, std::size_t limit) {
  std::vector<Json> entries;
  entries.reserve(replaced.size());
  std::transform(replaced.begin(), replaced.end(), std::back_inserter(entries), entry_of);
  OriginalText original;
  while (true) {
    Json edits = Json::array();
    for (const Json& entry : entries) {
      edits.push_back(entry);
    }
    Json all{{"schema", "eks2gke.io/original/v1"}, {"edits", std::move(edits)}};
    if (original.left_out > 0) {
      all["leftOut"] = original.left_out;
    }
    original.text = to_text(all);
    if (original.text.size() <= limit || entries.empty()) {
      return original;
    }
    const auto largest = std::max_element(
        entries.begin(), entries.end(),
        [](const Json& a, const Json& b) { return to_text(a).size() < to_text(b).size(); });
    entries.erase(largest);
    ++original.left_out;
  }
}

Result<std::optional<std::string>> clean_last_applied(const std::string& text,
                                                      const std::vector<Edit>& edits) {
  const Result<Document> document = parse_json(text);
  if (!document) {
    return document.error();
  }
  if (!document->value.is_object()) {
    return Error{.what = "the value is no JSON object", .where = ""};
  }
  Json cleaned = document->value;
  for (const Edit& edit : edits) {
    if (find(cleaned, edit.path) == nullptr) {
      continue;
    }
    // A list keeps what is not of AWS; anything else is gone, and whoever applies the old manifest
    // sets it again knowingly.
    const bool filtered_list = edit.value && edit.value->is_array();
    write(
        cleaned,
        {.path = edit.path, .value = filtered_list ? edit.value : std::nullopt, .site = edit.site});
  }
  for (const std::string& key : annotation_keys(cleaned)) {
    if (is_aws_load_balancer_key(key)) {
      cleaned.at(Pointer("/metadata/annotations")).erase(key);
    }
  }
  if (cleaned == document->value) {
    return std::optional<std::string>();
  }
  // kubectl ends the annotation with a line break.
  return std::optional<std::string>(to_text(cleaned) + (text.back() == '\n' ? "\n" : ""));
}

}  // namespace translator
