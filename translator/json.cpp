#include "translator/json.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace translator {
namespace {

// Builds the document, and remembers the first number that would be written back differently.
class DocumentBuilder : public nlohmann::json_sax<Json> {
 public:
  Document take() { return std::move(document_); }
  [[nodiscard]] const Error& error() const { return error_; }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t& text) override {
    Json number = value;
    if (number.dump() != text && document_.inexact_number.empty()) {
      document_.inexact_number = text;
    }
    return put(std::move(number));
  }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // never in JSON text

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& problem) override {
    // "[json.exception…] parse error at line 1, column 2: syntax error …; last read: '…'". The
    // library quotes what it read last; that can be the data of a Secret.
    const std::string what = problem.what();
    const std::size_t place = what.find(": ");
    const std::size_t begin = place == std::string::npos ? 0 : place + 2;
    error_ = {.what = what.substr(begin, what.find("; last read: ") - begin),
              .where = "byte " + std::to_string(position)};
    return false;
  }

 private:
  Json* place(Json value) {
    if (open_.empty()) {
      document_.value = std::move(value);
      return &document_.value;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return add_member(parent.get_ref<Json::object_t&>(), std::move(value));
  }

  // The library looks for a key from the first member on: a large object needs an index, or its
  // reading time grows with the square of its size. A key that stands twice keeps its first place
  // and its last value.
  Json* add_member(Json::object_t& object, Json value) {
    if (object.size() < kIndexedFrom) {
      Json& slot = object[key_];
      slot = std::move(value);
      return &slot;
    }
    Index& index = indexes_[open_.back()];
    for (std::size_t next = index.size(); next < object.size(); ++next) {
      index.emplace(object.data()[next].first, next);
    }
    const auto [place, is_new] = index.emplace(key_, object.size());
    if (is_new) {
      object.push_back({key_, std::move(value)});
    } else {
      object.data()[place->second].second = std::move(value);
    }
    return &object.data()[place->second].second;
  }

  bool put(Json value) {
    place(std::move(value));
    return true;
  }

  bool open(Json container) {
    if (open_.size() >= kMaxDepth) {
      error_ = {
          .what = "the document is nested deeper than " + std::to_string(kMaxDepth) + " levels",
          .where = std::string(kTooDeep)};
      return false;
    }
    open_.push_back(place(std::move(container)));
    return true;
  }

  bool close() {
    indexes_.erase(open_.back());
    open_.pop_back();
    return true;
  }

  using Index = std::unordered_map<std::string, std::size_t>;  // key to position
  static constexpr std::size_t kIndexedFrom = 64;

  Document document_;
  Error error_;
  // Containers that are not closed yet. A parent is not touched while a child is open, so the
  // pointers stay valid.
  std::vector<Json*> open_;
  std::unordered_map<const Json*, Index> indexes_;  // of the large ones among open_
  std::string key_;
};

// Reads the kind alone, whatever the depth: the parser of the library itself keeps no stack.
class KindReader : public nlohmann::json_sax<Json> {
 public:
  [[nodiscard]] const std::string& kind() const { return kind_; }

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool string(string_t& text) override {
    if (is_kind_) {
      kind_ = std::move(text);
    }
    return value();
  }
  bool key(string_t& name) override {
    is_kind_ = depth_ == 1 && name == "kind";
    return true;
  }
  bool start_object(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool value() {
    is_kind_ = false;
    return true;
  }
  bool open() {
    ++depth_;
    return value();
  }
  bool close() {
    --depth_;
    return true;
  }

  int depth_ = 0;
  bool is_kind_ = false;
  std::string kind_;
};

}  // namespace

std::string kind_in(std::string_view text) {
  KindReader reader;
  return Json::sax_parse(text.begin(), text.end(), &reader) ? reader.kind() : "";
}

Result<Document> parse_json(std::string_view text) {
  DocumentBuilder builder;
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
    return builder.error();
  }
  return builder.take();
}

std::string to_text(const Json& value) { return value.dump(); }

const Json* find(const Json& object, const Pointer& path) {
  return object.contains(path) ? &object.at(path) : nullptr;
}

std::optional<std::string> string_at(const Json& object, const Pointer& path) {
  const Json* value = find(object, path);
  if (value == nullptr || !value->is_string()) {
    return std::nullopt;
  }
  return value->get<std::string>();
}

const Json& array_at(const Json& object, const Pointer& path) {
  static const Json kEmpty = Json::array();
  const Json* value = find(object, path);
  return value != nullptr && value->is_array() ? *value : kEmpty;
}

Pointer annotation_path(std::string_view key) {
  return Pointer("/metadata/annotations") / std::string(key);
}

Pointer label_path(std::string_view key) { return Pointer("/metadata/labels") / std::string(key); }

std::optional<std::string> annotation(const Json& object, std::string_view key) {
  // Asked thousands of times for an item: without the detour of building a Pointer.
  const Json* found = &object;
  for (const std::string_view member :
       {std::string_view("metadata"), std::string_view("annotations"), key}) {
    if (!found->is_object()) {
      return std::nullopt;
    }
    const auto& members = found->get_ref<const Json::object_t&>();
    const auto entry = std::find_if(members.begin(), members.end(),
                                    [&](const auto& pair) { return pair.first == member; });
    if (entry == members.end()) {
      return std::nullopt;
    }
    found = &entry->second;
  }
  return found->is_string() ? std::optional<std::string>(found->get<std::string>()) : std::nullopt;
}

std::vector<std::string> annotation_keys(const Json& object) {
  std::vector<std::string> keys;
  const Json* annotations = find(object, Pointer("/metadata/annotations"));
  if (annotations != nullptr && annotations->is_object()) {
    for (const auto& [key, value] : annotations->items()) {
      keys.push_back(key);
    }
  }
  return keys;
}

std::string kind_of(const Json& object) { return string_at(object, Pointer("/kind")).value_or(""); }

std::string name_of(const Json& object) {
  return string_at(object, Pointer("/metadata/name")).value_or("");
}

std::string namespace_of(const Json& object) {
  return string_at(object, Pointer("/metadata/namespace")).value_or("");
}

std::string group_of(const Json& object) {
  const std::string version = string_at(object, Pointer("/apiVersion")).value_or("");
  const std::size_t slash = version.find('/');
  return slash == std::string::npos ? "" : version.substr(0, slash);
}

}  // namespace translator
