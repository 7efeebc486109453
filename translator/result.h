#pragma once

// A value or the reason why there is none, for the doors (plugin, CLI) and what they read.
// Rules never use it: a rule is total, what it finds odd is a Finding.
// Member names follow std::expected, so that this can become an alias of it one day.

#include <string>
#include <utility>
#include <variant>

namespace translator {

struct Error {
  std::string what;   // one sentence: what is wrong and what to do next
  std::string where;  // the place: a file, a line, a JSON Pointer, an address; may be empty

  // "where: what", or only "what" when there is no place.
  [[nodiscard]] std::string text() const { return where.empty() ? what : where + ": " + what; }
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // Precondition of the next four: has_value().
  [[nodiscard]] T& value() { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const { return std::get<0>(state_); }
  T& operator*() { return value(); }
  T* operator->() { return &value(); }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }

  // Precondition: !has_value().
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

// A Result for what succeeds without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace translator
