#include "translator/settings_parts/values.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace translator::settings_parts {

using Kind = Node::Kind;

std::optional<std::string> text_in(const Node& node, const Form& form, const std::string& path,
                                   std::string_view effect, Problems& problems) {
  if (node.kind == Kind::scalar && form.fits(node.text)) {
    return node.text;
  }
  tell(problems, node, path, fmt::format("{} is not {}; {}.", shown(node), form.words, effect),
       fmt::format("Write {}.", form.words));
  return std::nullopt;
}

std::optional<std::size_t> chosen_word(const Section& section, std::string_view key,
                                       const std::vector<std::string_view>& words,
                                       std::string_view safe, Problems& problems) {
  const auto index = [&](std::string_view text) {
    return static_cast<std::size_t>(std::find(words.begin(), words.end(), text) - words.begin());
  };
  const Given given = section[key];
  if (given.value == nullptr) {
    return given.unreadable ? std::optional(index(safe)) : std::nullopt;
  }
  const std::size_t chosen =
      given.value->kind == Kind::scalar ? index(given.value->text) : words.size();
  if (chosen < words.size()) {
    return chosen;
  }
  const std::string known = fmt::format("{}", fmt::join(words, ", "));
  tell(problems, *given.value, section.path_of(key),
       fmt::format("{} is none of: {}; {} is used.", shown(*given.value), known, safe),
       fmt::format("Write one of: {}.", known));
  return index(safe);
}

void read_bool(const Section& section, std::string_view key, bool safe, Problems& problems,
               bool& target) {
  const Given given = section[key];
  const Node* value = given.value;
  const bool readable = value != nullptr && value->kind == Kind::scalar && value->plain &&
                        (value->text == "true" || value->text == "false");
  if (readable) {
    target = value->text == "true";
    return;
  }
  if (value != nullptr) {
    tell(problems, *value, section.path_of(key),
         fmt::format("{} is neither true nor false; {} is used.", shown(*value), safe),
         "Write true or false, without quotes.");
  }
  if (value != nullptr || given.unreadable) {
    target = safe;
  }
}

void for_each_entry(
    const Section& section, std::string_view key, const Form& form, Problems& problems,
    const std::function<void(const Node& name, const Node& value, const std::string& path)>& take) {
  const Node* table = section[key].value;
  const std::string path = section.path_of(key);
  if (table == nullptr) {
    return;
  }
  if (table->kind != Kind::mapping) {
    tell(problems, *table, path,
         fmt::format("A mapping is expected here, not {}; nothing of it is used.", shown(*table)),
         fmt::format("Write a mapping whose keys are each {}.", form.words));
    return;
  }
  std::map<std::string_view, int> count;
  for (const auto& [name, value] : table->entries) {
    ++count[name.text];
  }
  for (const auto& [name, value] : table->entries) {
    if (count[name.text] > 1 && name.kind == Kind::scalar) {
      tell(problems, name, path,
           fmt::format("{} stands twice; no entry of it counts.", shown(name)),
           "Keep one of them.");
    } else if (text_in(name, form, path, "the entry is left out", problems)) {
      take(name, value, below(path, name.text));
    }
  }
}

std::map<std::string, std::string> read_names(const Section& section, std::string_view key,
                                              const Form& keys, const Form& values,
                                              Problems& problems) {
  std::map<std::string, std::string> names;
  for_each_entry(
      section, key, keys, problems,
      [&](const Node& name, const Node& value, const std::string& path) {
        if (auto text = text_in(value, values, path, "the entry is left out", problems)) {
          names.emplace(name.text, *std::move(text));
        }
      });
  return names;
}

std::vector<std::string> read_list(const Node& list, const Form& form, const std::string& path,
                                   std::string_view effect, Problems& problems) {
  std::vector<std::string> texts;
  if (list.kind != Kind::sequence) {
    tell(problems, list, path,
         fmt::format("A list is expected here, not {}; {}.", shown(list), effect),
         fmt::format("Write a list of which each entry is {}.", form.words));
    return texts;
  }
  std::set<std::string> seen;
  for (const Node& item : list.items) {
    auto text = text_in(item, form, path, effect, problems);
    if (!text) {
      continue;
    }
    if (!seen.insert(*text).second) {
      tell(problems, item, path, fmt::format("{} stands twice; it counts once.", shown(item)),
           "Remove one of them.");
      continue;
    }
    texts.push_back(*std::move(text));
  }
  return texts;
}

std::optional<std::string> entry_text(const Section& entry, std::string_view key, const Form& form,
                                      Problems& problems) {
  const Node* value = entry[key].value;
  return value == nullptr
             ? std::nullopt
             : text_in(*value, form, entry.path_of(key), "the whole entry is left out", problems);
}

}  // namespace translator::settings_parts
