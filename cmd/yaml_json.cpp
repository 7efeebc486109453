#include "cmd/yaml_json.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace cmd {
namespace {

using translator::Json;

// Without aliases a document has fewer values than bytes; an alias of aliases of aliases has more
// than any manifest needs.
std::size_t most_values(std::size_t bytes) { return 100'000 + 10 * bytes; }

// Thrown and caught in this file only: yaml-cpp throws anyway, so both have one way out.
struct Unreadable : std::runtime_error {
  Unreadable(const YAML::Mark& at, const std::string& what) : std::runtime_error(what), mark(at) {}
  YAML::Mark mark;
};

std::string place(const std::string& name, const YAML::Mark& mark) {
  return mark.is_null() ? name : fmt::format("{}:{}:{}", name, mark.line + 1, mark.column + 1);
}

std::optional<std::uint64_t> digits(std::string_view text, int base) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  return error == std::errc() && stop == end && !text.empty() ? std::optional(value) : std::nullopt;
}

struct Base {
  int base;
  std::size_t prefix;
};

// 0x1f, 0o17, 017 and 0b1 as Go's YAML library reads them for Kubernetes (file modes are octal).
Base base_of(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') {
    return {.base = 10, .prefix = 0};
  }
  switch (text[1]) {
    case 'x':
      return {.base = 16, .prefix = 2};
    case 'o':
      return {.base = 8, .prefix = 2};
    case 'b':
      return {.base = 2, .prefix = 2};
    default:
      return {.base = 8, .prefix = 1};
  }
}

std::optional<Json> integer(std::string_view text) {
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') {
    text.remove_prefix(1);
  }
  const auto [base, prefix] = base_of(text);
  const auto value = digits(text.substr(prefix), base);
  constexpr std::uint64_t kBeyond = std::uint64_t{1} << 63U;
  if (!value || (negative && *value > kBeyond)) {
    return std::nullopt;
  }
  if (!negative) {
    return Json(*value);
  }
  return Json(static_cast<std::int64_t>(~*value + 1));
}

std::optional<Json> fraction(const std::string& text) {
  if (text.find_first_not_of("0123456789+-.eE") != std::string::npos ||
      text.find_first_of("0123456789") == std::string::npos) {
    return std::nullopt;
  }
  const char* begin = text.data() + (text.front() == '+' ? 1 : 0);
  const char* end = text.data() + text.size();
  double value = 0;
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || stop != end) {
    return std::nullopt;
  }
  // 1.0 and 1e3 are written as 1 and 1000, as Go writes them.
  constexpr double kExact = 9007199254740992.0;
  if (std::trunc(value) == value && std::abs(value) < kExact) {
    return Json(static_cast<std::int64_t>(value));
  }
  return Json(value);
}

Json plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
    return nullptr;
  }
  if (text == "true" || text == "True" || text == "TRUE") {
    return true;
  }
  if (text == "false" || text == "False" || text == "FALSE") {
    return false;
  }
  if (auto number = integer(text)) {
    return *std::move(number);
  }
  if (auto number = fraction(text)) {
    return *std::move(number);
  }
  return text;
}

class Converter {
 public:
  explicit Converter(std::size_t most) : most_(most) {}

  Json convert(const YAML::Node& node, int depth = 0) {
    if (++count_ > most_) {
      throw Unreadable(node.Mark(),
                       "the aliases of this document make it too large; write the "
                       "repeated parts out");
    }
    if (depth > translator::kMaxDepth) {
      throw Unreadable(node.Mark(), "the document is nested too deeply");
    }
    switch (node.Type()) {
      case YAML::NodeType::Scalar:
        return scalar(node);
      case YAML::NodeType::Sequence:
        return sequence(node, depth);
      case YAML::NodeType::Map:
        return mapping(node, depth);
      case YAML::NodeType::Undefined:
      case YAML::NodeType::Null:
        break;
    }
    return nullptr;
  }

 private:
  static Json scalar(const YAML::Node& node) {
    // "?" marks a plain scalar, "!" a quoted one; explicit tags are spelled out.
    return node.Tag() == "?" ? plain_scalar(node.Scalar()) : Json(node.Scalar());
  }

  Json sequence(const YAML::Node& node, int depth) {
    Json array = Json::array();
    for (const YAML::Node& element : node) {
      array.push_back(convert(element, depth + 1));
    }
    return array;
  }

  Json mapping(const YAML::Node& node, int depth) {
    Json object = Json::object();
    Json merged = Json::object();
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) {
        throw Unreadable(entry.first.Mark(), "a key of a mapping must be a text");
      }
      const std::string& key = entry.first.Scalar();
      if (key == "<<" && entry.first.Tag() == "?") {
        merge(merged, convert(entry.second, depth + 1), entry.first.Mark());
        continue;
      }
      if (object.contains(key)) {
        throw Unreadable(entry.first.Mark(), "the key \"" + key + "\" stands twice in a mapping");
      }
      object[key] = convert(entry.second, depth + 1);
    }
    for (const auto& [key, value] : merged.items()) {
      if (!object.contains(key)) {
        object[key] = value;
      }
    }
    return object;
  }

  // What "<<" brings: a mapping, or several of which the first wins.
  static void merge(Json& merged, const Json& source, const YAML::Mark& mark) {
    for (const Json& part : source.is_array() ? source : Json::array({source})) {
      if (!part.is_object()) {
        throw Unreadable(mark, "\"<<\" needs a mapping");
      }
      for (const auto& [key, value] : part.items()) {
        if (!merged.contains(key)) {
          merged[key] = value;
        }
      }
    }
  }

  std::size_t most_;
  std::size_t count_ = 0;
};

}  // namespace

translator::Result<std::vector<YamlDocument>> read_yaml(std::string_view text,
                                                        const std::string& name) {
  try {
    std::vector<YamlDocument> documents;
    for (const YAML::Node& node : YAML::LoadAll(std::string(text))) {
      Json value = Converter(most_values(text.size())).convert(node);
      if (!value.is_null()) {
        documents.push_back({.line = node.Mark().line + 1, .value = std::move(value)});
      }
    }
    return documents;
  } catch (const Unreadable& error) {
    return translator::Error{.what = error.what(), .where = place(name, error.mark)};
  } catch (const YAML::Exception& error) {
    return translator::Error{.what = "this is no valid YAML: " + error.msg,
                             .where = place(name, error.mark)};
  } catch (const std::exception& error) {
    return translator::Error{.what = std::string("this is no valid YAML: ") + error.what(),
                             .where = name};
  }
}

}  // namespace cmd
