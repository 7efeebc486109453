#include "cmd/label_selector.h"

#include <algorithm>
#include <optional>

namespace cmd {
namespace {

using Operator = LabelRequirement::Operator;

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return "";
  }
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

// At commas that stand outside of brackets.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ',' && depth == 0) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.' || c == '/';
  });
}

std::optional<LabelRequirement> set_requirement(const std::string& part) {
  const std::size_t open = part.find('(');
  if (open == std::string::npos || part.back() != ')') {
    return std::nullopt;
  }
  const std::string head = trimmed(part.substr(0, open));
  const std::size_t blank = head.find_last_of(' ');
  const std::string word = blank == std::string::npos ? "" : head.substr(blank + 1);
  LabelRequirement requirement{.key = trimmed(head.substr(0, blank)),
                               .comparison = word == "in" ? Operator::in : Operator::not_in,
                               .values = {}};
  if (!is_name(requirement.key) || (word != "in" && word != "notin")) {
    return std::nullopt;
  }
  for (const std::string& value : split(part.substr(open + 1, part.size() - open - 2))) {
    requirement.values.push_back(trimmed(value));
  }
  return requirement;
}

std::optional<LabelRequirement> requirement_of(const std::string& part) {
  if (part.find('(') != std::string::npos) {
    return set_requirement(part);
  }
  const std::size_t equals = part.find('=');
  LabelRequirement requirement;
  if (equals == std::string::npos) {
    const bool absent = part.starts_with('!');
    requirement.key = trimmed(part.substr(absent ? 1 : 0));
    requirement.comparison = absent ? Operator::absent : Operator::exists;
  } else {
    const bool differs = equals > 0 && part[equals - 1] == '!';
    const bool twice = part.compare(equals, 2, "==") == 0;
    requirement.key = trimmed(part.substr(0, equals - (differs ? 1 : 0)));
    requirement.comparison = differs ? Operator::not_in : Operator::in;
    requirement.values = {trimmed(part.substr(equals + (twice ? 2 : 1)))};
  }
  return is_name(requirement.key) ? std::optional(requirement) : std::nullopt;
}

bool meets(const translator::Json& object, const LabelRequirement& requirement) {
  const auto label = translator::string_at(object, translator::label_path(requirement.key));
  const auto is_listed = [&] {
    return label && std::find(requirement.values.begin(), requirement.values.end(), *label) !=
                        requirement.values.end();
  };
  switch (requirement.comparison) {
    case Operator::exists:
      return label.has_value();
    case Operator::absent:
      return !label;
    case Operator::in:
      return is_listed();
    case Operator::not_in:
      break;
  }
  return !is_listed();
}

}  // namespace

translator::Result<std::vector<LabelRequirement>> parse_label_selector(std::string_view text) {
  std::vector<LabelRequirement> requirements;
  if (trimmed(text).empty()) {
    return requirements;
  }
  for (const std::string& part : split(text)) {
    const auto requirement = requirement_of(trimmed(part));
    if (!requirement) {
      return translator::Error{.what = "this is no label selector: " + std::string(text),
                               .where = ""};
    }
    requirements.push_back(*requirement);
  }
  return requirements;
}

bool matches(const translator::Json& object, const std::vector<LabelRequirement>& requirements) {
  return std::all_of(
      requirements.begin(), requirements.end(),
      [&](const LabelRequirement& requirement) { return meets(object, requirement); });
}

}  // namespace cmd
